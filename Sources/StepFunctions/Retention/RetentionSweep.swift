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
    /// Whether more is left of the execution in hand than one turn removes.
    private var isHalfDone = false
    private var scope = Scope.standard
    private var machine = ""

    private static let lists = StoreKey(bytes: [Owner.Kind.executionList.rawValue]).prefixRange

    /// After so many rows a turn ends; the execution in hand is removed whole, which is at most one step for each of its events.
    static let rowsPerTurn = 500
    /// After so many executions that stay a turn ends.
    static let looksPerTurn = 200
    /// So many executions of a map run are removed in one turn.
    static let childrenPerTurn = 50

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
            rows += try remove(name, entry.key, &turn)
            // The rest of a large map run is removed by the next turns.
            if isHalfDone { rest = range.lowerBound..<entry.key.successor }
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

    /// Removes an execution, if it ended long ago and nobody needs it any more.
    ///
    /// Returns how many rows that were.
    private mutating func remove(
        _ name: ExecutionName,
        _ entry: StoreKey,
        _ turn: inout Turn
    ) throws(ServiceError) -> Int {
        isHalfDone = false
        do throws(ServiceError) {
            guard let record = try ExecutionRecord.read(name.owner, turn), record.status != .running,
                let stopped = record.stoppedAt, stopped < endedBefore, try !Self.isNeeded(name.owner, turn)
            else { return 0 }
        } catch {
            // What cannot be read is left for whoever looks into it.
            guard !error.isRetryable else { throw error }
            return 0
        }
        let removedOfRuns = try removeMapRuns(of: name.owner, &turn)
        guard !isHalfDone else { return removedOfRuns }
        let rows = try turn.range(name.owner.key.prefixRange)
        for row in rows { turn.delete(row.key) }
        turn.delete(entry)
        turn.delete(Rows.openEntry(name.owner))
        removed += 1
        return rows.count + 1 + removedOfRuns
    }

    /// Removes the map runs of an execution with their executions, or a part of them.
    ///
    /// Returns how many rows that were.
    private mutating func removeMapRuns(of owner: Owner, _ turn: inout Turn) throws(ServiceError) -> Int {
        var removed = 0
        for row in try turn.range(Rows.mapRuns(owner).prefixRange) {
            guard let run = MapRunName(arn: String(decoding: row.value, as: UTF8.self)),
                let header = try MapRunHeader.read(run.owner, turn)
            else { continue }
            let keys = MapRunRows(owner: run.owner)
            let children = try turn.range(keys.children.prefixRange, limit: Self.childrenPerTurn)
            for child in children {
                let name = header.child(-(try keys.index(of: child, in: keys.children)))
                let rows = try turn.range(name.owner.key.prefixRange)
                for row in rows { turn.delete(row.key) }
                turn.delete(child.key)
                removed += rows.count + 1
            }
            guard children.count < Self.childrenPerTurn else {
                isHalfDone = true
                return removed
            }
            let rest = try turn.range(run.owner.key.prefixRange)
            for row in rest { turn.delete(row.key) }
            removed += rest.count
        }
        return removed
    }

    /// Whether somebody still has to be told of an execution, or has to tell it: then it stays until that is done.
    private static func isNeeded(_ owner: Owner, _ turn: borrowing Turn) throws(ServiceError) -> Bool {
        if try turn.get(Rows.waitingParent(owner)) != nil { return true }
        for section in [Rows.inbox(owner), Rows.allWork(of: owner), Rows.tickets(of: owner)] {
            if try !turn.range(section.prefixRange, limit: 1).isEmpty { return true }
        }
        for row in try turn.range(Rows.mapRuns(owner).prefixRange) {
            guard let run = MapRunName(arn: String(decoding: row.value, as: UTF8.self))?.owner else { continue }
            let keys = MapRunRows(owner: run)
            // One that has no execution left may still be storing results.
            if try MapRun.read(run, turn)?.hasEnded == false { return true }
            if try turn.get(keys.stopRequest) != nil { return true }
            for section in [keys.open, keys.inbox] where try !turn.range(section.prefixRange, limit: 1).isEmpty {
                return true
            }
        }
        return false
    }
}
