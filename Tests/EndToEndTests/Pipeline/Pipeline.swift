import QuickstepJSON
import Testing

/// The sample application on a data folder of its own, wired by the package's own template.
struct Pipeline: Sendable {
    let scratch: Scratch
    private let host: Host
    private let data: [String]

    init() throws {
        scratch = try Scratch()
        // The template's path starts at the package, as for anybody who runs the sample.
        host = Host(program: .imagePipeline, scratch: scratch, folder: Package.root)
        data = ["--data", scratch.path("data")]
    }

    /// A command of the application on this data folder.
    func command(_ arguments: String..., hooks: [Hook: String] = [:]) throws -> Command {
        var command = try host.command(arguments + data)
        for (hook, value) in hooks { command.environment[hook.rawValue] = value }
        return command
    }

    func run(_ arguments: String...) async throws -> Outcome {
        try await host.command(arguments + data).run()
    }

    /// The output of an operation of a service.
    func call(
        _ service: String,
        _ operation: String,
        _ parameters: JSONValue,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> JSONValue {
        try await run("call", service, operation, parameters.compactText)
            .succeeded(sourceLocation: sourceLocation).json()
    }

    /// The bytes of an object; nil where there is none.
    func object(_ place: String) async throws -> [UInt8]? {
        guard Files.exists(scratch.path("data/store.sqlite")) else { return nil }
        let outcome = try await run("download", place)
        guard outcome.end != .exited(0) else { return outcome.bytes }
        // That there is no such object, or not even a bucket yet, is an answer; anything else is a fault.
        let isMissing = ["NoSuchKey", "NoSuchBucket"].contains { outcome.error.contains($0) }
        #expect(isMissing || outcome.end == .exited(4), "\(outcome)")
        return nil
    }

    /// The keys in a bucket, sorted.
    func keys(_ bucket: String) async throws -> [String] {
        let listed = try await call("s3", "ListObjectsV2", ["Bucket": .string(bucket)])
        return (listed["Contents"]?.arrayValue ?? []).compactMap { $0["Key"]?.stringValue }.sorted()
    }

    /// The row of a picture; nil where there is none.
    func row(_ key: String) async throws -> JSONValue? {
        try await call(
            "dynamodb",
            "GetItem",
            ["TableName": "images", "Key": ["bucket": ["S": "uploads"], "key": ["S": .string(key)]]]
        )["Item"]
    }

    /// The messages that nobody has taken from a queue, and how many there are that cannot be received now.
    func messages(_ queue: String) async throws -> (bodies: [JSONValue], hidden: Int) {
        let output = try await call(
            "sqs",
            "Peek",
            ["QueueUrl": .string("http://localhost:4566/000000000000/\(queue)"), "MaxNumberOfMessages": 100]
        )
        let bodies = try (output["Visible"]?.arrayValue ?? []).compactMap { message in
            try message["Body"]?.stringValue.map { try JSONValue.parse($0) }
        }
        let hidden = (output["InFlight"]?.arrayValue ?? []).count + (output["Delayed"]?.arrayValue ?? []).count
        return (bodies, hidden)
    }

    /// The executions, as `executions --output json` lists them.
    func executions() async throws -> [JSONValue] {
        try await run("executions", "--output", "json").succeeded().json().arrayValue ?? []
    }

    func history(of execution: JSONValue) async throws -> History {
        let arn = try #require(execution["executionArn"]?.stringValue)
        return try await History(run("history", arn, "--output", "json").succeeded())
    }
}
