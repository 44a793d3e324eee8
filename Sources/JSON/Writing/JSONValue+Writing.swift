extension JSONValue {
    /// The value as text without white space.
    ///
    /// Members keep their order, numbers print as ``JSONNumber`` says, and strings escape only what they must: the
    /// quote, the backslash and control characters. Never recurses.
    public var compactText: String {
        String(decoding: self.compactBytes, as: UTF8.self)
    }

    /// The bytes of ``compactText`` in UTF-8.
    public var compactBytes: [UInt8] {
        var output: [UInt8] = []
        self.write(into: &output)
        return output
    }

    /// Appends the bytes of ``compactText`` in UTF-8.
    ///
    /// - Parameter output: The bytes to append to.
    public func write(into output: inout [UInt8]) {
        var writer = JSONWriter(layout: .compact)
        writer.write(self, into: &output)
    }

    /// The value as text for people: every element and member on a line of its own.
    ///
    /// Empty containers stay on one line; there is no line feed at the end. Never recurses.
    ///
    /// - Parameter indent: How many spaces each level is set in by; 2 unless said otherwise, negative counts as 0.
    public func prettyText(indent: Int = 2) -> String {
        var writer = JSONWriter(layout: .pretty(indent: max(0, indent)))
        var output: [UInt8] = []
        writer.write(self, into: &output)
        return String(decoding: output, as: UTF8.self)
    }
}
