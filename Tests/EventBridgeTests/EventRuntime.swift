import QuickstepEventBridge
import QuickstepJSON
import QuickstepPrimitives
import QuickstepSNS
import QuickstepSQS
import QuickstepServiceKit
import Testing

/// Stands for the services that functions and state machines belong to: takes note of what it is asked for in a row, refuses what is
/// named `gone`, and never has time for `busy`.
struct RecordingService: Service {
    static let requests = Owner(kind: .function, name: "requests").section(0x01)

    let name: String

    func handle(_ request: ServiceRequest, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        let arn = (request.parameters["FunctionName"] ?? request.parameters["stateMachineArn"])?.stringValue ?? ""
        if arn.hasSuffix(":gone") {
            throw ServiceError(
                code: name == "states" ? "StateMachineDoesNotExist" : "ResourceNotFoundException",
                message: "\(arn) is not there",
                httpStatus: 404
            )
        }
        if arn.hasSuffix(":busy") { throw .throttled() }
        let row: JSONValue = [
            "operation": .string("\(name):\(request.operation)"), "parameters": .object(request.parameters),
            "cause": .bool(request.cause != nil),
        ]
        turn.put(Self.requests.integer(try turn.sequence()), row)
        return ServiceResponse(["StatusCode": 202])
    }
}

/// A runtime with buses, queues, topics and others that only take note, on a virtual clock that stands still.
struct EventRuntime: Sendable {
    static let start = Timestamp(milliseconds: 1_735_689_600_123)

    let kernel: Kernel

    init(store: any Store = InMemoryStore()) async throws {
        kernel = Kernel(
            store: store,
            blobs: InMemoryBlobStore(),
            clock: RuntimeClock(.virtual(startingAt: Self.start)),
            seed: 1
        )
        let services: [any Service] = [
            SQSService(kernel: kernel), SNSService(kernel: kernel), EventBridgeService(),
            RecordingService(name: "lambda"),
            RecordingService(name: "states"),
        ]
        await kernel.connect(services: services, consumer: nil)
        // Held from here on, so that time stands still.
        kernel.activity.begin()
        try await kernel.start()
    }

    @discardableResult
    func call(
        _ operation: String,
        _ parameters: JSONObject,
        service: String = "events",
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

    static func arn(_ service: String, _ resource: String) -> String {
        ARN(service: service, scope: .standard, resource: resource).description
    }

    func createQueue(_ name: String) async throws {
        try await call("CreateQueue", ["QueueName": .string(name)], service: "sqs")
    }

    /// Makes a rule for one source with the targets.
    func putRule(
        _ name: String = "r",
        source: String = "app",
        bus: String = "default",
        targets: [JSONObject]
    ) async throws {
        let pattern: JSONValue = ["source": [.string(source)]]
        let parameters: JSONObject = [
            "Name": .string(name), "EventBusName": .string(bus), "EventPattern": .string(pattern.compactText),
        ]
        try await call("PutRule", parameters)
        try await putTargets(name, bus: bus, targets)
    }

    func putTargets(_ rule: String, bus: String = "default", _ targets: [JSONObject]) async throws {
        let parameters: JSONObject = [
            "Rule": .string(rule), "EventBusName": .string(bus), "Targets": .array(targets.map { .object($0) }),
        ]
        #expect(try await call("PutTargets", parameters) == ["FailedEntryCount": 0, "FailedEntries": []])
    }

    /// A target that is a queue.
    static func queue(_ name: String, id: String = "1", _ more: JSONObject = [:]) -> JSONObject {
        var target: JSONObject = ["Id": .string(id), "Arn": .string(arn("sqs", name))]
        for (name, value) in more { target[name] = value }
        return target
    }

    static func entry(_ detail: String = "{}", _ more: JSONObject = [:]) -> JSONValue {
        var entry: JSONObject = ["Source": "app", "DetailType": "t", "Detail": .string(detail)]
        for (name, value) in more { entry[name] = value }
        return .object(entry)
    }

    @discardableResult
    func put(_ entries: JSONValue...) async throws(ServiceError) -> JSONObject {
        try await call("PutEvents", ["Entries": .array(entries)])
    }

    /// The messages of a queue, whole.
    func received(_ queue: String) async throws -> [JSONValue] {
        let parameters: JSONObject = [
            "QueueUrl": .string(queue), "MaxNumberOfMessages": 10, "MessageAttributeNames": ["All"],
        ]
        return try await call("ReceiveMessage", parameters, service: "sqs")["Messages"]?.arrayValue ?? []
    }

    func bodies(_ queue: String) async throws -> [String] {
        try await received(queue).compactMap { $0["Body"]?.stringValue }
    }

    /// What functions and state machines were asked for, in order.
    func requests() async throws -> [JSONValue] {
        try await kernel.sequencer.turn { (turn) throws(ServiceError) in
            var requests: [JSONValue] = []
            for row in try turn.range(RecordingService.requests.prefixRange) {
                if let json = try turn.json(row.key) { requests.append(json) }
            }
            return requests
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
