/// Bytes written as pairs of hexadecimal digits.
public enum Hex {
    /// Writes two lower-case digits a byte.
    ///
    /// - Parameter bytes: Any bytes.
    /// - Returns: A text of twice as many characters.
    public static func encode(_ bytes: some Sequence<UInt8>) -> String {
        let text = bytes.withContiguousStorageIfAvailable { Hex.encode(contiguous: $0) }
        return text ?? Array(bytes).withUnsafeBufferPointer { Hex.encode(contiguous: $0) }
    }

    /// Reads pairs of digits of either case.
    ///
    /// - Parameter text: The digits, nothing between them.
    /// - Returns: Nil for an odd number of characters, or where one of them is no digit.
    public static func decode(_ text: String) -> [UInt8]? {
        guard text.utf8.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count / 2)
        var high: UInt8?
        for character in text.utf8 {
            guard let value = Hex.value(character) else { return nil }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return bytes
    }

    private static func encode(contiguous bytes: UnsafeBufferPointer<UInt8>) -> String {
        String(unsafeUninitializedCapacity: bytes.count * 2) { output in
            for (index, byte) in bytes.enumerated() {
                output[index * 2] = Hex.digit(byte >> 4)
                output[index * 2 + 1] = Hex.digit(byte & 15)
            }
            return bytes.count * 2
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
    }

    private static func value(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
