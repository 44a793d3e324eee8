public import QuickstepJSON
public import QuickstepLambda
public import QuickstepRuntime

/// Runs a workflow once per commit, cuts the power right before and right after that commit, restarts from what is stored, and compares.
///
/// ```swift
/// @Test func `an order survives a crash at any moment`() async throws {
///     let report = try await CrashEverywhere(definition, input: ["amount": 12]) {
///         Function("charge", handler: Charge())
///     }
///     .run()
///     #expect(report.failures.isEmpty, "\(report)")
/// }
/// ```
///
/// Everything runs in memory on virtual time, from a fixed seed. Compared are, with an undisturbed run: how each execution ended and with
/// which output, error and cause; the events of the histories, as a multiset per branch; the messages in all queues, the items of all tables,
/// the objects of all buckets; and the calls of each function, where a repetition under the same `FunctionContext.idempotencyToken` is the
/// same call. What was acknowledged must be there, and nothing may be done before it is durable.
///
/// Identifiers, times and what else differs between two undisturbed runs is masked. A workflow that rests waiting for somebody outside is
/// compared as it waits. Executions of Express machines end with their process and are not compared.
public struct CrashEverywhere: Sendable {
    private let subject: CrashSubject
    private let pairs: Int
    /// The bug that must be found.
    package var actsBeforeCommit = false

    /// Names what is run.
    ///
    /// - Parameters:
    ///   - definition: The definition in Amazon States Language, as JSON text.
    ///   - input: The input. Default: the empty object.
    ///   - name: The machine's name. Default `test`.
    ///   - template: What wires the pipeline. A relative path starts at the package: the nearest folder above `file` that holds a
    ///     `Package.swift`. Default: nothing.
    ///   - seed: Seeds every identifier and random draw. Default 1.
    ///   - pairs: How many runs are crashed twice, the second time while the first crash is recovered from, at points drawn from the seed.
    ///     Default 0.
    ///   - file: Where the test stands. Default: the calling file.
    ///   - functions: The functions that tasks can call. It is asked anew for each run, so that a handler with state of its own begins
    ///     each run as the first. Default: none.
    public init(
        _ definition: String,
        input: JSONValue = [:],
        name: String = "test",
        template: Template? = nil,
        seed: UInt64 = 1,
        pairs: Int = 0,
        file: String = #filePath,
        @FunctionBuilder functions: @escaping @Sendable () -> [Function] = { [] }
    ) {
        subject = CrashSubject(
            definition: definition,
            machine: name,
            input: input,
            template: template.map { .file(PackageFolder.resolve($0.path, from: file)) },
            seed: seed,
            functions: functions
        )
        self.pairs = max(0, pairs)
    }

    /// Makes all runs.
    ///
    /// - Returns: What was found; `failures` is empty where every run ended as the undisturbed one.
    /// - Throws: `RuntimeError` with the code `.function` when the workflow calls functions that are not there, `.input` when the definition or
    ///   the input is refused or the template cannot be read, `.template` when the template is not valid; `CancellationError`.
    public func run() async throws -> CrashReport {
        try await sweep().run(pairs: pairs)
    }

    /// Makes one run again, such as one that failed.
    ///
    /// - Parameter crashes: Where its processes end, one after the other: the `crashes` of a failure.
    /// - Returns: What was found.
    /// - Throws: As `run()` does.
    public func run(only crashes: [CrashPoint]) async throws -> CrashReport {
        try await sweep().run(only: crashes)
    }

    private func sweep() throws -> CrashSweep {
        CrashSweep(
            try SimulatedCrashes(subject, actsBeforeCommit: actsBeforeCommit),
            of: subject,
            width: SimulatedCrashes.width
        )
    }
}
