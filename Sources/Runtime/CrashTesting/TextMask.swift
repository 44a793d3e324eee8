/// Replaces what another process draws or reads anew by its kind: UUIDs and times.
enum TextMask {
    static let uuid = "<uuid>"
    static let time = "<time>"

    static func masked(_ text: String) -> String {
        let bytes = Array(text.utf8)
        // Nothing shorter holds either.
        guard bytes.count >= timeStart.count else { return text }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var index = 0
        var isChanged = false
        while index < bytes.count {
            if let end = end(of: uuidShape, in: bytes, from: index) {
                output += Array(uuid.utf8)
                (index, isChanged) = (end, true)
            } else if let end = endOfTime(in: bytes, from: index) {
                output += Array(time.utf8)
                (index, isChanged) = (end, true)
            } else {
                output.append(bytes[index])
                index += 1
            }
        }
        return isChanged ? String(decoding: output, as: UTF8.self) : text
    }

    private static let uuidShape = Array("hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh".utf8)
    private static let timeStart = Array("dddd-dd-ddTdd:dd:dd".utf8)

    /// The end of what has a shape: `h` is a hexadecimal digit, `d` a decimal one, anything else itself.
    private static func end(of shape: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard start + shape.count <= bytes.count else { return nil }
        for (offset, expected) in shape.enumerated() {
            let byte = bytes[start + offset]
            let fits =
                switch expected {
                case UInt8(ascii: "h"): isHexadecimal(byte)
                case UInt8(ascii: "d"): isDecimal(byte)
                default: byte == expected
                }
            guard fits else { return nil }
        }
        return start + shape.count
    }

    private static func endOfTime(in bytes: [UInt8], from start: Int) -> Int? {
        guard var index = end(of: timeStart, in: bytes, from: start) else { return nil }
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
            index += 1
            while index < bytes.count, isDecimal(bytes[index]) { index += 1 }
        }
        guard index < bytes.count, bytes[index] == UInt8(ascii: "Z") else { return nil }
        return index + 1
    }

    private static func isDecimal(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        isDecimal(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
            || (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(byte)
    }
}
