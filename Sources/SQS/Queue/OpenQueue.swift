import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// A queue in the hands of one turn: its record and its ledger, read once and written back once.
///
/// Every operation opens the queues that it touches, changes them, and closes them. Closing sets the timers right.
struct OpenQueue {
    let address: QueueAddress
    let rows: QueueRows
    var record: QueueRecord
    var ledger: QueueLedger
    private let recordBefore: QueueRecord
    private let ledgerBefore: QueueLedger

    /// The message that the alarm was set for may be gone, so the alarm is looked for anew at the end.
    var alarmMayBeStale = false
    /// The timer that this turn acts on.
    var fired: QueueTimer?
    /// Someone who waits for a message may find one now.
    var hasNewVisible = false

    var isFIFO: Bool { record.settings.fifo != nil }
    var generation: Int64 { record.generation }

    /// Opens a queue that must exist.
    init(_ address: QueueAddress, _ turn: inout Turn) throws(ServiceError) {
        guard let queue = try OpenQueue(ifExists: address, &turn) else { throw .nonExistentQueue() }
        self = queue
    }

    /// Opens a queue, or gives nil where there is none of that name.
    init?(ifExists address: QueueAddress, _ turn: inout Turn) throws(ServiceError) {
        let rows = QueueRows(address)
        guard let json = try turn.json(rows.queue) else { return nil }
        record = try QueueRecord(json: json)
        recordBefore = record
        if let bytes = try turn.get(rows.ledger) {
            guard let ledger = QueueLedger(bytes: bytes) else {
                throw .damaged("the ledger of the queue \(address.name)")
            }
            self.ledger = ledger
        } else {
            ledger = QueueLedger()
        }
        ledgerBefore = ledger
        self.address = address
        self.rows = rows
        if !ledger.isComplete { try completeLedger(turn) }
    }

    /// Writes back what changed, sets the timers, and after the commit wakes those who wait for a message.
    mutating func close(_ turn: inout Turn, waking waiters: Waiters<QueueAddress>) throws(ServiceError) {
        if alarmMayBeStale { ledger.alarm = try nextAlarm(&turn) }
        if record != recordBefore { turn.put(rows.queue, record.json) }
        if ledger != ledgerBefore { turn.put(rows.ledger, ledger.bytes) }
        reset(.alarm, from: ledgerBefore.alarm?.due, to: ledger.alarm?.due, &turn)
        reset(.retention, from: ledgerBefore.retentionDue, to: ledger.retentionDue, &turn)
        reset(.identifiers, from: ledgerBefore.identifiersDue, to: ledger.identifiersDue, &turn)
        if hasNewVisible {
            let address = address
            turn.afterCommit { waiters.wake(address) }
        }
    }

    private func reset(_ timer: QueueTimer, from old: Timestamp?, to new: Timestamp?, _ turn: inout Turn) {
        // A timer that fired is no longer set, even where its time stays the same.
        guard old != new || timer == fired else { return }
        if let old { turn.cancel(timer.timer(rows.owner, due: old)) }
        if let new { turn.set(timer.timer(rows.owner, due: new)) }
    }

    /// The alarm for the earliest hidden message, if any is hidden.
    func nextAlarm(_ turn: inout Turn) throws(ServiceError) -> QueueLedger.Alarm? {
        guard let row = try turn.range(hiddenRange(at: turn.now), limit: 1).first else { return nil }
        let entry = try rows.readyEntry(row, generation: generation)
        return QueueLedger.Alarm(due: entry.visibleAt)
    }

    // MARK: Ranges

    /// The entries of the ready index that can be received.
    ///
    /// Nothing that was sent from `time` on can have become visible before it.
    func visibleRange(since time: Timestamp? = nil, at now: Timestamp) -> Range<StoreKey> {
        let index = rows.ready(generation)
        let upper = index.integer(now.milliseconds).prefixRange.upperBound
        let lower = time.map { index.integer($0.milliseconds) } ?? index
        return min(lower, upper)..<upper
    }

    /// The entries of the ready index that cannot be received yet.
    func hiddenRange(at now: Timestamp) -> Range<StoreKey> {
        let index = rows.ready(generation)
        return index.integer(now.milliseconds).prefixRange.upperBound..<index.prefixRange.upperBound
    }

    /// The entries of the ready index that the alarm has not announced, although they are due.
    func dueRange(_ alarm: QueueLedger.Alarm, at now: Timestamp) -> Range<StoreKey> {
        let upper = visibleRange(at: now).upperBound
        let start = rows.ready(generation, visibleAt: alarm.due, sequence: alarm.announcedUpTo &+ 1)
        return min(start, upper)..<upper
    }

    // MARK: Rows of messages

    func message(_ sequence: Int64, _ turn: inout Turn) throws(ServiceError) -> StoredMessage {
        guard let json = try turn.json(rows.messages(generation).integer(sequence)) else {
            throw .damaged("the row of a message of the queue \(address.name)")
        }
        return try StoredMessage(json: json)
    }

    func state(_ sequence: Int64, _ turn: inout Turn) throws(ServiceError) -> MessageState? {
        guard let bytes = try turn.get(rows.states(generation).integer(sequence)) else { return nil }
        guard let state = MessageState(bytes: bytes) else {
            throw .damaged("the state of a message of the queue \(address.name)")
        }
        return state
    }

    func put(_ state: MessageState, of sequence: Int64, _ turn: inout Turn) {
        turn.put(rows.states(generation).integer(sequence), state.bytes)
    }

    /// What must be known of a message, without its body where its state has it.
    func identity(
        _ sequence: Int64,
        _ state: MessageState?,
        _ turn: inout Turn
    ) throws(ServiceError) -> MessageIdentity {
        if let identity = state?.identity { return identity }
        return try message(sequence, &turn).identity
    }
}
