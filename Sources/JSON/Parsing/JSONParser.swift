/// A parser over UTF-8 in memory, with an explicit stack in place of recursion.
///
/// Finished elements and members of all open containers lie on two stacks; closing a container moves its run into an
/// array.
struct JSONParser: ~Copyable {
    /// An open container: where its elements or members begin on their stack, and where it begins in the text.
    private struct Frame {
        let isObject: Bool
        let base: Int
        let offset: Int
    }

    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0
    /// Holds strings with escapes while they are decoded.
    var scratch: [UInt8] = []

    private let limits: JSONLimits
    private var frames: [Frame] = []
    private var values = MoveStack<JSONValue>()
    private var members = MoveStack<JSONObjectMember>()

    init(_ bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits = .standard) {
        self.bytes = bytes
        self.limits = limits
    }

    /// Parses one value and nothing after it.
    mutating func parseDocument() throws(JSONParseError) -> JSONValue {
        guard self.bytes.count <= self.limits.maxBytes else {
            throw self.error(
                .tooLarge,
                at: 0,
                "the document has \(self.bytes.count) bytes; at most \(self.limits.maxBytes) are allowed"
            )
        }
        if self.bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            throw self.error(
                .byteOrderMark,
                at: 0,
                "the document begins with a byte order mark, which JSON does not allow"
            )
        }
        self.skipWhitespace()
        while true {
            guard var value = try self.parseScalarOrOpen() else { continue }
            while let frame = self.frames.last {
                guard let container = try self.attach(value, to: frame) else { break }
                value = container
            }
            guard self.frames.isEmpty else { continue }
            self.skipWhitespace()
            guard self.position == self.bytes.count else {
                throw self.unexpected(.trailingContent, expected: "the end of the document")
            }
            return value
        }
    }

    /// Parses a scalar or an empty container; of any other container opens it, consumes up to its first value and gives
    /// nil.
    @inline(__always)
    private mutating func parseScalarOrOpen() throws(JSONParseError) -> JSONValue? {
        guard self.position < self.bytes.count else { throw self.unexpected(expected: "a value") }
        switch self.bytes[self.position] {
        case UInt8(ascii: "\""):
            return .string(try self.parseString())
        case UInt8(ascii: "{"):
            let offset = try self.enterContainer()
            if self.consume(UInt8(ascii: "}")) { return .object(JSONObject()) }
            self.frames.append(Frame(isObject: true, base: self.members.count, offset: offset))
            try self.parseKey(orElse: "a key in double quotes or '}'")
            return nil
        case UInt8(ascii: "["):
            let offset = try self.enterContainer()
            if self.consume(UInt8(ascii: "]")) { return .array([]) }
            self.frames.append(Frame(isObject: false, base: self.values.count, offset: offset))
            guard self.position < self.bytes.count else { throw self.unexpected(expected: "a value or ']'") }
            return nil
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return .number(try self.parseNumber())
        case UInt8(ascii: "t"):
            try self.consumeWord("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try self.consumeWord("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try self.consumeWord("null")
            return .null
        default:
            throw self.unexpected(expected: "a value")
        }
    }

    /// Adds a value to its container; gives the container when that closes it, else consumes up to the next value.
    @inline(__always)
    private mutating func attach(_ value: JSONValue, to frame: Frame) throws(JSONParseError) -> JSONValue? {
        self.skipWhitespace()
        if frame.isObject {
            self.members.withTop { member in member.value = value }
            if self.consume(UInt8(ascii: ",")) {
                self.skipWhitespace()
                try self.parseKey(orElse: "a key in double quotes")
                return nil
            }
            guard self.consume(UInt8(ascii: "}")) else { throw self.unclosed(frame, expected: "',' or '}'") }
            self.frames.removeLast()
            return .object(JSONObject(parsed: self.members.popArray(from: frame.base)))
        }
        self.values.push(value)
        if self.consume(UInt8(ascii: ",")) {
            self.skipWhitespace()
            return nil
        }
        guard self.consume(UInt8(ascii: "]")) else { throw self.unclosed(frame, expected: "',' or ']'") }
        self.frames.removeLast()
        return .array(self.values.popArray(from: frame.base))
    }

    /// Passes the opening bracket of a container and the white space after it, and gives where it stood.
    private mutating func enterContainer() throws(JSONParseError) -> Int {
        let offset = self.position
        guard self.frames.count < self.limits.maxDepth else {
            throw self.error(
                .tooDeep,
                at: offset,
                "the document is nested too deeply; at most \(self.limits.maxDepth) levels are allowed"
            )
        }
        self.position += 1
        self.skipWhitespace()
        return offset
    }

    /// Parses a key and its colon; the value, once parsed, takes the place of the null put here.
    @inline(__always)
    private mutating func parseKey(orElse expected: String) throws(JSONParseError) {
        guard self.position < self.bytes.count, self.bytes[self.position] == UInt8(ascii: "\"") else {
            throw self.unexpected(expected: expected)
        }
        let key = try self.parseString()
        self.members.push(JSONObjectMember(key: key, value: .null))
        self.skipWhitespace()
        guard self.consume(UInt8(ascii: ":")) else { throw self.unexpected(expected: "':' after a key") }
        self.skipWhitespace()
    }

    /// Passes one of the three words.
    private mutating func consumeWord(_ word: StaticString) throws(JSONParseError) {
        let start = self.position
        for offset in 0..<word.utf8CodeUnitCount {
            guard start + offset < self.bytes.count, self.bytes[start + offset] == word.utf8Start[offset] else {
                self.position = start
                throw self.unexpected(expected: "a value")
            }
        }
        self.position = start + word.utf8CodeUnitCount
    }

    /// Passes a byte if it comes next.
    @inline(__always)
    mutating func consume(_ byte: UInt8) -> Bool {
        guard self.position < self.bytes.count, self.bytes[self.position] == byte else { return false }
        self.position &+= 1
        return true
    }

    /// Passes spaces, tabs, line feeds and carriage returns.
    @inline(__always)
    mutating func skipWhitespace() {
        while self.position < self.bytes.count {
            let byte = self.bytes[self.position]
            guard byte <= 0x20, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            self.position &+= 1
        }
    }

    /// An error for a container that neither goes on nor ends; at the end of the text it names where the container
    /// began.
    private func unclosed(_ frame: Frame, expected: String) -> JSONParseError {
        guard self.position >= self.bytes.count else { return self.unexpected(expected: expected) }
        let start = TextPosition(offset: frame.offset, in: self.bytes)
        let kind = frame.isObject ? "object" : "array"
        let place = "line \(start.line), column \(start.column)"
        return self.unexpected(expected: "\(expected) of the \(kind) that begins on \(place)")
    }
}
