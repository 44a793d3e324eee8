/// Finds where a value lies in the text it was parsed from.
///
/// Parsed values carry no positions; the text is scanned again for the few that a diagnostic names.
public struct JSONSourceMap {
    /// What of a member to find.
    public enum Part: Sendable, Hashable {
        /// The key with its quotes; of an element or the whole document, which have none, the value.
        case key

        /// The value.
        case value
    }

    /// Finds a value or its key.
    ///
    /// Of a key that is repeated in its object the last one is found, for its value is the one that counts.
    ///
    /// - Parameters:
    ///   - path: The steps from the whole document to the value.
    ///   - bytes: The text, which ``JSONValue/parse(bytes:limits:)`` accepts.
    ///   - part: Whether the value or its key is wanted.
    /// - Returns: Where it lies, or nil when the document has no such value or is no JSON up to there.
    public static func locate(_ path: [JSONPathStep], in bytes: [UInt8], part: Part) -> JSONSourceRange? {
        bytes.withUnsafeBufferPointer { buffer in
            var scanner = JSONScanner(buffer)
            guard let range = scanner.range(of: path, part: part) else { return nil }
            return JSONSourceRange(range, in: buffer)
        }
    }
}
