import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Synchronization

@testable import QuickstepLambda

/// A runtime on a virtual clock with functions, a service that asks for work, and a record of everything that happens.
final class TestBed: Sendable {
    static let start = Timestamp(milliseconds: 1_735_689_600_000)

    private struct Seen {
        var notices: [Notice] = []
        var records: [InvocationRecord] = []
    }

    /// Filled from the runtime's own threads.
    private final class Journal: Sendable {
        let seen = Mutex(Seen())
    }

    let kernel: Kernel
    let registry: FunctionRegistry
    let dispatcher: FunctionDispatcher
    let lambda: LambdaService
    let origin: OriginService
    let blobs: InMemoryBlobStore
    private let journal: Journal

    init(
        _ functions: [Function],
        store: any Store = InMemoryStore(),
        neighbours: [any Service] = [],
        threads: HandlerThreads = HandlerThreads(),
        startingAt start: Timestamp = TestBed.start,
        resuming: Bool = true
    ) async throws {
        let journal = Journal()
        self.journal = journal
        blobs = InMemoryBlobStore()
        kernel = Kernel(store: store, blobs: blobs, clock: RuntimeClock(.virtual(startingAt: start)), seed: 1)
        registry = try FunctionRegistry(functions)
        dispatcher = FunctionDispatcher(
            kernel: kernel,
            registry: registry,
            threads: threads,
            observer: InvocationObserver(ended: { record in journal.seen.withLock { $0.records.append(record) } })
        )
        lambda = LambdaService(kernel: kernel, registry: registry, dispatcher: dispatcher)
        origin = OriginService(kernel: kernel)
        await kernel.connect(services: [lambda, origin] + neighbours, consumer: dispatcher)
        kernel.bus.observe { notice in journal.seen.withLock { $0.notices.append(notice) } }
        try await kernel.start(resuming: resuming)
    }

    /// How many commits a start over an empty store takes, so that tests can count their own.
    static func commitsAtStart() async throws -> Int {
        let store = FaultInjectingStore(InMemoryStore(), faults: [:])
        let bed = try await TestBed([], store: store)
        let commits = store.commits
        await bed.stop()
        return commits
    }

    /// A store that refuses commits, counted from 1 after the start.
    static func store(
        over beneath: InMemoryStore = InMemoryStore(),
        refusing commits: some Sequence<Int>
    ) async throws -> FaultInjectingStore {
        let start = try await commitsAtStart()
        let full = FaultInjectingStore.Fault.failure(StoreError(.full, "The disk is full."))
        return FaultInjectingStore(
            beneath,
            faults: Dictionary(uniqueKeysWithValues: commits.map { (start + $0, full) })
        )
    }

    /// Everything that was published, in order.
    var notices: [Notice] { journal.seen.withLock { $0.notices } }

    /// Every call that is over, in order.
    var records: [InvocationRecord] { journal.seen.withLock { $0.records } }

    /// Milliseconds since the test began.
    var elapsed: Int64 { kernel.clock.now.milliseconds(since: Self.start) }

    /// Asks for work, on behalf of the origin.
    @discardableResult
    func enqueue(
        _ function: String,
        _ payload: JSONValue = [:],
        reference: JSONValue = .null,
        cause: EffectID? = nil,
        scope: Scope = .standard
    ) async throws -> Int64 {
        let parameters: JSONObject = ["Function": .string(function), "Payload": payload, "Reference": reference]
        let request = ServiceRequest(
            service: "origin",
            operation: "Enqueue",
            parameters: parameters,
            scope: scope,
            cause: cause
        )
        return try await kernel.call(request).output["Number"]?.numberValue?.int64 ?? 0
    }

    /// Asks for several calls of one function in one turn: they become durable together.
    func enqueue(_ function: String, payloads: [JSONValue]) async throws {
        try await kernel.sequencer.turn { (turn) throws(ServiceError) in
            for payload in payloads {
                let parameters: JSONObject = [
                    "Function": .string(function), "Payload": payload, "Reference": payload,
                ]
                let request = ServiceRequest(service: "origin", operation: "Enqueue", parameters: parameters)
                _ = try turn.call(request)
            }
        }
    }

    func withdraw(_ function: String, _ number: Int64) async throws {
        let parameters: JSONObject = ["Function": .string(function), "Number": .number(JSONNumber(number))]
        _ = try await kernel.call(
            ServiceRequest(service: "origin", operation: "Withdraw", parameters: parameters)
        )
    }

    /// Calls an operation of the service under test.
    @discardableResult
    func call(_ operation: String, _ parameters: JSONObject) async throws(ServiceError) -> JSONObject {
        try await kernel.call(
            ServiceRequest(service: "lambda", operation: operation, parameters: parameters)
        ).output
    }

    /// Asks for work and returns how it ended.
    func outcome(of function: String, _ payload: JSONValue = [:]) async throws -> WorkOutcome? {
        try await enqueue(function, payload)
        await quiet()
        return origin.all.last?.outcome
    }

    func quiet() async {
        await kernel.timers.quiet()
    }

    /// Moves time, and lets the timer loop see it: for handlers that run on and so hold virtual time.
    func advance(by duration: Duration) {
        kernel.clock.advance(to: kernel.clock.now.adding(duration))
        let wake = RuntimeTimer(owner: Owner(kind: .runtime, name: "test"), number: 1, due: kernel.clock.now)
        kernel.timers.setTransient(wake)
    }

    /// The rows of the work queue, and of calls that wait for another attempt.
    func storedWork() async throws -> (work: [WorkItem], retries: Int) {
        try await kernel.sequencer.turn { (turn) throws(ServiceError) in
            let rows = try turn.range(WorkID.index.prefixRange)
            let records = rows.compactMap { DispatchRecord(row: $0) }
            let work = rows.compactMap { WorkItem(row: $0) }.map { work in
                var work = work
                work.crashes = records.first { $0.work == work.id }?.crashes ?? 0
                return work
            }
            let functions = StoreKey(bytes: [Owner.Kind.function.rawValue])
            return (work, try turn.range(functions.prefixRange).count)
        }
    }

    /// What is stored of the dispatches of work.
    func storedRecords() async throws -> [DispatchRecord] {
        try await kernel.sequencer.turn { (turn) throws(ServiceError) in
            try turn.range(WorkID.index.prefixRange).compactMap { DispatchRecord(row: $0) }
        }
    }

    /// Waits until handlers may start, so that tests can count commits: work that is asked for before has its dispatch recorded later.
    func opened() async {
        while !dispatcher.isOpen { await Task.yield() }
    }

    func stop() async {
        await dispatcher.stop()
        await kernel.stop()
    }
}
