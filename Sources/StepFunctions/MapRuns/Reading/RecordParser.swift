import QuickstepInterpreter
import QuickstepJSON
import QuickstepStatesLanguage

/// Takes the records out of a file whose bytes come in pieces.
///
/// It keeps no more than a record that is not complete yet, and its place in the file is all that must be known to go on later.
struct RecordParser: Sendable, Equatable {
    private enum Grammar: Sendable, Equatable {
        case json(JSONArrayGrammar)
        case lines
        case delimited(DelimitedGrammar)
    }

    private var grammar: Grammar
    private var buffer: RecordBuffer

    /// A parser at the beginning of a file, or behind a record that was taken before: then it is told the names that the first row
    /// of a delimited text gave.
    init(_ format: ItemFormat, headers: [String]? = nil, at offset: Int = 0) throws(ItemReaderFailure) {
        buffer = RecordBuffer(at: offset)
        switch format {
        case .json(let pointer):
            grammar = .json(JSONArrayGrammar(pointer: pointer, isInside: offset > 0))
        case .jsonLines:
            grammar = .lines
        case .delimited(let format):
            grammar = .delimited(try DelimitedGrammar(format, headers: headers))
        }
    }

    /// Where the next record is looked for.
    var offset: Int { buffer.offset }

    /// Where the next byte is to be read from.
    var end: Int { buffer.offset + buffer.count }

    /// How many bytes are held.
    var heldByteCount: Int { buffer.count }

    /// The names that a delimited text gives its fields, once they are known.
    var headers: [String]? {
        if case .delimited(let grammar) = grammar { grammar.headers } else { nil }
    }

    /// Takes what was read; nothing means that the end of the file was reached.
    mutating func append(_ bytes: [UInt8]) {
        buffer.append(bytes)
    }

    enum Step: Sendable, Equatable {
        case record(JSONValue)
        /// More bytes are needed.
        case needsMore
        case atEnd
    }

    /// The next record.
    ///
    /// - Throws: where the file is not written as it should be, or a record is too large.
    mutating func next() throws(ItemReaderFailure) -> Step {
        // Whether there is a byte order mark shows in the first three bytes.
        if buffer.offset == 0, buffer.count < 3, !buffer.isComplete { return .needsMore }
        buffer.skipByteOrderMark()
        let step: Step
        switch grammar {
        case .json(var json):
            step = try json.next(in: &buffer)
            grammar = .json(json)
        case .lines:
            step = try LineGrammar.next(in: &buffer)
        case .delimited(var delimited):
            step = try delimited.next(in: &buffer)
            grammar = .delimited(delimited)
        }
        if case .needsMore = step, buffer.count > RecordBuffer.recordBytesMax { throw .tooLarge }
        if case .record(let record) = step, record.exceedsDepth(MachineLimits.payloadDepthMax) { throw .tooDeep }
        return step
    }
}

/// One JSON value on each line; lines of nothing but blanks are passed over.
enum LineGrammar {
    static func next(in buffer: inout RecordBuffer) throws(ItemReaderFailure) -> RecordParser.Step {
        while true {
            var length = 0
            while length < buffer.count, buffer[length] != UInt8(ascii: "\n") { length += 1 }
            guard length < buffer.count || buffer.isComplete else { return .needsMore }
            let line = Array(buffer.prefix(length))
            let isEmpty = line.allSatisfy {
                $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\r")
            }
            guard !isEmpty || length < buffer.count else { return .atEnd }
            buffer.use(min(length + 1, buffer.count))
            guard isEmpty else { return .record(try JSONRecord.parse(line)) }
        }
    }
}

enum JSONRecord {
    static func parse(_ bytes: [UInt8]) throws(ItemReaderFailure) -> JSONValue {
        do throws(JSONParseError) {
            return try JSONValue.parse(bytes: bytes)
        } catch {
            throw ItemReaderFailure(cause: "The file is not valid JSON: \(error.message)")
        }
    }
}
