import QuickstepJSON
import QuickstepServiceKit

/// One page of Query or Scan: what is read before the limit, or before it has read 1 MB.
struct ItemPage: Sendable {
    private(set) var items: [JSONObject] = []
    /// Whether the page stopped early; as on AWS it may be that nothing follows.
    private(set) var isPartial = false

    /// How many rows are read at once, at first: items may be large.
    private static let chunkMin = 16
    private static let chunkMax = 512

    /// Reads a page of a range, from its end where it `isDescending`: up to `limit` items, or as many as fit.
    init(_ range: Range<StoreKey>, limit: Int?, isDescending: Bool, _ turn: Turn) throws(ServiceError) {
        var range = range
        var byteCount = 0
        var chunk = Self.chunkMin
        while !range.isEmpty {
            let rows = try turn.range(range, limit: chunk, reversed: isDescending)
            for row in rows {
                let item = try StoredItem(row: row.value)
                items.append(item.members)
                byteCount += item.byteCount
                isPartial = byteCount >= DynamoDBLimits.pageBytesMax || limit == items.count
                if isPartial { return }
            }
            guard rows.count == chunk, let last = rows.last else { return }
            range = isDescending ? range.lowerBound..<last.key : last.key.successor..<range.upperBound
            chunk = min(2 * chunk, Self.chunkMax)
        }
    }

    /// What Query and Scan answer.
    func output(_ selection: PageRequest, _ schema: KeySchema) -> JSONObject {
        var output = JSONObject()
        if !selection.countsOnly { output["Items"] = .array(items.map { .object($0) }) }
        output["Count"] = .number(JSONNumber(items.count))
        output["ScannedCount"] = .number(JSONNumber(items.count))
        if isPartial, let last = items.last { output["LastEvaluatedKey"] = .object(schema.keyMembers(of: last)) }
        return output
    }
}
