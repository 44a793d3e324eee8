import QuickstepJSON
import QuickstepStatesLanguage

/// Rows of fields with a delimiter between them, in which fields may be quoted.
///
/// All values are texts. A field that a row lacks is empty, one that it has too many is dropped, and a row of nothing is passed over.
///
/// Source: https://www.rfc-editor.org/rfc/rfc4180
struct DelimitedGrammar: Sendable, Equatable {
    private(set) var headers: [String]?
    private let delimiter: UInt8
    /// How far the row that begins the buffer was looked through without finding its end.
    private var scanned = 0
    private var quotation = Quotation()

    init(_ format: DelimitedFormat, headers known: [String]?) throws(ItemReaderFailure) {
        delimiter = format.delimiter
        headers = known
        if let given = format.headers { headers = try Self.checked(given) }
    }

    mutating func next(in buffer: inout RecordBuffer) throws(ItemReaderFailure) -> RecordParser.Step {
        while true {
            guard let length = rowLength(in: buffer) else { return .needsMore }
            guard length > 0 || length < buffer.count else { return .atEnd }
            let row = Array(buffer.prefix(length))
            buffer.use(min(length + 1, buffer.count))
            (scanned, quotation) = (0, Quotation())
            let isEmpty = row.isEmpty || row == [UInt8(ascii: "\r")]
            guard !isEmpty else { continue }
            let fields = self.fields(of: row)
            guard let headers else {
                self.headers = try Self.checked(fields)
                continue
            }
            return .record(.object(Self.record(fields, headers)))
        }
    }

    private static func record(_ fields: [String], _ headers: [String]) -> JSONObject {
        var record = JSONObject()
        for (index, header) in headers.enumerated() {
            record[header] = .string(index < fields.count ? fields[index] : "")
        }
        return record
    }

    private static func checked(_ headers: [String]) throws(ItemReaderFailure) -> [String] {
        guard Set(headers).count == headers.count else { throw .repeatedHeaders }
        return headers
    }

    /// How many bytes the next row has, without the line feed at its end; `nil` where its end is not there yet.
    private mutating func rowLength(in buffer: RecordBuffer) -> Int? {
        while scanned < buffer.count {
            let byte = buffer[scanned]
            if byte == UInt8(ascii: "\n"), !quotation.isOpen { return scanned }
            quotation.pass(byte, delimiter: delimiter)
            scanned += 1
        }
        return buffer.isComplete ? buffer.count : nil
    }

    private func fields(of row: [UInt8]) -> [String] {
        var row = row[...]
        if row.last == UInt8(ascii: "\r") { row.removeLast() }
        var fields: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        var index = row.startIndex
        while index < row.endIndex {
            let byte = row[index]
            index += 1
            if isQuoted {
                guard byte == UInt8(ascii: "\"") else {
                    field.append(byte)
                    continue
                }
                if index < row.endIndex, row[index] == UInt8(ascii: "\"") {
                    field.append(byte)
                    index += 1
                } else {
                    isQuoted = false
                }
            } else if byte == delimiter {
                fields.append(String(decoding: field, as: UTF8.self))
                field = []
            } else if byte == UInt8(ascii: "\""), field.isEmpty {
                isQuoted = true
            } else {
                field.append(byte)
            }
        }
        fields.append(String(decoding: field, as: UTF8.self))
        return fields
    }
}

/// Whether a line feed belongs to a field: a quotation mark opens a quotation at the beginning of a field only.
private struct Quotation: Sendable, Equatable {
    private(set) var isOpen = false
    private var isAtStart = true
    private var wasClosed = false

    mutating func pass(_ byte: UInt8, delimiter: UInt8) {
        let isMark = byte == UInt8(ascii: "\"")
        if isOpen {
            isOpen = !isMark
            wasClosed = isMark
        } else {
            // Two marks in a quotation stand for one.
            isOpen = isMark && (isAtStart || wasClosed)
            wasClosed = false
        }
        isAtStart = !isOpen && byte == delimiter
    }
}
