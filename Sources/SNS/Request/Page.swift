import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// A page of a list of rows that end with one text.
struct Page: Sendable {
    private let last: String?

    init(token: String?) throws(ServiceError) {
        guard let token else {
            last = nil
            return
        }
        guard let bytes = Base64.decode(token), let text = String(validating: bytes, as: UTF8.self) else {
            throw .invalid("NextToken")
        }
        last = text
    }

    /// Reads the rows of this page under a prefix: the texts that end their keys, the values, and the token of the next page.
    func read(
        _ prefix: StoreKey,
        _ turn: inout Turn
    ) throws(ServiceError) -> (rows: [(text: String, value: [UInt8])], next: String?) {
        let range = prefix.prefixRange
        let start = last.map { prefix.text($0).successor } ?? range.lowerBound
        var rows: [(text: String, value: [UInt8])] = []
        for row in try turn.range(start..<range.upperBound, limit: SNSLimits.pageSize + 1) {
            var reader = StoreKeyReader(row.key, skipping: prefix.bytes.count)
            guard let text = reader.text() else { throw .damaged("a list of SNS") }
            rows.append((text, row.value))
        }
        guard rows.count > SNSLimits.pageSize else { return (rows, nil) }
        rows.removeLast()
        return (rows, rows.last.map { Base64.encode(Array($0.text.utf8)) })
    }
}
