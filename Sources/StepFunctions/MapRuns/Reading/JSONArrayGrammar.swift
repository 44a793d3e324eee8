import QuickstepJSON

/// The elements of one array of a JSON text: the text itself, or the value that a pointer leads to.
struct JSONArrayGrammar: Sendable, Equatable {
    private enum Place: Sendable, Equatable {
        /// Before the value that so many names of the pointer lead to. Next: `key`, `element`.
        case value(Int)
        /// Before a name of the object at a level, or its end. Next: `colon`.
        case key(Int)
        /// Behind a name. Next: `value` where it is the pointer's, else `skipping`.
        case colon(Int, isWanted: Bool)
        /// In a value that is passed over. Next: `comma`.
        case skipping(Int)
        /// Behind a value that was passed over. Next: `key`.
        case comma(Int)
        /// Before the first element, or the end. Next: `behindElement`, `end`.
        case firstElement
        /// Before an element. Next: `behindElement`.
        case element
        /// Behind an element. Next: `element`, `end`.
        case behindElement
        case end
    }

    private let pointer: [String]
    private var place: Place
    private var scan = ValueScan()

    init(pointer: [String], isInside: Bool) {
        self.pointer = pointer
        place = isInside ? .behindElement : .value(0)
    }

    mutating func next(in buffer: inout RecordBuffer) throws(ItemReaderFailure) -> RecordParser.Step {
        while true {
            if place == .end { return try end(&buffer) }
            if !scan.isUnderWay { Self.skipBlanks(in: &buffer) }
            guard buffer.count > 0 else {
                guard buffer.isComplete else { return .needsMore }
                throw Self.cutShort
            }
            switch place {
            case .value(let level):
                try open(level, &buffer)
            case .firstElement where buffer[0] == UInt8(ascii: "]"),
                .behindElement where buffer[0] == UInt8(ascii: "]"):
                buffer.use(1)
                place = .end
            case .behindElement:
                try take(UInt8(ascii: ","), from: &buffer)
                place = .element
            case .firstElement, .element:
                guard let length = try scan.length(in: buffer) else { return try more(buffer) }
                let element = Array(buffer.prefix(length))
                buffer.use(length)
                scan = ValueScan()
                place = .behindElement
                return .record(try JSONRecord.parse(element))
            case .key(let level):
                guard buffer[0] != UInt8(ascii: "}") else { throw .noSuchPath }
                guard let length = try scan.length(in: buffer) else { return try more(buffer) }
                let name = try JSONRecord.parse(Array(buffer.prefix(length))).stringValue
                guard let name else { throw Self.malformed }
                buffer.use(length)
                scan = ValueScan()
                place = .colon(level, isWanted: name == pointer[level])
            case .colon(let level, let isWanted):
                try take(UInt8(ascii: ":"), from: &buffer)
                place = isWanted ? .value(level + 1) : .skipping(level)
            case .skipping(let level):
                // What was looked at is forgotten, so that a large value costs no memory.
                guard let length = try scan.length(in: buffer) else {
                    buffer.use(scan.forget())
                    return try more(buffer)
                }
                buffer.use(length)
                scan = ValueScan()
                place = .comma(level)
            case .comma(let level):
                guard buffer[0] != UInt8(ascii: "}") else { throw .noSuchPath }
                try take(UInt8(ascii: ","), from: &buffer)
                place = .key(level)
            case .end:
                return try end(&buffer)
            }
        }
    }

    /// Behind an array that is the whole file, nothing may follow.
    private func end(_ buffer: inout RecordBuffer) throws(ItemReaderFailure) -> RecordParser.Step {
        guard pointer.isEmpty else { return .atEnd }
        Self.skipBlanks(in: &buffer)
        guard buffer.count == 0 else { throw Self.malformed }
        return buffer.isComplete ? .atEnd : .needsMore
    }

    private func more(_ buffer: RecordBuffer) throws(ItemReaderFailure) -> RecordParser.Step {
        guard !buffer.isComplete else { throw Self.cutShort }
        return .needsMore
    }

    /// Enters the value at a level of the pointer.
    private mutating func open(_ level: Int, _ buffer: inout RecordBuffer) throws(ItemReaderFailure) {
        if level == pointer.count {
            guard buffer[0] == UInt8(ascii: "[") else { throw pointer.isEmpty ? .notIterable : .noSuchPath }
            place = .firstElement
        } else {
            guard buffer[0] == UInt8(ascii: "{") else { throw .noSuchPath }
            place = .key(level)
        }
        buffer.use(1)
    }

    private func take(_ byte: UInt8, from buffer: inout RecordBuffer) throws(ItemReaderFailure) {
        guard buffer[0] == byte else { throw Self.malformed }
        buffer.use(1)
    }

    private static func skipBlanks(in buffer: inout RecordBuffer) {
        var count = 0
        while count < buffer.count, isBlank(buffer[count]) { count += 1 }
        buffer.use(count)
    }

    fileprivate static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
            || byte == UInt8(ascii: "\t")
    }

    private static let malformed = ItemReaderFailure(cause: "The file is not valid JSON.")
    private static let cutShort = ItemReaderFailure(cause: "The file is not valid JSON: it ends before its array does.")
}

/// Looks for the end of a value in bytes that come in pieces; each byte is looked at once.
private struct ValueScan: Sendable, Equatable {
    private var position = 0
    private var depth = 0
    private var isInText = false
    private var isEscaped = false

    /// Whether the value's first byte was seen.
    var isUnderWay: Bool { position > 0 || depth > 0 || isInText }

    /// How many bytes the value has that begins the buffer; `nil` where its end is not there yet.
    mutating func length(in buffer: RecordBuffer) throws(ItemReaderFailure) -> Int? {
        while position < buffer.count {
            let byte = buffer[position]
            if isInText {
                position += 1
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInText = false
                    if depth == 0 { return position }
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""):
                isInText = true
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                // The end of whatever holds a number or a word.
                guard depth > 0 else { return position }
                depth -= 1
                if depth == 0 { return position + 1 }
            case UInt8(ascii: ",") where depth == 0:
                return position
            default:
                if depth == 0, JSONArrayGrammar.isBlank(byte) { return position }
            }
            position += 1
        }
        // A number at the very end of a file has no end of its own; no array ends with one.
        return nil
    }

    /// Lets go of all bytes that were looked at; answers how many there were.
    mutating func forget() -> Int {
        // The value counts as begun: its first byte is gone.
        defer { position = 0 }
        if depth == 0, !isInText { return 0 }
        return position
    }
}
