import QuickstepPrimitives

/// The text form of keys and certificates.
///
/// Source: https://www.rfc-editor.org/rfc/rfc7468
enum PEM {
    /// The bytes of a text with one block; `nil` for anything else.
    static func content(_ text: String) -> [UInt8]? {
        let lines = text.split(whereSeparator: \.isNewline)
        guard let first = lines.first, first.hasPrefix("-----BEGIN "), let last = lines.last,
            last.hasPrefix("-----END ")
        else { return nil }
        return Base64.decode(lines.dropFirst().dropLast().joined())
    }

    static func text(_ bytes: [UInt8], label: String) -> String {
        let characters = Array(Base64.encode(bytes))
        var text = "-----BEGIN \(label)-----\n"
        for start in stride(from: 0, to: characters.count, by: 64) {
            text += String(characters[start..<min(start + 64, characters.count)]) + "\n"
        }
        return text + "-----END \(label)-----\n"
    }
}
