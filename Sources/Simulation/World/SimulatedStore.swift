import QuickstepPrimitives
import QuickstepServiceKit
import Synchronization

/// The disk as one simulated process sees it: its rows outlive the process, its troubles do not.
final class SimulatedStore: Store {
    private struct State {
        var isFull = false
        var failures = 0
        var tearsNext = false
        var isDown = false
        var commits = 0
        var timersRead = false
        var isForgetful = false
        var random: KeyedRandom
    }

    private let disk: InMemoryStore
    private let audit: StoreAudit
    private let clock: RuntimeClock
    private let ledger: Ledger
    private let plant: Plant?
    private let state: Mutex<State>

    /// - Parameters:
    ///   - disk: Keeps the rows.
    ///   - audit: Looks at every batch.
    ///   - clock: The process's clock.
    ///   - ledger: Is told of what goes wrong.
    ///   - plant: The fault that is planted.
    ///   - seed: Decides what the planted fault hits.
    init(
        _ disk: InMemoryStore,
        audit: StoreAudit,
        clock: RuntimeClock,
        ledger: Ledger,
        plant: Plant?,
        seed: UInt64
    ) {
        self.disk = disk
        self.audit = audit
        self.clock = clock
        self.ledger = ledger
        self.plant = plant
        state = Mutex(State(random: KeyedRandom(seed: seed, event: 2)))
        if plant == .childForgotten { forgetChild() }
    }

    /// Commits go through the committer's lane, so that others may do something meanwhile.
    var commitsAtOnce: Bool { false }

    /// Whether the power went in the middle of a commit.
    var isDown: Bool { state.withLock { $0.isDown } }

    // MARK: Troubles

    /// The disk takes nothing more until there is room again.
    func setFull(_ isFull: Bool) {
        state.withLock { $0.isFull = isFull }
    }

    /// The next commits fail.
    func fail(next count: Int) {
        state.withLock { $0.failures = count }
    }

    /// The power goes in the middle of the next commit.
    func tearNext() {
        state.withLock { $0.tearsNext = true }
    }

    /// Throws where nothing can be written now.
    func checkRoom() throws(StoreError) {
        let (isDown, isFull) = state.withLock { ($0.isDown, $0.isFull) }
        guard !isDown else { throw StoreError(.other, "The power is off.") }
        guard !isFull else { throw trouble(.diskFull, StoreError(.full, "The disk is full.")) }
    }

    /// Notes that something goes wrong now.
    private func trouble(_ feature: Feature, _ error: StoreError) -> StoreError {
        ledger.count(feature)
        ledger.troubles.note(at: clock.now)
        return error
    }

    // MARK: Store

    func get(_ key: StoreKey) throws(StoreError) -> [UInt8]? {
        if StoredRow(key)?.isHeader == true, state.withLock({ $0.isForgetful }) { return nil }
        return disk.get(key)
    }

    /// Whether the header of an execution is not found, for as long as somebody starts one.
    func setForgetful(_ isForgetful: Bool) {
        state.withLock { $0.isForgetful = isForgetful }
    }

    func range(_ range: Range<StoreKey>, limit: Int, reversed: Bool) throws(StoreError) -> [StoreRow] {
        var rows = disk.range(range, limit: limit, reversed: reversed)
        let isFirstLookAtTimers = state.withLock { state in
            guard plant == .timerLost, !rows.isEmpty, range.lowerBound == RuntimeTimer.index, !state.timersRead else {
                return false
            }
            state.timersRead = true
            return true
        }
        if isFirstLookAtTimers { rows.removeFirst() }
        return rows
    }

    func commit(_ batch: StoreBatch) throws(StoreError) {
        let tears = try state.withLock { (state) throws(StoreError) in
            guard !state.isDown else { throw StoreError(.other, "The power is off.") }
            state.commits += 1
            if state.tearsNext {
                state.isDown = true
                return true
            }
            if state.isFull { throw trouble(.diskFull, StoreError(.full, "The disk is full.")) }
            if state.failures > 0 {
                state.failures -= 1
                throw trouble(.commitFailed, StoreError(.other, "The disk did not answer."))
            }
            return false
        }
        guard !tears else {
            // What SQLite finds of a batch that was cut off, it takes back.
            if plant == .tornBatch {
                let half = batch.writes.prefix(batch.writes.count / 2)
                disk.commit(StoreBatch(number: batch.number, writes: Array(half)))
            }
            throw trouble(.batchTorn, StoreError(.other, "The power went."))
        }
        audit.check(batch, on: disk)
        disk.commit(batch)
        if plant == .historyRewritten { rewrite(batch) }
    }

    /// Stores a step of this batch in the place of the one before it, now and then.
    private func rewrite(_ batch: StoreBatch) {
        for write in batch.writes {
            guard let row = StoredRow(write.key), let number = row.step, number > 1,
                state.withLock({ $0.random.integer(below: 20) == 0 })
            else { continue }
            let key = row.owner.section(2).integer(number - 1)
            disk.commit(StoreBatch(number: batch.number, writes: [StoreBatch.Write(key: key, value: write.value)]))
            return
        }
    }

    /// Drops what one execution told its map run of its end, which the run has not taken note of yet.
    private func forgetChild() {
        let rows = disk.range(StoredRow.all(.mapRun).prefixRange, limit: Int.max, reversed: false)
        guard let word = rows.first(where: { StoredRow($0.key)?.section == StoredRow.mapRunInbox }) else { return }
        disk.commit(StoreBatch(number: 0, writes: [StoreBatch.Write(key: word.key, value: nil)]))
    }
}
