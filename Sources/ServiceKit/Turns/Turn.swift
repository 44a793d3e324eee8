package import QuickstepJSON
package import QuickstepPrimitives

/// One atomic change of stored state, while it is being made.
///
/// A turn reads what is stored as the turns before it left it, writes, and says what shall happen after the commit. If its body
/// throws, nothing of it remains. Nothing that it does can be seen outside before its batch is durable.
package struct Turn {
    /// The runtime's time when the turn began.
    package let now: Timestamp
    /// What caused the turn: every effect that it has names this as its cause, unless it says otherwise.
    package private(set) var cause: EffectID?

    private let core: SequencerCore

    init(core: SequencerCore, now: Timestamp, cause: EffectID?) {
        self.core = core
        self.now = now
        self.cause = cause
    }

    // MARK: Rows

    package func get(_ key: StoreKey) throws(ServiceError) -> [UInt8]? {
        try core.get(key)
    }

    package func range(
        _ range: Range<StoreKey>,
        limit: Int = .max,
        reversed: Bool = false
    ) throws(ServiceError) -> [StoreRow] {
        try core.range(range, limit: limit, reversed: reversed)
    }

    package mutating func put(_ key: StoreKey, _ value: [UInt8]) {
        core.write(key, value)
    }

    package mutating func delete(_ key: StoreKey) {
        core.write(key, nil)
    }

    /// The JSON value of a row.
    package func json(_ key: StoreKey) throws(ServiceError) -> JSONValue? {
        guard let bytes = try get(key) else { return nil }
        do {
            return try JSONValue.parse(bytes: bytes, limits: .storedRows)
        } catch {
            throw .damaged("\(error)")
        }
    }

    package mutating func put(_ key: StoreKey, _ value: JSONValue) {
        put(key, value.compactBytes)
    }

    /// Has the next process begin no earlier than now, although nothing else may have happened.
    package mutating func keepTime() {
        core.keepTime(now)
    }

    // MARK: Timers and work

    /// Sets a timer, or sets it anew where the owner already has one of that number and due time.
    package mutating func set(_ timer: RuntimeTimer) {
        core.write(timer.rowKey, timer.rowValue)
        core.afterCommit(.timerSet(timer))
    }

    /// Takes a timer back.
    ///
    /// It does not matter whether it is still there.
    package mutating func cancel(_ timer: RuntimeTimer) {
        core.write(timer.rowKey, nil)
        core.afterCommit(.timerCancelled(timer))
    }

    /// Hands work to a handler: durable with this turn, dispatched after the commit.
    package mutating func enqueue(_ work: WorkItem) {
        core.write(work.rowKey, work.rowValue)
        // Where a place is free now, the dispatch becomes durable together with the work: that saves a commit.
        if core.consumer?.reservePlace(for: work.id) == true {
            let record = DispatchRecord(work: work.id, crashes: work.crashes, isInFlight: true)
            core.write(record.rowKey, record.rowValue)
        }
        core.afterCommit(.workAdded(work))
    }

    /// Notes that work is done, failed for good, or no longer wanted.
    package mutating func finish(_ work: WorkID) {
        core.write(work.rowKey, nil)
        core.write(DispatchRecord.key(of: work), nil)
        core.afterCommit(.workRemoved(work))
    }

    // MARK: Names and numbers

    /// A new random version-4 UUID, drawn from the runtime's generator.
    package mutating func uuid() -> String {
        core.uuid()
    }

    /// A new effect.
    package mutating func effect() -> EffectID {
        EffectID(core.uuid())
    }

    /// A number above every number that any turn, now or before a restart, was given.
    package mutating func sequence() throws(ServiceError) -> Int64 {
        try core.nextSequence()
    }

    // MARK: After the commit

    /// Runs `action` after the commit, in commit order.
    ///
    /// It must only hand something on and return.
    package mutating func afterCommit(_ action: @escaping @Sendable () -> Void) {
        core.afterCommit(.call(action))
    }

    /// Publishes a notice on the runtime's bus after the commit.
    ///
    /// It happened when the turn began, unless `time` says otherwise.
    package mutating func notify(
        _ effect: EffectID,
        cause: EffectID? = nil,
        at time: Timestamp? = nil,
        service: String,
        event: String,
        subject: String,
        phase: Notice.Phase = .succeeded,
        detail: JSONObject = [:]
    ) {
        core.afterCommit(
            .notice(
                Notice(
                    effect: effect,
                    cause: cause ?? self.cause,
                    time: time ?? now,
                    service: service,
                    event: event,
                    subject: subject,
                    phase: phase,
                    detail: detail
                )
            )
        )
    }

    /// Publishes a notice that is made already, after the commit.
    package mutating func notify(_ notice: Notice) {
        core.afterCommit(.notice(notice))
    }

    // MARK: The door

    /// Calls a service operation inside this turn: its changes become durable with the turn's own.
    ///
    /// If the operation throws, its changes are taken back and the turn goes on.
    package mutating func call(_ request: ServiceRequest) throws(ServiceError) -> ServiceResponse {
        let service = try core.service(named: request.service)
        let mark = core.mark()
        let outer = cause
        cause = request.cause ?? outer
        defer { cause = outer }
        do throws(ServiceError) {
            return try service.handle(request, &self)
        } catch {
            core.rollBack(to: mark)
            throw error
        }
    }
}
