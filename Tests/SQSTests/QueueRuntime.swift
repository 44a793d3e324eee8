import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

@testable import QuickstepSQS

/// A runtime with nothing but queues, in memory, on a virtual clock that stands still until a test moves it.
struct QueueRuntime: Sendable {
    static let start = Timestamp(milliseconds: 1_735_689_600_000)

    let kernel: Kernel
    let sqs: SQSService

    init(
        store: any Store = InMemoryStore(),
        at time: Timestamp = start,
        conduct: QueueConduct = QueueConduct()
    ) async throws {
        kernel = Kernel(
            store: store,
            blobs: InMemoryBlobStore(),
            clock: RuntimeClock(.virtual(startingAt: time)),
            seed: 1
        )
        sqs = SQSService(kernel: kernel, conduct: conduct)
        await kernel.connect(services: [sqs], consumer: nil)
        // Held from here on, so that time stands still.
        kernel.activity.begin()
        try await kernel.start()
    }

    /// How many commits a start over an empty store takes, so that tests can count their own.
    static func commitsAtStart() async throws -> Int {
        let store = FaultInjectingStore(InMemoryStore(), faults: [:])
        _ = try await QueueRuntime(store: store)
        return store.commits
    }

    func advance(seconds: Int64) {
        kernel.clock.advance(to: kernel.clock.now.adding(milliseconds: seconds * 1000))
    }

    /// Lets time run until nothing more happens by itself, and stops it again.
    func runUntilQuiet() async {
        kernel.activity.end()
        await kernel.timers.quiet()
        kernel.activity.begin()
    }

    /// How many seconds have passed since the start.
    var elapsedSeconds: Int64 { kernel.clock.now.milliseconds(since: Self.start) / 1000 }

    @discardableResult
    func call(_ operation: String, _ parameters: JSONObject) async throws(ServiceError) -> JSONObject {
        try await kernel.call(ServiceRequest(service: "sqs", operation: operation, parameters: parameters)).output
    }

    /// The error that a call answers.
    func refusal(_ operation: String, _ parameters: JSONObject) async -> ServiceError? {
        do throws(ServiceError) {
            _ = try await call(operation, parameters)
            return nil
        } catch {
            return error
        }
    }

    // MARK: Short forms

    @discardableResult
    func createQueue(_ name: String = "q", _ attributes: JSONObject = [:]) async throws -> JSONValue {
        try await call("CreateQueue", ["QueueName": .string(name), "Attributes": .object(attributes)])["QueueUrl"]
            ?? .null
    }

    @discardableResult
    func createFIFOQueue(_ name: String = "q.fifo", _ attributes: JSONObject = [:]) async throws -> JSONValue {
        var all: JSONObject = ["FifoQueue": "true", "ContentBasedDeduplication": "true"]
        for (name, value) in attributes { all[name] = value }
        return try await createQueue(name, all)
    }

    @discardableResult
    func sendInGroup(_ group: String, _ body: String, to queue: JSONValue = "q.fifo") async throws -> String {
        try await send(body, to: queue, ["MessageGroupId": .string(group)])
    }

    @discardableResult
    func send(_ body: String, to queue: JSONValue = "q", _ more: JSONObject = [:]) async throws -> String {
        var parameters: JSONObject = ["QueueUrl": queue, "MessageBody": .string(body)]
        for (name, value) in more { parameters[name] = value }
        return try await call("SendMessage", parameters)["MessageId"]?.stringValue ?? ""
    }

    func receive(_ queue: JSONValue = "q", _ more: JSONObject = [:]) async throws -> [JSONValue] {
        var parameters: JSONObject = [
            "QueueUrl": queue, "MaxNumberOfMessages": 10, "MessageSystemAttributeNames": ["All"],
            "MessageAttributeNames": ["All"],
        ]
        for (name, value) in more { parameters[name] = value }
        return try await call("ReceiveMessage", parameters)["Messages"]?.arrayValue ?? []
    }

    func bodies(_ queue: JSONValue = "q", _ more: JSONObject = [:]) async throws -> [String] {
        try await receive(queue, more).compactMap { $0["Body"]?.stringValue }
    }

    func delete(_ message: JSONValue?, from queue: JSONValue = "q") async throws {
        try await call("DeleteMessage", ["QueueUrl": queue, "ReceiptHandle": message?["ReceiptHandle"] ?? .null])
    }

    /// Visible, in flight, delayed.
    func counts(_ queue: JSONValue = "q") async throws -> [String] {
        let attributes = try await call("GetQueueAttributes", ["QueueUrl": queue, "AttributeNames": ["All"]])[
            "Attributes"
        ]
        return ["", "NotVisible", "Delayed"].map {
            attributes?["ApproximateNumberOfMessages\($0)"]?.stringValue ?? ""
        }
    }

    /// Runs `body` and returns what the bus published of it.
    func notices(_ body: () async throws -> Void) async rethrows -> [Notice] {
        let stream = kernel.bus.subscribe()
        try await body()
        kernel.bus.close()
        var notices: [Notice] = []
        for await notice in stream { notices.append(notice) }
        return notices
    }
}
