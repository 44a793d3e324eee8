import QuickstepJSON

extension PathParser {
    /// A constant of a filter: JSON, where texts may be in apostrophes as well.
    mutating func literal() throws(JSONPathError) -> JSONValue {
        self.skipBlanks()
        switch self.next {
        case "'", "\"": return .string(try self.quotedText())
        case "[": return try self.list()
        case "{": return try self.object()
        case "-", .some("0"..."9"): return try self.number()
        case "/": throw self.error("A regular expression cannot be an element of a constant")
        default: return try self.word()
        }
    }

    private mutating func word() throws(JSONPathError) -> JSONValue {
        let start = self.position
        var word = String.UnicodeScalarView()
        while let scalar = self.next, scalar.properties.isIDContinue {
            word.append(scalar)
            self.position += 1
        }
        switch String(word) {
        case "true": return true
        case "false": return false
        case "null": return .null
        case "": throw self.error("Expected a path or a constant", at: start)
        default: throw self.error("'\(String(word))' is no constant; write texts in quotes", at: start)
        }
    }

    private mutating func number() throws(JSONPathError) -> JSONValue {
        let start = self.position
        var text = String.UnicodeScalarView()
        while let scalar = self.next {
            switch scalar {
            case "0"..."9", "-", "+", ".", "e", "E":
                text.append(scalar)
                self.position += 1
                continue
            default:
                break
            }
            break
        }
        guard let number = JSONNumber(literal: String(text)) else {
            throw self.error("'\(String(text))' is no number", at: start)
        }
        return .number(number)
    }

    private mutating func list() throws(JSONPathError) -> JSONValue {
        try self.enter()
        self.position += 1
        var elements: [JSONValue] = []
        self.skipBlanks()
        if self.next != "]" {
            repeat {
                elements.append(try self.literal())
                self.skipBlanks()
            } while self.take(",")
        }
        guard self.take("]") else { throw self.error("Expected ',' or ']'") }
        self.leave()
        return .array(elements)
    }

    private mutating func object() throws(JSONPathError) -> JSONValue {
        try self.enter()
        self.position += 1
        var object = JSONObject()
        self.skipBlanks()
        if self.next != "}" {
            repeat {
                self.skipBlanks()
                let key = try self.quotedText()
                self.skipBlanks()
                guard self.take(":") else { throw self.error("Expected ':'") }
                object[key] = try self.literal()
                self.skipBlanks()
            } while self.take(",")
        }
        guard self.take("}") else { throw self.error("Expected ',' or '}'") }
        self.leave()
        return .object(object)
    }

    /// A text in quotes or apostrophes with the escapes of JSON; any other character stands for itself after a backslash.
    private mutating func quotedText() throws(JSONPathError) -> String {
        let start = self.position
        guard let quote = self.next, quote == "'" || quote == "\"" else {
            throw self.error("Expected a text in quotes")
        }
        self.position += 1
        // UTF-16, because an escape may be half of a surrogate pair.
        var units: [UInt16] = []
        while let scalar = self.next {
            self.position += 1
            if scalar == quote { return String(decoding: units, as: UTF16.self) }
            guard scalar == "\\" else {
                units.append(contentsOf: UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter)
                continue
            }
            guard let escaped = self.next else { break }
            self.position += 1
            switch escaped {
            case "n": units.append(10)
            case "t": units.append(9)
            case "r": units.append(13)
            case "b": units.append(8)
            case "f": units.append(12)
            case "u": units.append(try self.hexadecimalUnit())
            default: units.append(contentsOf: UTF16.encode(escaped) ?? UTF16.encodedReplacementCharacter)
            }
        }
        throw self.error("The quote is never closed", at: start)
    }

    private mutating func hexadecimalUnit() throws(JSONPathError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = self.next.flatMap({ Character($0).hexDigitValue }), let value = UInt16(exactly: digit)
            else {
                throw self.error("Expected four hexadecimal digits")
            }
            unit = unit << 4 | value
            self.position += 1
        }
        return unit
    }
}
