/// A text in which `*` stands for any bytes, none included; `\*` and `\\` stand for the characters themselves.
struct Wildcard: Sendable, Equatable {
    /// What stands between the asterisks: at least one part.
    private let parts: [[UInt8]]
    /// The wildcard as it was written.
    let text: String

    init(_ text: String) throws(PatternError) {
        self.text = text
        var parts: [[UInt8]] = [[]]
        var last: [UInt8] = []
        let bytes = Array(text.utf8)
        let (asterisk, backslash) = (UInt8(ascii: "*"), UInt8(ascii: "\\"))
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            let next = position + 1 < bytes.count ? bytes[position + 1] : nil
            switch byte {
            case asterisk:
                // The position counts the quotation mark that the service puts before the text.
                guard next != asterisk else {
                    throw PatternError("Consecutive wildcard characters at pos \(position + 1)")
                }
                parts[parts.count - 1] = last
                parts.append([])
                last = []
            case backslash:
                guard let next, next == asterisk || next == backslash else {
                    throw PatternError("Invalid escape character at pos \(position + 1)")
                }
                last.append(next)
                position += 1
            default:
                last.append(byte)
            }
            position += 1
        }
        parts[parts.count - 1] = last
        self.parts = parts
    }

    /// Whether a whole text is as the wildcard describes; the empty wildcard describes none.
    ///
    /// Each part is taken where it comes first, which leaves the most for those after it: nothing is tried twice.
    func matches(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard parts.count > 1, let first = parts.first, let last = parts.last else {
            return parts != [[]] && parts[0] == bytes
        }
        guard bytes.count >= first.count + last.count, bytes.starts(with: first),
            bytes.reversed().starts(with: last.reversed())
        else { return false }
        var rest = bytes[first.count..<(bytes.count - last.count)]
        for part in parts.dropFirst().dropLast() {
            guard let range = rest.firstRange(of: part) else { return false }
            rest = rest[range.upperBound...]
        }
        return true
    }
}
