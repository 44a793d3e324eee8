import QuickstepJSON
import QuickstepPrimitives

/// What happens after a batch is durable, in the order in which its turns asked for it.
enum AfterCommit: Sendable {
    case notice(Notice)
    case timerSet(RuntimeTimer)
    case timerCancelled(RuntimeTimer)
    case workAdded(WorkItem)
    case workRemoved(WorkID)
    case call(@Sendable () -> Void)
}

/// The uncommitted state that turns read and write.
///
/// Confined to the sequencer: one turn at a time, never shared.
final class SequencerCore {
    struct Mark {
        fileprivate let writes: Int
        fileprivate let effects: Int
    }

    private let store: any Store
    private var services: [String: any Service] = [:]
    private(set) var consumer: (any WorkConsumer)?
    private var pending = OrderedMap<PendingWrite>()
    private(set) var openBatch = 1
    private var openKeys: Set<StoreKey> = []
    private(set) var openEffects: [AfterCommit] = []

    /// What the running turn overwrote, newest last.
    private var undo: [(key: StoreKey, previous: PendingWrite?)] = []

    private let identifierSeed: UInt64
    private var identifiersDrawn = 0
    private var identifierEpoch = 0
    private var sequenceNext: Int64 = 0
    /// The end of the reserved numbers as the row has it; `nil` when it must be read again.
    private var sequenceReserved: Int64?

    init(store: any Store, seed: UInt64) {
        self.store = store
        identifierSeed = seed
    }

    func register(_ services: [String: any Service], consumer: (any WorkConsumer)?) {
        self.services = services
        self.consumer = consumer
    }

    func service(named name: String) throws(ServiceError) -> any Service {
        guard let service = services[name] else {
            throw .unknownOperation(service: name, operation: "*")
        }
        return service
    }

    // MARK: Rows

    func get(_ key: StoreKey) throws(ServiceError) -> [UInt8]? {
        if let entry = pending[key] { return entry.value }
        do throws(StoreError) {
            return try store.get(key)
        } catch {
            throw .notRead(error)
        }
    }

    func range(_ range: Range<StoreKey>, limit: Int, reversed: Bool) throws(ServiceError) -> [StoreRow] {
        do throws(StoreError) {
            return try OverlaidRange.rows(range, limit: limit, reversed: reversed, in: store, under: pending)
        } catch {
            throw .notRead(error)
        }
    }

    func write(_ key: StoreKey, _ value: [UInt8]?) {
        undo.append((key, pending[key]))
        pending[key] = PendingWrite(value: value, batch: openBatch)
    }

    func afterCommit(_ effect: AfterCommit) {
        openEffects.append(effect)
    }

    // MARK: Names and numbers

    func uuid() -> String {
        identifiersDrawn += 1
        var random = KeyedRandom(seed: identifierSeed, event: identifiersDrawn, attempt: identifierEpoch)
        return random.uuid()
    }

    /// Sets the names of this process apart from those that earlier ones drew with the same seed.
    func beginEpoch() throws(ServiceError) {
        let mark = mark()
        let number = try nextSequence()
        _ = keepTurn(since: mark)
        identifierEpoch = Int(truncatingIfNeeded: number)
    }

    func nextSequence() throws(ServiceError) -> Int64 {
        let reserved: Int64
        if let sequenceReserved {
            reserved = sequenceReserved
        } else {
            reserved = try readReservedSequence()
            // After a start or a failed batch: what was handed out below the reservation may be in use.
            sequenceNext = max(sequenceNext, reserved)
        }
        let number = sequenceNext
        sequenceNext += 1
        if number >= reserved {
            let end = number + 1000
            write(Self.sequenceKey, JSONValue.number(JSONNumber(end)).compactBytes)
            sequenceReserved = end
        } else {
            sequenceReserved = reserved
        }
        return number
    }

    private static let sequenceKey = Owner(kind: .runtime, name: "sequence").key

    private static let clockKey = Owner(kind: .runtime, name: "clock").key

    /// The latest time that a stored batch knew; `nil` in a new store.
    func storedTime() throws(ServiceError) -> Timestamp? {
        guard let bytes = try get(Self.clockKey) else { return nil }
        guard let value = try? JSONValue.parse(bytes: bytes).numberValue?.int64 else {
            throw .damaged("the latest time of the store")
        }
        return Timestamp(milliseconds: value)
    }

    /// Has the batch store the time, whatever else is in it.
    func keepTime(_ now: Timestamp) {
        write(Self.clockKey, JSONValue.number(JSONNumber(now.milliseconds)).compactBytes)
    }

    private func readReservedSequence() throws(ServiceError) -> Int64 {
        guard let bytes = try get(Self.sequenceKey) else { return 0 }
        guard let value = try? JSONValue.parse(bytes: bytes).intValue else {
            throw .damaged("the reservation of sequence numbers")
        }
        return Int64(value)
    }

    // MARK: Turns and batches

    func mark() -> Mark {
        Mark(writes: undo.count, effects: openEffects.count)
    }

    /// Takes back what was written and asked for since the mark.
    func rollBack(to mark: Mark) {
        while undo.count > mark.writes {
            let (key, previous) = undo.removeLast()
            pending[key] = previous
        }
        for case .workAdded(let work) in openEffects[mark.effects...] { consumer?.giveBackPlace(of: work.id) }
        openEffects.removeSubrange(mark.effects...)
        sequenceReserved = nil
    }

    /// Ends a turn that went well: its writes belong to the open batch.
    ///
    /// Returns whether there were any.
    func keepTurn(since mark: Mark) -> Bool {
        for entry in undo { openKeys.insert(entry.key) }
        let changed = !undo.isEmpty || openEffects.count > mark.effects
        undo.removeAll(keepingCapacity: true)
        return changed
    }

    var hasOpenChanges: Bool {
        !openKeys.isEmpty || !openEffects.isEmpty
    }

    /// Closes the open batch and opens the next.
    ///
    /// - Parameter now: The latest time that anything in the batch may know: it is stored with it, so that time does not run
    ///   backwards across processes.
    /// - Returns: The batch, and what is to happen once it is durable.
    func closeBatch(at now: Timestamp) -> (batch: StoreBatch, effects: [AfterCommit]) {
        if !openKeys.isEmpty {
            write(Self.clockKey, JSONValue.number(JSONNumber(now.milliseconds)).compactBytes)
            openKeys.insert(Self.clockKey)
            undo.removeAll(keepingCapacity: true)
        }
        let writes = openKeys.sorted().compactMap { key in
            pending[key].map { StoreBatch.Write(key: key, value: $0.value) }
        }
        let closed = (StoreBatch(number: openBatch, writes: writes), openEffects)
        openBatch += 1
        openKeys.removeAll(keepingCapacity: true)
        openEffects.removeAll(keepingCapacity: true)
        return closed
    }

    /// The store has the batch now: reads need not look here for it.
    func committed(_ batch: StoreBatch) {
        for write in batch.writes where pending[write.key]?.batch == batch.number {
            pending[write.key] = nil
        }
    }

    /// A batch failed: everything that is not durable is gone, the open batch too.
    func dropUncommitted() {
        pending.removeAll()
        openKeys.removeAll()
        openEffects.removeAll()
        openBatch += 1
        sequenceReserved = nil
    }

    var pendingWrites: Int { pending.count }
}
