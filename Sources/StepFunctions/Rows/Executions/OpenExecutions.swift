import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// The executions that have not ended: of one machine, and how many there may be.
enum OpenExecutions {
    /// The open executions of a machine that still can end: those that are not quarantined.
    static func ofMachine(
        _ machine: String,
        in scope: Scope,
        _ turn: borrowing Turn,
        limit: Int = .max
    ) throws(ServiceError) -> [Owner] {
        var found: [Owner] = []
        var keys = Rows.openEntries(of: machine, in: scope).prefixRange
        while found.count < limit {
            let chunk = try turn.range(keys, limit: 1000)
            for row in chunk where found.count < limit {
                guard let owner = Rows.openOwner(row.key) else { throw .damaged("the index of open executions") }
                if try ExecutionRecord.read(owner, turn)?.quarantine == nil { found.append(owner) }
            }
            guard chunk.count == 1000, let last = chunk.last else { break }
            keys = last.key.successor..<keys.upperBound
        }
        return found
    }

    /// Takes one more execution into account.
    ///
    /// What a row keeps is how many there can be at most: those that were open when they were last counted, and all that began since.
    /// Only where that reaches the quota are they counted anew, so neither the start nor the end of an execution costs a scan before
    /// the scope is full.
    ///
    /// - Throws: `ExecutionLimitExceeded`.
    static func admit(
        in scope: Scope,
        _ turn: inout Turn,
        max: Int = StatesLimits.openExecutionsMax
    ) throws(ServiceError) {
        let key = Rows.count(of: "open", in: scope)
        var count = try turn.json(key)?.intValue ?? max
        if count >= max { count = try self.count(in: scope, turn) }
        guard count < max else {
            throw ServiceError(
                code: "ExecutionLimitExceeded",
                message: "The maximum number of running executions has been reached. Running executions must end or be "
                    + "stopped before a new execution can be started."
            )
        }
        turn.put(key, .number(JSONNumber(count + 1)))
    }

    private static func count(in scope: Scope, _ turn: borrowing Turn) throws(ServiceError) -> Int {
        var count = 0
        var keys = Rows.openEntries(in: scope).prefixRange
        while true {
            let chunk = try turn.range(keys, limit: 10_000)
            count += chunk.count
            guard chunk.count == 10_000, let last = chunk.last else { return count }
            keys = last.key.successor..<keys.upperBound
        }
    }
}
