import QuickstepJSON
import QuickstepServiceKit

/// How many state machines or activities a scope has, kept in a row so that a quota costs no scan.
struct ResourceCount {
    let key: StoreKey
    /// The rows that are counted, where a store has no count yet.
    let counted: StoreKey

    static func machines(in scope: Scope) -> ResourceCount {
        ResourceCount(key: Rows.count(of: "machines", in: scope), counted: Rows.machines(in: scope))
    }

    static func activities(in scope: Scope) -> ResourceCount {
        ResourceCount(key: Rows.count(of: "activities", in: scope), counted: Rows.activities(in: scope))
    }

    func value(_ turn: borrowing Turn) throws(ServiceError) -> Int {
        if let count = try turn.json(key)?.intValue { return count }
        return try turn.range(counted.prefixRange).count
    }

    /// Adds one.
    ///
    /// It is called before the row is written that it counts.
    func increment(_ turn: inout Turn) throws(ServiceError) {
        turn.put(key, .number(JSONNumber(try value(turn) + 1)))
    }

    /// Takes one away.
    ///
    /// It is called before the row is deleted that it counts.
    func decrement(_ turn: inout Turn) throws(ServiceError) {
        turn.put(key, .number(JSONNumber(max(0, try value(turn) - 1))))
    }
}
