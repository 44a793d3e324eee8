import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// What a list operation is asked for: how many entries, and from where.
struct PageRequest {
    let size: Int
    let token: String?

    /// The service's default is 100 entries, its bound 1,000; 0 stands for the default.
    static func read(
        _ input: inout OperationInput,
        tokenLength: Int = StatesLimits.tokenLengthMax
    ) throws(ServiceError) -> PageRequest {
        let size = try input.integer("maxResults", 0...1000) ?? 0
        return PageRequest(size: size == 0 ? 100 : size, token: try input.optionalText("nextToken", 1...tokenLength))
    }
}

/// One page of a list: rows of a range, from where the last page ended.
///
/// A token holds when it was given out, for it lives for a day, and the rest of the key of the first row that is left.
struct Page {
    private let prefix: StoreKey
    private let start: StoreKey
    private let end: StoreKey
    private let size: Int

    /// A page of the rows that begin with `prefix`, or of those of them that lie below `end`.
    init(
        _ request: PageRequest,
        over prefix: StoreKey,
        below end: StoreKey? = nil,
        at time: Timestamp
    ) throws(ServiceError) {
        self.prefix = prefix
        self.end = end ?? prefix.prefixRange.upperBound
        size = request.size
        guard let token = request.token else {
            start = prefix
            return
        }
        guard let bytes = Hex.decode(token), bytes.count > 8 else { throw StatesError.invalidToken }
        var reader = StoreKeyReader(StoreKey(bytes: bytes))
        guard let made = reader.integer(), (0..<StatesLimits.tokenMillisecondsMax).contains(time.milliseconds &- made)
        else { throw StatesError.invalidToken }
        start = StoreKey(bytes: prefix.bytes + bytes.dropFirst(8))
    }

    /// The page's entries, and the token of the next page where there is more.
    ///
    /// `entry` makes one of a row, or `nil` of one that does not belong. A page may hold fewer entries than were asked for, and a
    /// token, where very many rows do not belong.
    func entries<Entry>(
        _ turn: borrowing Turn,
        _ entry: (StoreRow) throws(ServiceError) -> Entry?
    ) throws(ServiceError) -> (entries: [Entry], nextToken: String?) {
        var found: [Entry] = []
        var lower = start
        var rowsLeft = StatesLimits.rowsPerPageMax
        var limit = size + 1
        while lower < end {
            let chunk = try turn.range(lower..<end, limit: limit)
            for row in chunk {
                guard found.count < size, rowsLeft > 0 else { return (found, token(row.key, turn.now)) }
                rowsLeft -= 1
                if let made = try entry(row) { found.append(made) }
            }
            guard chunk.count == limit, let last = chunk.last else { break }
            lower = last.key.successor
            limit = 1000
        }
        return (found, nil)
    }

    private func token(_ key: StoreKey, _ time: Timestamp) -> String {
        let made = StoreKey(bytes: []).integer(time.milliseconds)
        return Hex.encode(made.bytes + key.bytes.dropFirst(prefix.bytes.count))
    }

    static func response(_ member: String, _ entries: [JSONValue], _ nextToken: String?) -> ServiceResponse {
        var output: JSONObject = [member: .array(entries)]
        if let nextToken { output["nextToken"] = .string(nextToken) }
        return ServiceResponse(output)
    }
}
