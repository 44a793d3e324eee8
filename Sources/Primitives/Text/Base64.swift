/// Bytes written in the standard alphabet of RFC 4648, section 4, padded and without line breaks.
public enum Base64 {
    /// Writes four characters for every three bytes begun.
    ///
    /// - Parameter bytes: Any bytes.
    /// - Returns: A padded text; the empty one for no bytes.
    public static func encode(_ bytes: some Collection<UInt8>) -> String {
        let text = bytes.withContiguousStorageIfAvailable { Base64.encode(contiguous: $0) }
        return text ?? Array(bytes).withUnsafeBufferPointer { Base64.encode(contiguous: $0) }
    }

    /// Reads a text that ``encode(_:)`` could have written, and no other.
    ///
    /// - Parameter text: A padded text in the standard alphabet.
    /// - Returns: Nil where a character lies outside the alphabet (blanks and line breaks too), where padding is
    ///   missing or misplaced, or where the bits after the last byte are not zero.
    public static func decode(_ text: String) -> [UInt8]? {
        let characters = Array(text.utf8)
        guard characters.count.isMultiple(of: 4) else { return nil }
        guard !characters.isEmpty else { return [] }
        var padding = 0
        if characters[characters.count - 1] == UInt8(ascii: "=") {
            padding = characters[characters.count - 2] == UInt8(ascii: "=") ? 2 : 1
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(characters.count / 4 * 3)
        var bits: UInt32 = 0
        for (index, character) in characters.dropLast(padding).enumerated() {
            guard let value = Base64.value(character) else { return nil }
            bits = bits << 6 | UInt32(value)
            if index & 3 == 3 {
                bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
                bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
                bytes.append(UInt8(truncatingIfNeeded: bits))
                bits = 0
            }
        }
        switch padding {
        case 1:
            guard bits & 0b11 == 0 else { return nil }
            bytes.append(UInt8(truncatingIfNeeded: bits >> 10))
            bytes.append(UInt8(truncatingIfNeeded: bits >> 2))
        case 2:
            guard bits & 0b1111 == 0 else { return nil }
            bytes.append(UInt8(truncatingIfNeeded: bits >> 4))
        default:
            break
        }
        return bytes
    }

    private static func encode(contiguous bytes: UnsafeBufferPointer<UInt8>) -> String {
        let length = (bytes.count + 2) / 3 * 4
        return String(unsafeUninitializedCapacity: length) { output in
            var target = 0
            func put(_ bits: UInt32, characters: Int) {
                var shift: UInt32 = 18
                for _ in 0..<characters {
                    output[target] = Base64.character(UInt8(truncatingIfNeeded: bits >> shift) & 63)
                    target += 1
                    shift &-= 6
                }
            }
            var source = 0
            while bytes.count - source >= 3 {
                let group = UInt32(bytes[source]) << 16 | UInt32(bytes[source + 1]) << 8 | UInt32(bytes[source + 2])
                put(group, characters: 4)
                source += 3
            }
            switch bytes.count - source {
            case 1: put(UInt32(bytes[source]) << 16, characters: 2)
            case 2: put(UInt32(bytes[source]) << 16 | UInt32(bytes[source + 1]) << 8, characters: 3)
            default: break
            }
            while target < length {
                output[target] = UInt8(ascii: "=")
                target += 1
            }
            return target
        }
    }

    private static func character(_ value: UInt8) -> UInt8 {
        switch value {
        case 0..<26: UInt8(ascii: "A") + value
        case 26..<52: UInt8(ascii: "a") + (value - 26)
        case 52..<62: UInt8(ascii: "0") + (value - 52)
        case 62: UInt8(ascii: "+")
        default: UInt8(ascii: "/")
        }
    }

    private static func value(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
