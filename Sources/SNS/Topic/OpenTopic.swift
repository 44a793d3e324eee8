import QuickstepServiceKit

/// A topic inside a turn: its rows read, and written back where they changed.
struct OpenTopic {
    let address: TopicAddress
    let rows: TopicRows
    var record: TopicRecord
    private(set) var ledger: TopicLedger
    private var hasChanged: Bool

    /// Opens a topic that is there.
    ///
    /// - Throws: `NotFound`.
    init(_ address: TopicAddress, _ turn: inout Turn) throws(ServiceError) {
        guard let topic = try OpenTopic(ifExists: address, &turn) else { throw .notFound("Topic") }
        self = topic
    }

    init?(ifExists address: TopicAddress, _ turn: inout Turn) throws(ServiceError) {
        let rows = TopicRows(address)
        guard let json = try turn.json(rows.topic) else { return nil }
        let known = try turn.json(rows.ledger)
        let ledger: TopicLedger
        if let known { ledger = try TopicLedger(json: known) } else { ledger = try Self.count(rows, address, &turn) }
        self.init(
            address: address,
            rows: rows,
            record: try TopicRecord(json: json),
            ledger: ledger,
            hasChanged: known == nil
        )
    }

    /// Begins a topic that is not there.
    init(new address: TopicAddress, _ record: TopicRecord, _ turn: inout Turn) {
        let rows = TopicRows(address)
        turn.put(TopicRows.directory(address.scope).text(address.name), [])
        self.init(
            address: address,
            rows: rows,
            record: record,
            ledger: TopicLedger(revision: 0),
            hasChanged: true
        )
    }

    private init(
        address: TopicAddress,
        rows: TopicRows,
        record: TopicRecord,
        ledger: TopicLedger,
        hasChanged: Bool
    ) {
        self.address = address
        self.rows = rows
        self.record = record
        self.ledger = ledger
        self.hasChanged = hasChanged
    }

    /// Counts the subscriptions of a topic that has no ledger yet.
    private static func count(
        _ rows: TopicRows,
        _ address: TopicAddress,
        _ turn: inout Turn
    ) throws(ServiceError) -> TopicLedger {
        // It gets a revision when it is written: who only looks writes nothing.
        var ledger = TopicLedger(revision: 0)
        for row in try turn.range(rows.subscriptions.prefixRange) {
            ledger.count(try Subscription(row: row.value, topic: address), 1)
        }
        return ledger
    }

    /// Writes the topic and a ledger of a new revision.
    mutating func save(_ turn: inout Turn) throws(ServiceError) {
        turn.put(rows.topic, record.json)
        try writeLedger(&turn)
    }

    /// Writes the ledger of a topic that had none.
    mutating func close(_ turn: inout Turn) throws(ServiceError) {
        if hasChanged { try writeLedger(&turn) }
    }

    private mutating func writeLedger(_ turn: inout Turn) throws(ServiceError) {
        ledger.revision = try turn.sequence()
        turn.put(rows.ledger, ledger.json)
        hasChanged = false
    }

    // MARK: Subscriptions

    /// Writes a subscription in the place of another, or of none.
    mutating func put(
        _ subscription: Subscription,
        replacing old: Subscription?,
        _ turn: inout Turn
    ) throws(ServiceError) {
        if let old { ledger.count(old, -1) }
        ledger.count(subscription, 1)
        turn.put(rows.subscription(subscription.id), subscription.json)
        turn.put(rows.endpoint(subscription), Array(subscription.id.utf8))
        try writeLedger(&turn)
    }

    mutating func remove(_ subscription: Subscription, _ turn: inout Turn) throws(ServiceError) {
        ledger.count(subscription, -1)
        turn.delete(rows.subscription(subscription.id))
        turn.delete(rows.endpoint(subscription))
        turn.delete(rows.throttle(subscription.id))
        try writeLedger(&turn)
    }
}
