import QuickstepJSON
import QuickstepLambda
import QuickstepPrimitives
import QuickstepS3
import QuickstepServiceKit

@testable import QuickstepStepFunctions

extension Harness {
    /// A runtime with buckets beside executions and functions.
    static func startWithBuckets(
        _ store: any Store = InMemoryStore(),
        blobs: any BlobStore = InMemoryBlobStore(),
        functions: [Function] = [],
        from time: Timestamp = epoch,
        seed: UInt64 = 1,
        resuming: Bool = true
    ) async throws -> Harness {
        let kernel = Kernel(
            store: store,
            blobs: blobs,
            clock: RuntimeClock(.virtual(startingAt: time)),
            seed: seed
        )
        let states = StatesService(kernel: kernel)
        let registry = try FunctionRegistry(functions)
        let dispatcher = FunctionDispatcher(kernel: kernel, registry: registry)
        let lambda = LambdaService(kernel: kernel, registry: registry, dispatcher: dispatcher)
        await kernel.connect(services: [states, lambda, S3Service(kernel: kernel)], consumer: dispatcher)
        try await kernel.start(resuming: resuming)
        return Harness(kernel: kernel, states: states)
    }

    func createBucket(_ name: String = "data") async throws {
        _ = try await kernel.call(
            ServiceRequest(service: "s3", operation: "CreateBucket", parameters: ["Bucket": .string(name)])
        )
    }

    func put(_ key: String, _ bytes: [UInt8], bucket: String = "data") async throws {
        let request = ServiceRequest(
            service: "s3",
            operation: "PutObject",
            parameters: ["Bucket": .string(bucket), "Key": .string(key)]
        )
        _ = try await kernel.call(request, body: bytes)
    }

    func put(_ key: String, _ text: String, bucket: String = "data") async throws {
        try await put(key, Array(text.utf8), bucket: bucket)
    }

    /// The text of an object; `nil` where there is none.
    func object(_ key: String, bucket: String = "data") async throws -> String? {
        let request = ServiceRequest(
            service: "s3",
            operation: "GetObject",
            parameters: ["Bucket": .string(bucket), "Key": .string(key)]
        )
        guard try await keys(bucket: bucket).contains(key) else { return nil }
        return try await kernel.call(request, body: nil).body.map { String(decoding: $0, as: UTF8.self) }
    }

    func keys(bucket: String = "data") async throws -> [String] {
        let request = ServiceRequest(
            service: "s3",
            operation: "ListObjectsV2",
            parameters: ["Bucket": .string(bucket)]
        )
        let listed = try await kernel.call(request).output["Contents"]?.arrayValue ?? []
        return listed.compactMap { $0["Key"]?.stringValue }
    }

    /// The ARN of an execution's newest map run.
    func mapRun(of execution: String) async throws -> String {
        let runs = try await call("ListMapRuns", ["executionArn": .string(execution)])["mapRuns"]?.arrayValue ?? []
        return runs.last?["mapRunArn"]?.stringValue ?? ""
    }

    /// The value of an execution's output.
    func output(_ arn: String) async throws -> JSONValue? {
        try await describe(arn)["output"]?.stringValue.flatMap { try? JSONValue.parse($0) }
    }
}

extension Definitions {
    /// A machine of one distributed Map state.
    static func distributed(
        _ processor: String = #""StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}"#,
        _ fields: String = "",
        type: String = "STANDARD"
    ) -> String {
        #"{"StartAt": "M", "States": {"M": {"Type": "Map", "Label": "items", "End": true, "ItemProcessor": "#
            + #"{"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "\#(type)"}, \#(processor)}\#(fields)}}}"#
    }

    static func reading(_ configuration: String, key: String = "file", _ fields: String = "") -> String {
        distributed(
            #""StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}"#,
            #", "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {\#(configuration)}, "#
                + #""Parameters": {"Bucket": "data", "Key": "\#(key)"}}\#(fields)"#
        )
    }
}
