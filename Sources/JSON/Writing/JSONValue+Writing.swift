extension JSONValue {
    /// The value as text without white space.
    ///
    /// Members keep their order, numbers print as ``JSONNumber`` says, and strings escape only what they must: the
    /// quote, the backslash and control characters. Never recurses.
    public var compactText: String {
        var output = JSONOutput()
        var writer = JSONWriter(layout: .compact)
        writer.write(self, into: &output)
        return String(decoding: output.bytes, as: UTF8.self)
    }

    /// The bytes of ``compactText`` in UTF-8.
    public var compactBytes: [UInt8] {
        var output = JSONOutput()
        var writer = JSONWriter(layout: .compact)
        writer.write(self, into: &output)
        return Array(output.bytes)
    }

    /// Appends the bytes of ``compactText`` in UTF-8.
    ///
    /// - Parameter output: The bytes to append to.
    public func write(into output: inout [UInt8]) {
        var buffer = JSONOutput()
        var writer = JSONWriter(layout: .compact)
        writer.write(self, into: &buffer)
        output.append(contentsOf: buffer.bytes)
    }

    /// The value as text for people: every element and member on a line of its own.
    ///
    /// Empty containers stay on one line; there is no line feed at the end. Never recurses.
    ///
    /// - Parameter indent: How many spaces each level is set in by; 2 unless said otherwise, negative counts as 0.
    /// - Returns: The text.
    public func prettyText(indent: Int = 2) -> String {
        var writer = JSONWriter(layout: .pretty(indent: max(0, indent)))
        var output = JSONOutput()
        writer.write(self, into: &output)
        return String(decoding: output.bytes, as: UTF8.self)
    }
}
