/// The well-formed byte sequences of UTF-8 (table 3-7 of the Unicode Standard).
enum UTF8Shape {
    /// The length of the well-formed sequence of two to four bytes at a position, or 0 when there is none.
    static func length(of bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> Int {
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch bytes[position] {
        case 0xC2...0xDF:
            length = 2
        case 0xE0:
            // Anything lower would be an overlong form.
            length = 3
            second = 0xA0...0xBF
        case 0xED:
            // Anything higher would be a surrogate.
            length = 3
            second = 0x80...0x9F
        case 0xE1...0xEF:
            length = 3
        case 0xF0:
            // Anything lower would be an overlong form.
            length = 4
            second = 0x90...0xBF
        case 0xF4:
            // Anything higher would lie beyond U+10FFFF.
            length = 4
            second = 0x80...0x8F
        case 0xF1...0xF3:
            length = 4
        default:
            return 0
        }
        guard position + length <= bytes.count, second.contains(bytes[position + 1]) else { return 0 }
        for offset in 2..<max(2, length) where bytes[position + offset] & 0xC0 != 0x80 {
            return 0
        }
        return length
    }
}
