/// Strings as JSON writes them, with the fewest escapes.
enum JSONStringWriter {
    /// Appends a string in double quotes.
    static func write(_ text: String, into output: inout JSONOutput) {
        var text = text
        text.withUTF8 { bytes in Self.write(bytes, into: &output) }
    }

    private static func write(_ bytes: UnsafeBufferPointer<UInt8>, into output: inout JSONOutput) {
        output.append(UInt8(ascii: "\""))
        if Self.extraBytes(of: bytes) == 0 {
            output.append(bytes)
        } else {
            var runStart = 0
            for position in bytes.indices where Self.needsEscape(bytes[position]) {
                output.append(UnsafeBufferPointer(rebasing: bytes[runStart..<position]))
                Self.writeEscape(bytes[position], into: &output)
                runStart = position + 1
            }
            output.append(UnsafeBufferPointer(rebasing: bytes[runStart...]))
        }
        output.append(UInt8(ascii: "\""))
    }

    private static func writeEscape(_ byte: UInt8, into output: inout JSONOutput) {
        output.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): output.append(byte)
        case 0x08: output.append(UInt8(ascii: "b"))
        case 0x09: output.append(UInt8(ascii: "t"))
        case 0x0A: output.append(UInt8(ascii: "n"))
        case 0x0C: output.append(UInt8(ascii: "f"))
        case 0x0D: output.append(UInt8(ascii: "r"))
        default:
            output.append("u00")
            for digit in [byte >> 4, byte & 0xF] {
                output.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit)
            }
        }
    }

    /// How many bytes a string takes when written, quotes included.
    static func byteCount(of text: String) -> Int {
        let extra = text.utf8.withContiguousStorageIfAvailable { bytes in Self.extraBytes(of: bytes) }
        return text.utf8.count + 2 + (extra ?? text.utf8.reduce(0) { sum, byte in sum + Self.extraBytes(of: byte) })
    }

    /// How many bytes escapes add to a string.
    @inline(__always)
    private static func extraBytes(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
        // A first pass that only counts compiles to vector instructions, and nearly always finds nothing.
        var special = 0
        for byte in bytes {
            special &+= Self.needsEscape(byte) ? 1 : 0
        }
        guard special > 0 else { return 0 }
        return bytes.reduce(0) { sum, byte in sum + Self.extraBytes(of: byte) }
    }

    private static func extraBytes(of byte: UInt8) -> Int {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x08, 0x09, 0x0A, 0x0C, 0x0D: 1
        case 0x00..<0x20: 5
        default: 0
        }
    }

    @inline(__always)
    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }
}
