public import QuickstepJSON
public import QuickstepLambda
public import QuickstepPrimitives
public import QuickstepRuntime
public import QuickstepServiceKit

/// A whole runtime in memory, on virtual time, the same in every run: for tests.
///
/// ```swift
/// let runtime = try await TestRuntime.start(functions: [Function("charge", handler: Charge())])
/// let result = try await runtime.run(definition, input: ["amount": 12])
/// #expect(result.status == .succeeded)
/// await runtime.stop()
/// ```
///
/// Waits, retries and timeouts take no real time; the timestamps in histories are as if they had. Where a test wants to look at what is
/// there between two deadlines, it starts the runtime with `time: .manual` and moves time itself:
///
/// ```swift
/// let runtime = try await TestRuntime.start(time: .manual)
/// let execution = try await runtime.runtime.startExecution(of: machine)
/// try await runtime.advance(by: .seconds(29 * 86_400))
/// ```
public final class TestRuntime: Sendable {
    /// How time passes in a test.
    public enum Time: Sendable {
        /// It jumps to the next deadline whenever nothing else can happen.
        case automatic
        /// It stands still until `advance(by:)` moves it.
        case manual
    }

    /// The runtime itself.
    public let runtime: Runtime

    private init(runtime: Runtime) {
        self.runtime = runtime
    }

    /// Starts a runtime.
    ///
    /// - Parameters:
    ///   - functions: The functions that tasks can call. Default: none.
    ///   - template: What wires the pipeline. A relative path starts at the package: the nearest folder above `file` that holds a
    ///     `Package.swift`. Default: nothing.
    ///   - mode: How time passes. Default: by itself.
    ///   - time: When virtual time begins. Default: 2025-01-01T00:00:00Z.
    ///   - seed: Seeds every identifier and random draw. Default 1.
    ///   - file: Where the test stands. Default: the calling file.
    /// - Returns: The running runtime.
    /// - Throws: `ServiceError` when two functions have one name; `RuntimeError` with the code `.input` when the template cannot be
    ///   read, `.template` when it is not valid.
    public static func start(
        functions: [Function] = [],
        template: Template? = nil,
        time mode: Time = .automatic,
        from time: Timestamp = Timestamp(milliseconds: 1_735_689_600_000),
        seed: UInt64 = 1,
        file: String = #filePath
    ) async throws -> TestRuntime {
        let options = RuntimeOptions(
            storage: .memory,
            clock: mode == .manual ? .manual(startingAt: time) : .virtual(startingAt: time),
            functions: functions,
            template: template.map { .file(PackageFolder.resolve($0.path, from: file)) },
            seed: seed
        )
        return TestRuntime(runtime: try await Runtime.start(options))
    }

    /// Stops the runtime.
    public func stop() async {
        await runtime.stop()
    }

    /// Runs a definition from start to end.
    ///
    /// - Parameters:
    ///   - definition: The definition in Amazon States Language, as JSON text.
    ///   - input: The input. Default: the empty object.
    ///   - name: The machine's name. Default `test`.
    /// - Returns: How the execution ended.
    /// - Throws: `ServiceError` `InvalidDefinition` with everything that is wrong.
    public func run(
        _ definition: String,
        input: JSONValue = [:],
        name: String = "test"
    ) async throws(ServiceError) -> ExecutionResult {
        try await runtime.run(try await runtime.deploy(definition, name: name), input: input)
    }

    /// Calls an operation of a service.
    ///
    /// - Parameters:
    ///   - service: The service: `sqs`, `sns`, `s3`, `dynamodb`, `states`, `lambda`.
    ///   - operation: The operation in the API's own spelling.
    ///   - parameters: Its input. Default: none.
    /// - Returns: The operation's output.
    /// - Throws: `ServiceError` with the service's own code and message.
    @discardableResult
    public func call(
        _ service: String,
        _ operation: String,
        _ parameters: JSONObject = [:]
    ) async throws(ServiceError) -> JSONObject {
        try await runtime.call(ServiceRequest(service: service, operation: operation, parameters: parameters))
    }

    /// Waits until nothing more can happen: every execution has ended or waits for a signal from outside.
    public func settle() async {
        await runtime.settle()
    }

    /// Moves time forward, deadline by deadline, and returns when everything that this brings about has happened.
    ///
    /// Time passes deadlines of every kind, also the timeouts of callbacks and activities, which it does not pass by itself.
    ///
    /// - Parameter span: How far.
    public func advance(by span: Duration) async {
        await advance(to: runtime.now.adding(span))
    }

    /// Moves time forward to a time, as `advance(by:)` does.
    ///
    /// - Parameter time: The time; one that has passed only waits until nothing more happens.
    public func advance(to time: Timestamp) async {
        // A test's clock stands still, and so never refuses.
        try? await runtime.advance(to: time)
    }
}
