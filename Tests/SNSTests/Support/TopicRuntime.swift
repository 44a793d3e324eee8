import QuickstepJSON
import QuickstepPrimitives
import QuickstepSNS
import QuickstepSQS
import QuickstepServiceKit

/// A runtime with topics, queues and functions that only take note, on a virtual clock that stands still.
struct TopicRuntime: Sendable {
    static let start = Timestamp(milliseconds: 1_735_689_600_123)
    static let topic = "arn:aws:sns:us-east-1:000000000000:t"

    let kernel: Kernel
    let functions = RecordingFunctions()
    private let outcomes = OutcomeCounter()

    /// - Parameters:
    ///   - store: Keeps the rows.
    ///   - client: Who posts to HTTP endpoints.
    ///   - signing: Who signs.
    ///   - recordsQueues: Whether queues only take note of what they are sent, FIFO queues among them.
    /// - Throws: What the store answers.
    init(
        store: any Store = InMemoryStore(),
        client: (any WebClient)? = nil,
        signing: (any MessageSigning)? = nil,
        recordsQueues: Bool = false
    ) async throws {
        kernel = Kernel(
            store: store,
            blobs: InMemoryBlobStore(),
            clock: RuntimeClock(.virtual(startingAt: Self.start)),
            seed: 1
        )
        let queues: any Service = recordsQueues ? RecordingQueues() : SQSService(kernel: kernel)
        let topics = SNSService(kernel: kernel, client: client, signing: signing)
        await kernel.connect(services: [queues, topics, functions], consumer: nil)
        kernel.bus.observe { [outcomes] in outcomes.take($0) }
        // Held from here on, so that time stands still.
        kernel.activity.begin()
        try await kernel.start()
    }

    /// Moves time, which stops at each deadline on the way.
    func travel(milliseconds: Int64) async {
        kernel.activity.end()
        await kernel.timers.advance(to: Self.start.adding(milliseconds: milliseconds))
        kernel.activity.begin()
    }

    /// Lets time run until nothing more happens by itself, and stops it again.
    func runUntilQuiet() async {
        kernel.activity.end()
        await kernel.timers.quiet()
        kernel.activity.begin()
    }

    /// Waits until what came of so many attempts to deliver is stored; time stands still.
    func settle(_ count: Int) async {
        await outcomes.waitFor(count)
    }

    /// How many milliseconds have passed since the start.
    var elapsed: Int64 { kernel.clock.now.milliseconds(since: Self.start) }

    /// How many commits a start over an empty store takes, so that tests can count their own.
    static func commitsAtStart() async throws -> Int {
        let store = FaultInjectingStore(InMemoryStore(), faults: [:])
        _ = try await TopicRuntime(store: store)
        return store.commits
    }

    @discardableResult
    func call(
        _ operation: String,
        _ parameters: JSONObject,
        service: String = "sns",
        scope: Scope = .standard
    ) async throws(ServiceError) -> JSONObject {
        try await kernel.call(
            ServiceRequest(service: service, operation: operation, parameters: parameters, scope: scope)
        ).output
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

    func createTopic(_ name: String = "t") async throws {
        try await call("CreateTopic", ["Name": .string(name)])
    }

    /// Subscribes a queue of that name to the topic, and makes it.
    @discardableResult
    func subscribeQueue(_ name: String, _ attributes: JSONObject = [:]) async throws -> JSONValue {
        try await call("CreateQueue", ["QueueName": .string(name)], service: "sqs")
        return try await subscribe("sqs", "arn:aws:sqs:us-east-1:000000000000:\(name)", attributes)
    }

    @discardableResult
    func subscribe(_ transport: String, _ endpoint: String, _ attributes: JSONObject = [:]) async throws -> JSONValue {
        let parameters: JSONObject = [
            "TopicArn": .string(Self.topic), "Protocol": .string(transport), "Endpoint": .string(endpoint),
            "Attributes": .object(attributes),
        ]
        return try await call("Subscribe", parameters)["SubscriptionArn"] ?? .null
    }

    @discardableResult
    func publish(_ message: String, _ more: JSONObject = [:]) async throws -> JSONObject {
        var parameters: JSONObject = ["TopicArn": .string(Self.topic), "Message": .string(message)]
        for (name, value) in more { parameters[name] = value }
        return try await call("Publish", parameters)
    }

    /// The messages of a queue, whole.
    func received(_ queue: String) async throws -> [JSONValue] {
        let parameters: JSONObject = [
            "QueueUrl": .string(queue), "MaxNumberOfMessages": 10, "MessageAttributeNames": ["All"],
            "AttributeNames": ["All"],
        ]
        return try await call("ReceiveMessage", parameters, service: "sqs")["Messages"]?.arrayValue ?? []
    }

    /// What the envelopes in a queue hold under `Message`.
    func messages(_ queue: String) async throws -> [JSONValue] {
        try await received(queue).compactMap { try JSONValue.parse($0["Body"]?.stringValue ?? "")["Message"] }
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

    /// What a recording queue was sent, in order.
    func recorded(_ queue: String) async throws -> [JSONValue] {
        try await call(
            "Recorded",
            ["QueueUrl": .string("arn:aws:sqs:us-east-1:000000000000:\(queue)")],
            service: "sqs"
        )["Messages"]?.arrayValue ?? []
    }
}
