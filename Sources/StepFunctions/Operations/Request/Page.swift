import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// One page of a list: rows of a range, from where the last page ended.
struct Page {
    private let prefix: StoreKey
    private let start: StoreKey
    private let size: Int

    init(_ parameters: Parameters, over prefix: StoreKey) throws(ServiceError) {
        self.prefix = prefix
        size = try parameters.pageSize()
        guard let token = try parameters.optionalText("nextToken") else {
            start = prefix
            return
        }
        guard let bytes = Hex.decode(token), bytes.starts(with: prefix.bytes) else {
            throw ServiceError(code: "InvalidToken", message: "Invalid Token: 'Invalid token'")
        }
        start = StoreKey(bytes: bytes)
    }

    /// The page's rows, and the token of the next page where there is more.
    func rows(
        _ turn: borrowing Turn,
        where belongs: (StoreRow) throws(ServiceError) -> Bool = { _ in true }
    ) throws(ServiceError) -> (rows: [StoreRow], nextToken: String?) {
        var found: [StoreRow] = []
        var lower = start
        let upper = prefix.prefixRange.upperBound
        while lower < upper {
            let chunk = try turn.range(lower..<upper, limit: size + 1)
            for row in chunk where try belongs(row) {
                if found.count == size { return (found, Hex.encode(row.key.bytes)) }
                found.append(row)
            }
            guard chunk.count == size + 1, let last = chunk.last else { break }
            lower = last.key.successor
        }
        return (found, nil)
    }

    func response(_ member: String, _ entries: [JSONValue], _ nextToken: String?) -> ServiceResponse {
        var output: JSONObject = [member: .array(entries)]
        if let nextToken { output["nextToken"] = .string(nextToken) }
        return ServiceResponse(output)
    }
}
