/// Walks over a document without building values.
struct JSONScanner: ~Copyable {
    /// Does the tokens; the scanner does the structure.
    private var parser: JSONParser

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.parser = JSONParser(bytes)
    }

    /// The bytes of a value or its key, or nil when there is no such value.
    mutating func range(of path: [JSONPathStep], part: JSONSourceMap.Part) -> Range<Int>? {
        self.parser.skipWhitespace()
        var keyRange: Range<Int>?
        for step in path {
            switch step {
            case .key(let key):
                guard let member = self.findMember(key) else { return nil }
                keyRange = member.key
                self.parser.position = member.value
            case .index(let index):
                guard self.enterElement(index) else { return nil }
                keyRange = nil
            }
        }
        if part == .key, let keyRange { return keyRange }
        let start = self.parser.position
        return self.skipValue() ? start..<self.parser.position : nil
    }

    /// Finds the last member with a key in the object that begins here.
    private mutating func findMember(_ wanted: String) -> (key: Range<Int>, value: Int)? {
        guard self.parser.consume(UInt8(ascii: "{")) else { return nil }
        var found: (key: Range<Int>, value: Int)?
        repeat {
            self.parser.skipWhitespace()
            let start = self.parser.position
            guard self.nextByte == UInt8(ascii: "\""), let key = try? self.parser.parseString() else { return found }
            let keyRange = start..<self.parser.position
            self.parser.skipWhitespace()
            guard self.parser.consume(UInt8(ascii: ":")) else { return found }
            self.parser.skipWhitespace()
            if key.isIdentical(to: wanted) { found = (keyRange, self.parser.position) }
            guard self.skipValue() else { return found }
            self.parser.skipWhitespace()
        } while self.parser.consume(UInt8(ascii: ","))
        return found
    }

    /// Goes to an element of the array that begins here; false when there is none.
    private mutating func enterElement(_ index: Int) -> Bool {
        guard index >= 0, self.parser.consume(UInt8(ascii: "[")) else { return false }
        self.parser.skipWhitespace()
        for _ in 0..<index {
            guard self.skipValue() else { return false }
            self.parser.skipWhitespace()
            guard self.parser.consume(UInt8(ascii: ",")) else { return false }
            self.parser.skipWhitespace()
        }
        return self.nextByte != nil && self.nextByte != UInt8(ascii: "]")
    }

    /// Passes the value that begins here, counting brackets in place of recursion; false when the text ends too early.
    private mutating func skipValue() -> Bool {
        var level = 0
        repeat {
            switch self.nextByte {
            case nil:
                return false
            case UInt8(ascii: "\""):
                guard (try? self.parser.parseString()) != nil else { return false }
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                level += 1
                self.parser.position += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                guard level > 0 else { return false }
                level -= 1
                self.parser.position += 1
            case UInt8(ascii: ","), UInt8(ascii: ":"):
                guard level > 0 else { return false }
                self.parser.position += 1
            default:
                self.skipWord()
            }
            if level > 0 { self.parser.skipWhitespace() }
        } while level > 0
        return true
    }

    /// Passes a number or one of the three words.
    private mutating func skipWord() {
        self.parser.position += 1
        while let byte = self.nextByte {
            switch byte {
            case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "["),
                UInt8(ascii: "{"), UInt8(ascii: "\""), 0x20, 0x09, 0x0A, 0x0D:
                return
            default:
                self.parser.position += 1
            }
        }
    }

    private var nextByte: UInt8? {
        self.parser.position < self.parser.bytes.count ? self.parser.bytes[self.parser.position] : nil
    }
}
