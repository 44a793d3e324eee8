import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

@testable import QuickstepS3

/// A runtime with nothing but the object service, between recording neighbours, in memory, on a virtual clock.
struct ObjectRuntime: Sendable {
    static let start = Timestamp(milliseconds: 1_735_689_600_123)

    let kernel: Kernel
    let s3: S3Service

    init(
        store: any Store = InMemoryStore(),
        blobs: any BlobStore = InMemoryBlobStore(),
        resuming: Bool = true
    ) async throws {
        kernel = Kernel(store: store, blobs: blobs, clock: RuntimeClock(.virtual(startingAt: Self.start)), seed: 1)
        s3 = S3Service(kernel: kernel)
        let neighbours = ["sns", "sqs", "lambda"].map { RecordingService(name: $0) }
        await kernel.connect(services: [s3] + neighbours, consumer: nil)
        try await kernel.start(resuming: resuming)
    }

    @discardableResult
    func call(
        _ operation: String,
        _ parameters: JSONObject,
        scope: Scope = .standard
    ) async throws(ServiceError) -> JSONObject {
        try await kernel.call(
            ServiceRequest(service: "s3", operation: operation, parameters: parameters, scope: scope)
        ).output
    }

    /// The error that a call answers.
    func refusal(_ operation: String, _ parameters: JSONObject, scope: Scope = .standard) async -> ServiceError? {
        do throws(ServiceError) {
            _ = try await call(operation, parameters, scope: scope)
            return nil
        } catch {
            return error
        }
    }

    // MARK: Short forms

    func createBucket(_ name: String = "photos") async throws(ServiceError) {
        try await call("CreateBucket", ["Bucket": .string(name)])
    }

    @discardableResult
    func put(
        _ key: String,
        _ text: String = "x",
        bucket: String = "photos",
        _ more: JSONObject = [:]
    ) async throws(ServiceError) -> JSONObject {
        var parameters: JSONObject = ["Bucket": .string(bucket), "Key": .string(key)]
        for (name, value) in more { parameters[name] = value }
        let request = ServiceRequest(service: "s3", operation: "PutObject", parameters: parameters)
        return try await kernel.call(request, body: Array(text.utf8)).output
    }

    /// An object and its text.
    func get(_ key: String, bucket: String = "photos") async throws(ServiceError) -> (output: JSONObject, text: String)
    {
        let request = ServiceRequest(
            service: "s3",
            operation: "GetObject",
            parameters: ["Bucket": .string(bucket), "Key": .string(key)]
        )
        let object = try await kernel.call(request, body: nil)
        return (object.output, String(decoding: object.body ?? [], as: UTF8.self))
    }

    func delete(_ key: String) async throws(ServiceError) {
        try await call("DeleteObject", ["Bucket": "photos", "Key": .string(key)])
    }

    /// The name of an object's bytes.
    func blob(_ key: String) async throws(ServiceError) -> BlobID? {
        let request = ServiceRequest(
            service: "s3",
            operation: "GetObject",
            parameters: ["Bucket": "photos", "Key": .string(key)]
        )
        return try await kernel.call(request).blob?.id
    }

    func hasBytes(_ blob: BlobID?) async -> Bool {
        guard let blob else { return false }
        return (try? await kernel.blobs.read(blob)) != nil
    }

    func list(_ more: JSONObject = [:]) async throws(ServiceError) -> JSONObject {
        var parameters: JSONObject = ["Bucket": "photos"]
        for (name, value) in more { parameters[name] = value }
        return try await call("ListObjectsV2", parameters)
    }

    /// Notifies a queue of everything, without a test message.
    func notifyQueue(_ more: JSONObject = [:], events: [JSONValue] = ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"])
        async throws(ServiceError)
    {
        var entry: JSONObject = [
            "Id": "cfg-1", "QueueArn": "arn:aws:sqs:us-east-1:000000000000:jobs", "Events": .array(events),
        ]
        for (name, value) in more { entry[name] = value }
        try await configure(["QueueConfigurations": [.object(entry)]])
    }

    func configure(_ configuration: JSONObject, skipsValidation: Bool = true) async throws(ServiceError) {
        try await call(
            "PutBucketNotificationConfiguration",
            [
                "Bucket": "photos", "NotificationConfiguration": .object(configuration),
                "SkipDestinationValidation": .bool(skipsValidation),
            ]
        )
    }

    /// What the neighbours were asked for, in order.
    func recorded() async throws -> [JSONValue] {
        try await kernel.sequencer.turn { (turn) throws(ServiceError) in
            try turn.range(RecordingService.rows.prefixRange).map { (row) throws(ServiceError) in
                try turn.json(row.key) ?? .null
            }
        }
    }

    /// The `s3` member of each record that a queue was sent.
    func records() async throws -> [JSONValue] {
        try await recorded().map { call in
            let body = try JSONValue.parse(call["parameters"]?["MessageBody"]?.stringValue ?? "")
            return body["Records"]?[0] ?? .null
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

/// A neighbour that notes in the store what it is asked for, so that what was taken back is not there; it refuses what names
/// something called `missing`, and has no time for what names something called `busy`.
final class RecordingService: Service {
    static let rows = Owner(kind: .queue, name: "recorded").section(0x01)

    let name: String

    init(name: String) {
        self.name = name
    }

    func handle(_ request: ServiceRequest, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        let row: JSONValue = [
            "service": .string(name),
            "operation": .string(request.operation),
            "parameters": .object(request.parameters),
            "region": .string(request.scope.region),
            "cause": .string(turn.cause?.description ?? ""),
        ]
        turn.put(Self.rows.integer(try turn.sequence()), row)
        guard !JSONValue.object(request.parameters).compactText.contains("missing") else {
            throw ServiceError(code: "NotFound", message: "There is no such thing.")
        }
        guard !JSONValue.object(request.parameters).compactText.contains("busy") else { throw .throttled() }
        return ServiceResponse()
    }
}
