import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// The queues of one account and Region, by name.
struct QueueDirectory {
    /// How many names are read at a time.
    private static let chunk = 100

    let scope: Scope

    /// The names of queues, from a place in their order on.
    ///
    /// - Parameters:
    ///   - name: The name after which to begin; `nil` begins with the first.
    ///   - limit: How many at most.
    ///   - turn: The turn.
    ///   - isWanted: Which are meant.
    /// - Returns: The names, in order.
    /// - Throws: `ServiceError` when the store cannot be read, and what `isWanted` throws.
    func names(
        after name: String? = nil,
        limit: Int,
        _ turn: inout Turn,
        where isWanted: (String, inout Turn) throws(ServiceError) -> Bool
    ) throws(ServiceError) -> [String] {
        let directory = QueueRows.directory(scope)
        let whole = directory.prefixRange
        let lower = name.map { directory.text($0).successor } ?? whole.lowerBound
        var entries = RowRunner(lower..<max(lower, whole.upperBound), chunk: Self.chunk)
        var names: [String] = []
        while names.count < limit, let row = try entries.peek(turn) {
            entries.pass()
            var reader = StoreKeyReader(row.key, skipping: directory.bytes.count)
            guard let name = reader.text() else { throw .damaged("the directory of queues") }
            if try isWanted(name, &turn) { names.append(name) }
        }
        return names
    }

    /// The names of the queues that give up on messages in favour of a queue.
    func sources(
        of target: QueueAddress,
        after name: String? = nil,
        limit: Int,
        _ turn: inout Turn
    ) throws(ServiceError) -> [String] {
        try names(after: name, limit: limit, &turn) { (name, turn) throws(ServiceError) in
            guard let json = try turn.json(QueueRows(QueueAddress(scope: scope, name: name)).queue) else {
                return false
            }
            return try QueueRecord(json: json).settings.redrivePolicy?.target == target
        }
    }
}
