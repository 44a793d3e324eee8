package import QuickstepJSON

/// What the service says of a text that is not JSON: the words of the parser that it uses, which name the character or the
/// token that does not fit and what was expected instead.
package struct JSONComplaint {
    private enum Container {
        case object
        case array
    }

    /// What the grammar asks for next.
    private enum Expectation {
        case value
        /// A value, or the end of an array that has just begun.
        case firstElement
        case key
        /// A member's name, or the end of an object that has just begun.
        case firstKey
        case colon
        case separator
    }

    private let text: String
    private let bytes: [UInt8]
    private var position = 0
    private var expectation = Expectation.value
    private var containers: [(kind: Container, start: Int)] = []

    /// The complaint about a text that could not be parsed, without the place.
    package static func about(_ text: String, _ error: JSONParseError) -> String {
        located(text, error).message
    }

    /// The complaint, and where the service's parser stopped, as it writes places.
    static func located(_ text: String, _ error: JSONParseError) -> (message: String, place: String) {
        var complaint = JSONComplaint(text)
        switch error.kind {
        case .unexpectedEnd, .unexpectedCharacter, .invalidNumber, .controlCharacter, .invalidEscape, .trailingContent:
            let message = complaint.message(error)
            // The parser has read a character that it does not take, and a token that it does not know.
            let isBeforeCharacter = message.hasPrefix("Unexpected character") || message.hasPrefix("Illegal")
            return (message, complaint.place(of: complaint.position + (isBeforeCharacter ? 1 : 0)))
        case .loneSurrogate, .invalidUTF8, .byteOrderMark, .tooDeep, .tooLarge:
            return (error.message, complaint.place(of: error.offset))
        }
    }

    private init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
    }

    private mutating func message(_ error: JSONParseError) -> String {
        while position < bytes.count {
            let byte = bytes[position]
            guard !Self.isSpace(byte) else {
                position += 1
                continue
            }
            // Everything before the parser's place is in order.
            if let complaint = step(byte, error) { return complaint }
        }
        return endOfInput()
    }

    /// Takes one token, or answers what is wrong with it.
    private mutating func step(_ byte: UInt8, _ error: JSONParseError) -> String? {
        switch (expectation, byte) {
        case (.value, UInt8(ascii: "{")), (.firstElement, UInt8(ascii: "{")):
            open(.object)
        case (.value, UInt8(ascii: "[")), (.firstElement, UInt8(ascii: "[")):
            open(.array)
        case (.firstElement, UInt8(ascii: "]")), (.firstKey, UInt8(ascii: "}")):
            close()
        case (.value, UInt8(ascii: "\"")), (.firstElement, UInt8(ascii: "\"")):
            if let complaint = string(
                error,
                atEnd: "Unexpected end-of-input: was expecting closing quote for a string value"
            ) {
                return complaint
            }
            expectation = .separator
        case (.key, UInt8(ascii: "\"")), (.firstKey, UInt8(ascii: "\"")):
            if let complaint = string(error, atEnd: "Unexpected end-of-input in field name") { return complaint }
            expectation = .colon
        case (.colon, UInt8(ascii: ":")):
            position += 1
            expectation = .value
        case (.separator, UInt8(ascii: ",")) where !containers.isEmpty:
            position += 1
            expectation = containers.last?.kind == .object ? .key : .value
        case (.separator, UInt8(ascii: "}")) where containers.last?.kind == .object,
            (.separator, UInt8(ascii: "]")) where containers.last?.kind == .array:
            close()
        case (.value, _), (.firstElement, _):
            return scalar(byte, error)
        case (.separator, _) where containers.isEmpty:
            return scalar(byte, error)
        case (.key, _), (.firstKey, _):
            return unexpected("was expecting double-quote to start field name")
        case (.colon, _):
            return unexpected("was expecting a colon to separate field name and value")
        case (.separator, _):
            let kind = containers.last?.kind == .object ? "Object" : "Array"
            return unexpected("was expecting comma to separate \(kind) entries")
        }
        return nil
    }

    private mutating func open(_ kind: Container) {
        containers.append((kind, position))
        position += 1
        expectation = kind == .object ? .firstKey : .firstElement
    }

    private mutating func close() {
        containers.removeLast()
        position += 1
        expectation = .separator
    }

    // MARK: Tokens

    private mutating func string(_ error: JSONParseError, atEnd complaint: String) -> String? {
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return nil
            case UInt8(ascii: "\\"):
                if error.kind == .invalidEscape, error.offset <= position + 1 {
                    position += 1
                    return "Unrecognized character escape \(described())"
                }
                position += 2
            case 0..<0x20:
                return
                    "Illegal unquoted character (\(described())): has to be escaped using backslash to be included in "
                    + "string value"
            default:
                position += 1
            }
        }
        return complaint
    }

    /// A number or a literal name; `nil` where it is in order.
    private mutating func scalar(_ byte: UInt8, _ error: JSONParseError) -> String? {
        if Self.isDigit(byte) || byte == UInt8(ascii: "-") {
            guard error.kind == .invalidNumber, covers(error.offset) else {
                skipScalar()
                expectation = .separator
                return nil
            }
            position = max(position, min(error.offset, bytes.count))
            guard position < bytes.count else { return "Unexpected end-of-input in a numeric value" }
            return "Unexpected character (\(described())) in numeric value: \(error.message)"
        }
        guard Self.isNamePart(byte) else {
            return unexpected("expected a valid value (\(Self.values))")
        }
        let start = position
        skipName()
        let name = String(decoding: bytes[start..<position], as: UTF8.self)
        guard !["true", "false", "null"].contains(name) || error.offset <= start else {
            expectation = .separator
            return nil
        }
        return "Unrecognized token '\(name)': was expecting (\(Self.values))"
    }

    private static let values = "JSON String, Number, Array, Object or token 'null', 'true' or 'false'"

    /// Whether a place lies in the scalar that begins here.
    private func covers(_ offset: Int) -> Bool {
        let end = bytes[position...].firstIndex { !Self.isNumberPart($0) } ?? bytes.count
        return offset <= end && (offset < bytes.count || end == bytes.count)
    }

    private mutating func skipScalar() {
        while position < bytes.count, Self.isNumberPart(bytes[position]) { position += 1 }
    }

    private mutating func skipName() {
        while position < bytes.count, Self.isNamePart(bytes[position]) { position += 1 }
    }

    private static func isNumberPart(_ byte: UInt8) -> Bool {
        isDigit(byte) || "+-.eE".utf8.contains(byte)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    /// What the service's parser takes into the name of a token: letters beyond ASCII too.
    private static func isNamePart(_ byte: UInt8) -> Bool {
        isDigit(byte) || byte >= 0x80 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$")
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    // MARK: Texts

    private func unexpected(_ expected: String) -> String {
        "Unexpected character (\(described())): \(expected)"
    }

    /// The character here, with its code.
    private func described() -> String {
        guard position < bytes.count,
            let scalar = String(decoding: bytes[position...].prefix(4), as: UTF8.self).unicodeScalars.first
        else { return "end-of-input" }
        switch scalar.value {
        case 0..<0x20: return "(CTRL-CHAR, code \(scalar.value))"
        case 256...: return "'\(scalar)' (code \(scalar.value) / 0x\(String(scalar.value, radix: 16)))"
        default: return "'\(scalar)' (code \(scalar.value))"
        }
    }

    private func endOfInput() -> String {
        guard let open = containers.last else { return "Unexpected end-of-input" }
        let kind = open.kind == .object ? "Object" : "Array"
        switch expectation {
        case .colon, .value, .key:
            return "Unexpected end-of-input within/between \(kind) entries"
        case .firstElement, .firstKey, .separator:
            return
                "Unexpected end-of-input: expected close marker for \(kind) (start marker at \(place(of: open.start)))"
        }
    }

    /// A place as the parser writes it: the beginning of the text, line and column.
    private func place(of offset: Int) -> String {
        let before = bytes[..<min(offset, bytes.count)]
        let line = before.count { $0 == 0x0A } + 1
        let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let column = String(decoding: before[lineStart...], as: UTF8.self).utf16.count + 1
        let units = text.utf16
        let rest = units.count - Self.excerptUnitsMax
        let excerpt = rest > 0 ? String(decoding: Array(units.prefix(Self.excerptUnitsMax)), as: UTF16.self) : text
        let mark = rest > 0 ? "[truncated \(rest) chars]" : ""
        return "[Source: (String)\"\(excerpt)\"\(mark); line: \(line), column: \(column)]"
    }

    private static let excerptUnitsMax = 500
}
