extension JSONParser {
    /// An error at an offset, with its line and column counted.
    func error(_ kind: JSONParseError.Kind, at offset: Int, _ message: String) -> JSONParseError {
        let place = TextPosition(offset: offset, in: self.bytes)
        return JSONParseError(kind: kind, offset: offset, line: place.line, column: place.column, message: message)
    }

    /// An error at the current position that says what was found there and what was expected.
    func unexpected(
        _ kind: JSONParseError.Kind = .unexpectedCharacter,
        expected: String
    ) -> JSONParseError {
        guard self.position < self.bytes.count else {
            return self.error(.unexpectedEnd, at: self.position, "the document ends; expected \(expected)")
        }
        return self.error(kind, at: self.position, "found \(self.described(at: self.position)); expected \(expected)")
    }

    /// Names what stands at an offset: a word, a character in quotes, or a byte that is no character.
    func described(at offset: Int) -> String {
        guard offset < self.bytes.count else { return "the end of the document" }
        let rest = self.bytes[offset...].prefix(24)
        let word = rest.prefix { byte in
            byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
                || byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
                || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$")
        }
        if word.count > 1 { return "'\(String(decoding: word, as: UTF8.self))'" }
        var iterator = rest.makeIterator()
        var decoder = UTF8()
        guard case .scalarValue(let scalar) = decoder.decode(&iterator) else {
            return "the byte 0x\(Self.hexadecimal(UInt32(self.bytes[offset]), digits: 2)), which is not UTF-8"
        }
        if scalar.properties.isWhitespace || scalar.value < 0x20 || scalar.value == 0x7F || scalar.value == 0xFEFF {
            return "the character U+\(Self.hexadecimal(scalar.value, digits: 4))"
        }
        return "'\(Character(scalar))'"
    }

    /// Upper-case hexadecimal digits, with zeros in front.
    static func hexadecimal(_ value: UInt32, digits: Int) -> String {
        let text = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
}
