import QuickstepJSON
import QuickstepPrimitives
import QuickstepSQS
import QuickstepServiceKit

@testable import QuickstepPipes

/// A runtime with pipes and queues, and stand-ins for workflows and functions, on a virtual clock that stands still between steps.
struct PipeRuntime: Sendable {
    static let start = Timestamp(milliseconds: 1_735_689_600_000)
    static let queue: JSONValue = "arn:aws:sqs:us-east-1:000000000000:q"
    static let machine: JSONValue = "arn:aws:states:us-east-1:000000000000:stateMachine:m"
    static let function: JSONValue = "arn:aws:lambda:us-east-1:000000000000:function:f"

    let kernel: Kernel
    let pipes: PipesService
    let states = RecordingStates()
    let consumer = RecordingConsumer()

    init(store: any Store = InMemoryStore(), resuming: Bool = true) async throws {
        kernel = Kernel(
            store: store,
            blobs: InMemoryBlobStore(),
            clock: RuntimeClock(.virtual(startingAt: Self.start)),
            seed: 1
        )
        pipes = PipesService(kernel: kernel)
        await kernel.connect(services: [SQSService(kernel: kernel), pipes, states], consumer: consumer)
        kernel.activity.begin()
        try await kernel.start(resuming: resuming)
    }

    /// How many commits a start over an empty store takes, so that tests can count their own.
    static func commitsAtStart() async throws -> Int {
        let store = FaultInjectingStore(InMemoryStore(), faults: [:])
        _ = try await PipeRuntime(store: store)
        return store.commits
    }

    /// A runtime with the queue `q`.
    static func withQueue(
        store: any Store = InMemoryStore(),
        _ attributes: JSONObject = [:]
    ) async throws -> PipeRuntime {
        let runtime = try await PipeRuntime(store: store)
        try await runtime.createQueue("q", attributes)
        return runtime
    }

    /// Lets time run until nothing more happens by itself, and stops it again.
    func runUntilQuiet() async {
        kernel.activity.end()
        await kernel.timers.quiet()
        kernel.activity.begin()
    }

    /// Waits for the moment when nothing is under way but time stands still.
    ///
    /// A handler that counts as running holds virtual time for five seconds of real time, which no step here takes.
    func settle(when condition: () -> Bool = { true }) async {
        kernel.activity.beginHandler()
        kernel.activity.end()
        while kernel.activity.reading.isBusy || !condition() { await Task.yield() }
        kernel.activity.begin()
        kernel.activity.endHandler()
    }

    @discardableResult
    func call(_ service: String, _ operation: String, _ parameters: JSONObject) async throws(ServiceError) -> JSONObject
    {
        try await kernel.call(ServiceRequest(service: service, operation: operation, parameters: parameters)).output
    }

    func refusal(_ operation: String, _ parameters: JSONObject) async -> ServiceError? {
        do throws(ServiceError) {
            _ = try await call("pipes", operation, parameters)
            return nil
        } catch {
            return error
        }
    }

    // MARK: Short forms

    func createQueue(_ name: JSONValue, _ attributes: JSONObject = [:]) async throws {
        try await call("sqs", "CreateQueue", ["QueueName": name, "Attributes": .object(attributes)])
    }

    func createPipe(_ target: JSONValue, _ more: JSONObject = [:]) async throws {
        var parameters: JSONObject = ["Name": "p", "Source": Self.queue, "Target": target]
        for (name, value) in more { parameters[name] = value }
        try await call("pipes", "CreatePipe", parameters)
    }

    @discardableResult
    func send(_ body: String, _ more: JSONObject = [:]) async throws -> String {
        var parameters: JSONObject = ["QueueUrl": Self.queue, "MessageBody": .string(body)]
        for (name, value) in more { parameters[name] = value }
        return try await call("sqs", "SendMessage", parameters)["MessageId"]?.stringValue ?? ""
    }

    /// The bodies that are visible, in flight and delayed.
    func bodies(_ queue: JSONValue = queue) async throws -> [[String]] {
        let view = try await call("sqs", "Peek", ["QueueUrl": queue, "MaxNumberOfMessages": 1000])
        return ["Visible", "InFlight", "Delayed"].map { name in
            view[name]?.arrayValue?.compactMap { $0["Body"]?.stringValue } ?? []
        }
    }

    func started() async throws -> [RecordingStates.Start] {
        try await RecordingStates.started(kernel)
    }

    func notices(_ body: () async throws -> Void) async rethrows -> [Notice] {
        let stream = kernel.bus.subscribe()
        try await body()
        kernel.bus.close()
        var notices: [Notice] = []
        for await notice in stream { notices.append(notice) }
        return notices
    }
}
