extension JSONParser {
    /// Parses a string whose opening quote comes next.
    @inline(__always)
    mutating func parseString() throws(JSONParseError) -> String {
        let start = self.position &+ 1
        self.position = start
        self.skipPlainCharacters()
        if self.position < self.bytes.count, self.bytes[self.position] == UInt8(ascii: "\"") {
            let text = self.text(from: start)
            self.position &+= 1
            return text
        }
        return try self.parseUnusualString(from: start)
    }

    /// Parses the rest of a string with characters beyond ASCII or escapes.
    private mutating func parseUnusualString(from start: Int) throws(JSONParseError) -> String {
        var runStart = start
        var hasEscapes = false
        while self.position < self.bytes.count {
            let byte = self.bytes[self.position]
            if byte == UInt8(ascii: "\"") {
                defer { self.position += 1 }
                guard hasEscapes else { return self.text(from: runStart) }
                self.moveRunToScratch(from: runStart)
                return String(decoding: self.scratch, as: UTF8.self)
            } else if byte == UInt8(ascii: "\\") {
                if !hasEscapes { self.scratch.removeAll(keepingCapacity: true) }
                hasEscapes = true
                self.moveRunToScratch(from: runStart)
                try self.parseEscape()
                runStart = self.position
            } else if byte < 0x20 {
                let name = Self.hexadecimal(UInt32(byte), digits: 4)
                throw self.error(
                    .controlCharacter,
                    at: self.position,
                    "found the control character U+\(name) in a string; expected it to be escaped as \\u\(name)"
                )
            } else if byte >= 0x80 {
                try self.skipMultibyteScalar()
            }
            if self.position < self.bytes.count, self.bytes[self.position] < 0x80 { self.skipPlainCharacters() }
        }
        throw self.error(
            .unexpectedEnd,
            at: self.position,
            "the document ends inside a string; expected a closing double quote"
        )
    }

    /// Passes ASCII characters that stand for themselves in a string, eight at a time while there are as many.
    @inline(__always)
    private mutating func skipPlainCharacters() {
        let raw = UnsafeRawBufferPointer(self.bytes)
        var position = self.position
        while position &+ 8 <= raw.count {
            let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            let special = Self.specialBytes(in: word)
            guard special == 0 else {
                self.position = position &+ special.trailingZeroBitCount / 8
                return
            }
            position &+= 8
        }
        while position < raw.count {
            let byte = raw[position]
            guard byte >= 0x20, byte < 0x80, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") else { break }
            position &+= 1
        }
        self.position = position
    }

    /// Marks with its high bit the first byte of eight that is a control character, a quote, a backslash or beyond
    /// ASCII.
    ///
    /// Marks above the first one may be wrong, because a subtraction borrows from the bytes above.
    @inline(__always)
    private static func specialBytes(in word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highBits: UInt64 = 0x8080_8080_8080_8080
        let quotes = word ^ (ones &* 0x22)
        let backslashes = word ^ (ones &* 0x5C)
        let below = (word &- ones &* 0x20) | (quotes &- ones) | (backslashes &- ones) | word
        return below & highBits
    }

    /// The text from an offset up to the current position.
    func text(from start: Int) -> String {
        String(decoding: UnsafeBufferPointer(rebasing: self.bytes[start..<self.position]), as: UTF8.self)
    }

    private mutating func moveRunToScratch(from start: Int) {
        self.scratch.append(contentsOf: UnsafeBufferPointer(rebasing: self.bytes[start..<self.position]))
    }

    /// Passes one scalar of two to four bytes, refusing overlong forms, surrogates and what lies beyond U+10FFFF.
    private mutating func skipMultibyteScalar() throws(JSONParseError) {
        let length = UTF8Shape.length(of: self.bytes, at: self.position)
        guard length > 0 else {
            let name = Self.hexadecimal(UInt32(self.bytes[self.position]), digits: 2)
            throw self.error(
                .invalidUTF8,
                at: self.position,
                "found the byte 0x\(name) in a string, where it is not well-formed UTF-8"
            )
        }
        self.position += length
    }

    /// Decodes the escape at the current position into the scratch buffer.
    private mutating func parseEscape() throws(JSONParseError) {
        let start = self.position
        guard start + 1 < self.bytes.count else {
            self.position = self.bytes.count
            throw self.error(.unexpectedEnd, at: self.position, "the document ends inside an escape")
        }
        self.position = start + 2
        switch self.bytes[start + 1] {
        case UInt8(ascii: "\""): self.scratch.append(UInt8(ascii: "\""))
        case UInt8(ascii: "\\"): self.scratch.append(UInt8(ascii: "\\"))
        case UInt8(ascii: "/"): self.scratch.append(UInt8(ascii: "/"))
        case UInt8(ascii: "b"): self.scratch.append(0x08)
        case UInt8(ascii: "f"): self.scratch.append(0x0C)
        case UInt8(ascii: "n"): self.scratch.append(0x0A)
        case UInt8(ascii: "r"): self.scratch.append(0x0D)
        case UInt8(ascii: "t"): self.scratch.append(0x09)
        case UInt8(ascii: "u"): try self.parseUnicodeEscape(from: start)
        default:
            throw self.error(
                .invalidEscape,
                at: start,
                "found a backslash followed by \(self.described(at: start + 1)); "
                    + "expected one of \" \\ / b f n r t u after it"
            )
        }
    }

    /// Decodes `\uXXXX`, or two of them when the first is the first half of a surrogate pair.
    private mutating func parseUnicodeEscape(from start: Int) throws(JSONParseError) {
        let unit = try self.parseFourDigits(of: start)
        var value = unit
        if unit & 0xFC00 == 0xD800 {
            let secondStart = self.position
            guard self.consume(UInt8(ascii: "\\")), self.consume(UInt8(ascii: "u")) else {
                throw self.loneSurrogate(unit, at: start, "expected an escape \\uDC00 to \\uDFFF after it")
            }
            let second = try self.parseFourDigits(of: secondStart)
            guard second & 0xFC00 == 0xDC00 else {
                throw self.loneSurrogate(unit, at: start, "expected an escape \\uDC00 to \\uDFFF after it")
            }
            value = 0x10000 + ((unit & 0x3FF) << 10) + (second & 0x3FF)
        } else if unit & 0xFC00 == 0xDC00 {
            throw self.loneSurrogate(unit, at: start, "expected an escape \\uD800 to \\uDBFF before it")
        }
        guard let scalar = Unicode.Scalar(value) else { return }
        self.scratch.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }

    private func loneSurrogate(_ unit: UInt32, at offset: Int, _ expected: String) -> JSONParseError {
        let name = Self.hexadecimal(unit, digits: 4)
        return self.error(.loneSurrogate, at: offset, "found the lone surrogate \\u\(name); \(expected)")
    }

    /// Reads the four hexadecimal digits of the escape that begins at an offset.
    private mutating func parseFourDigits(of start: Int) throws(JSONParseError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard self.position < self.bytes.count else {
                throw self.error(.unexpectedEnd, at: self.position, "the document ends inside an escape")
            }
            let byte = self.bytes[self.position]
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default:
                throw self.error(
                    .invalidEscape,
                    at: start,
                    "found \(self.described(at: self.position)) in an escape; "
                        + "expected four hexadecimal digits after \\u"
                )
            }
            value = value << 4 | UInt32(digit)
            self.position += 1
        }
        return value
    }
}
