extension JSONValue {
    /// Parses a JSON document (RFC 8259, strictly).
    ///
    /// A repeated key in an object keeps the place of its first occurrence and takes the value of its last. Line and
    /// column of an error count from 1.
    ///
    /// - Parameters:
    ///   - text: The document, one value with optional white space around it.
    ///   - limits: The bounds on size and nesting.
    /// - Returns: The value of the document.
    /// - Throws: ``JSONParseError`` when the text is no JSON document or exceeds a limit.
    public static func parse(_ text: String, limits: JSONLimits = .standard) throws(JSONParseError) -> JSONValue {
        try Self.parse(bytes: text.utf8, limits: limits)
    }

    /// Parses a JSON document given as UTF-8 (RFC 8259, strictly).
    ///
    /// Behaves as ``parse(_:limits:)``. A byte order mark is refused, as is anything that is not well-formed UTF-8.
    ///
    /// - Parameters:
    ///   - bytes: The document; contiguous storage is read in place, anything else is copied first.
    ///   - limits: The bounds on size and nesting.
    /// - Returns: The value of the document.
    /// - Throws: ``JSONParseError`` when the bytes are no JSON document or exceed a limit.
    public static func parse(
        bytes: some Collection<UInt8>,
        limits: JSONLimits = .standard
    ) throws(JSONParseError) -> JSONValue {
        let inPlace = bytes.withContiguousStorageIfAvailable { buffer in
            Self.parseContiguously(buffer, limits: limits)
        }
        if let inPlace { return try inPlace.get() }
        let copy = Array(bytes)
        return try copy.withUnsafeBufferPointer { buffer in Self.parseContiguously(buffer, limits: limits) }.get()
    }

    /// Parses a buffer; a `Result`, because the closures above cannot pass a typed error on.
    private static func parseContiguously(
        _ buffer: UnsafeBufferPointer<UInt8>,
        limits: JSONLimits
    ) -> Result<JSONValue, JSONParseError> {
        do throws(JSONParseError) {
            var parser = JSONParser(buffer, limits: limits)
            return .success(try parser.parseDocument())
        } catch {
            return .failure(error)
        }
    }
}
