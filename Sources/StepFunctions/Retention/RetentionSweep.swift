import QuickstepInterpreter
package import QuickstepPrimitives
package import QuickstepServiceKit

/// Removes executions that ended long ago, a bounded number of rows in each turn.
///
/// It walks the machines' lists from their oldest entry on and stops at the first that *started* too late to have ended early enough:
/// what it looks at is what it removes, and executions that take long. Machines that were deleted have lists too.
package struct RetentionSweep: Sendable {
    /// What ended before this is removed.
    let endedBefore: Timestamp

    /// How many executions were removed.
    package private(set) var removed = 0

    /// From where on the next list is looked for; `nil` after the last one.
    private var nextList: StoreKey? = lists.lowerBound
    /// What of the list in hand was not looked at yet.
    private var rest: Range<StoreKey>?
    private var scope = Scope.standard
    private var machine = ""

    private static let lists = StoreKey(bytes: [Owner.Kind.executionList.rawValue]).prefixRange

    /// After so many rows a turn ends; the execution in hand is removed whole, which is at most one step for each of its events.
    static let rowsPerTurn = 500
    /// After so many executions that stay a turn ends.
    static let looksPerTurn = 200

    package init(endedBefore: Timestamp) {
        self.endedBefore = endedBefore
    }

    /// Whether everything was looked at.
    package var isDone: Bool { nextList == nil && rest == nil }

    /// Does one turn's share.
    package mutating func run(_ turn: inout Turn) throws(ServiceError) {
        var rows = 0
        var looks = 0
        while rows < Self.rowsPerTurn, looks < Self.looksPerTurn {
            guard let range = rest else {
                guard try openNextList(turn) else { return }
                continue
            }
            guard let entry = try turn.range(range, limit: 1, reversed: true).first else {
                rest = nil
                continue
            }
            var reader = StoreKeyReader(entry.key, skipping: range.lowerBound.bytes.count)
            guard let started = reader.integer(), -started < endedBefore.milliseconds else {
                rest = nil
                continue
            }
            looks += 1
            rest = range.lowerBound..<entry.key
            guard let listing = ExecutionListing(entry.value) else { continue }
            let name = ExecutionName(scope: scope, machine: machine, name: listing.name)
            let (count, isWhole) = try remove(name, entry.key, &turn)
            rows += count
            // What is left of it is for the next turn.
            if !isWhole { rest = range.lowerBound..<entry.key.successor }
        }
    }

    private mutating func openNextList(_ turn: borrowing Turn) throws(ServiceError) -> Bool {
        guard let from = nextList, let row = try turn.range(from..<Self.lists.upperBound, limit: 1).first else {
            nextList = nil
            return false
        }
        var reader = StoreKeyReader(row.key)
        guard let owner = reader.owner() else {
            nextList = row.key.successor
            return true
        }
        (scope, machine) = (owner.scope, owner.name)
        nextList = owner.key.prefixRange.upperBound
        rest = Rows.executionIndex(of: owner.name, in: owner.scope).prefixRange
        return true
    }

    /// Removes an execution, if it ended long ago and nobody needs it any more; before it, a part of the executions of its map runs.
    ///
    /// Returns how many rows that were, and whether that was all.
    private mutating func remove(
        _ name: ExecutionName,
        _ entry: StoreKey,
        _ turn: inout Turn
    ) throws(ServiceError) -> (rows: Int, isWhole: Bool) {
        let runs: [MapRunRows]
        do throws(ServiceError) {
            guard let record = try ExecutionRecord.read(name.owner, turn), record.status != .running,
                let stopped = record.stoppedAt, stopped < endedBefore, try !Self.isNeeded(name.owner, turn)
            else { return (0, true) }
            runs = try Self.mapRuns(of: name.owner, turn)
            for run in runs {
                guard try MapRun.read(run.owner, turn)?.hasEnded != false else { return (0, true) }
            }
        } catch {
            // What cannot be read is left for whoever looks into it.
            guard !error.isRetryable else { throw error }
            return (0, true)
        }
        for run in runs {
            let count = try Self.removeExecutions(of: run, &turn)
            if count > 0 { return (count, false) }
        }
        let rows = try turn.range(name.owner.key.prefixRange)
        for row in rows { turn.delete(row.key) }
        turn.delete(entry)
        turn.delete(Rows.openEntry(name.owner))
        removed += 1
        return (rows.count + 1, true)
    }

    private static func mapRuns(of owner: Owner, _ turn: borrowing Turn) throws(ServiceError) -> [MapRunRows] {
        try turn.range(Rows.mapRuns(owner).prefixRange).compactMap { row in
            MapRunName(arn: String(decoding: row.value, as: UTF8.self)).map { MapRunRows(owner: $0.owner) }
        }
    }

    /// Removes some executions of a map run that has ended, and where there is none left, the run.
    ///
    /// Returns how many rows that were: none where the run is gone.
    private static func removeExecutions(of run: MapRunRows, _ turn: inout Turn) throws(ServiceError) -> Int {
        let listed = try turn.range(run.children.prefixRange, limit: childrenPerTurn)
        guard !listed.isEmpty, let header = try MapRunHeader.read(run.owner, turn) else {
            let rows = try turn.range(run.owner.key.prefixRange, limit: rowsPerTurn)
            for row in rows { turn.delete(row.key) }
            return rows.count
        }
        var count = 0
        for entry in listed {
            let child = header.child(-(try run.index(of: entry, in: run.children)))
            let rows = try turn.range(child.owner.key.prefixRange)
            for row in rows { turn.delete(row.key) }
            turn.delete(entry.key)
            count += rows.count + 1
        }
        return count
    }

    private static let childrenPerTurn = 100

    /// Whether somebody still has to be told of an execution, or has to tell it: then it stays until that is done.
    private static func isNeeded(_ owner: Owner, _ turn: borrowing Turn) throws(ServiceError) -> Bool {
        if try turn.get(Rows.waitingParent(owner)) != nil { return true }
        for section in [Rows.inbox(owner), Rows.allWork(of: owner), Rows.tickets(of: owner)] {
            if try !turn.range(section.prefixRange, limit: 1).isEmpty { return true }
        }
        return false
    }
}
