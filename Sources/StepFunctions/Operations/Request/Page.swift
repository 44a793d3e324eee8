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

/// Where the next page of a list begins, in a text that only the list that gave it out takes back.
///
/// It holds when it was given out, for it lives for a day, and which list it is of: the operation and everything that was asked of
/// it but the size of the page.
struct PageToken {
    private let list: [UInt8]
    private let time: Timestamp

    /// - Parameters:
    ///   - list: The operation and what it was asked for.
    ///   - time: The time of the call.
    init(of list: [String], at time: Timestamp) {
        let name = JSONValue.array(list.map(JSONValue.string)).compactText
        self.list = Array(DigestAlgorithm.sha256.digest(Array(name.utf8)).prefix(8))
        self.time = time
    }

    /// The place that a token holds.
    ///
    /// - Throws: `InvalidToken` for one that is too old, of another list, or none.
    func place(in token: String) throws(ServiceError) -> [UInt8] {
        let start = 8 + list.count
        guard let bytes = Hex.decode(token), bytes.count > start, Array(bytes[8..<start]) == list else {
            throw StatesError.invalidToken
        }
        var reader = StoreKeyReader(StoreKey(bytes: bytes))
        guard let made = reader.integer(), (0..<StatesLimits.tokenMillisecondsMax).contains(time.milliseconds &- made)
        else { throw StatesError.invalidToken }
        return Array(bytes[start...])
    }

    func text(for place: some Sequence<UInt8>) -> String {
        Hex.encode(StoreKey(bytes: []).integer(time.milliseconds).bytes + list + place)
    }
}

/// One page of a list: rows of a range, from where the last page ended.
///
/// A token holds the rest of the key of the first row that is left.
struct Page {
    private let token: PageToken
    private let prefix: StoreKey
    private let start: StoreKey
    private let end: StoreKey
    private let size: Int

    /// A page of the rows that begin with `prefix`, or of those of them that lie below `end`.
    ///
    /// `list` is the operation and what it was asked for beside the page.
    init(
        _ request: PageRequest,
        of list: [String],
        over prefix: StoreKey,
        below end: StoreKey? = nil,
        at time: Timestamp
    ) throws(ServiceError) {
        token = PageToken(of: list + [Hex.encode(prefix.bytes)], at: time)
        self.prefix = prefix
        self.end = end ?? prefix.prefixRange.upperBound
        size = request.size
        start = StoreKey(bytes: prefix.bytes + (try request.token.map(token.place) ?? []))
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
                guard found.count < size, rowsLeft > 0 else {
                    return (found, token.text(for: row.key.bytes.dropFirst(prefix.bytes.count)))
                }
                rowsLeft -= 1
                if let made = try entry(row) { found.append(made) }
            }
            guard chunk.count == limit, let last = chunk.last else { break }
            lower = last.key.successor
            limit = 1000
        }
        return (found, nil)
    }

    static func response(_ member: String, _ entries: [JSONValue], _ nextToken: String?) -> ServiceResponse {
        var output: JSONObject = [member: .array(entries)]
        if let nextToken { output["nextToken"] = .string(nextToken) }
        return ServiceResponse(output)
    }
}
