import QuickstepServiceKit

/// One process of a run whose processes are killed: `SimulatedCrashes` does in one process what several of these do one after the other.
///
/// The hooks of `TestHooks` end it.
package struct CrashLife: Sendable {
    private let subject: CrashSubject
    private let folder: String
    private let calls: String
    private let life: Int

    /// - Parameters:
    ///   - subject: The workflow.
    ///   - folder: The data folder.
    ///   - calls: The file that notes the calls of handlers.
    ///   - life: Counts the processes of a run, for the seed.
    package init(_ subject: CrashSubject, in folder: String, calls: String, life: Int) {
        self.subject = subject
        self.folder = folder
        self.calls = calls
        self.life = life
    }

    /// Starts, does what the client does, comes to rest, and stops.
    ///
    /// - Parameters:
    ///   - told: What earlier processes acknowledged.
    ///   - acts: Whether the client asks for anything.
    ///   - tell: Called with every acknowledgement.
    /// - Returns: What the client should never have been answered, as a sentence.
    /// - Throws: What keeps the runtime from starting.
    package func live(
        told: Acknowledged,
        acts: Bool,
        tell: @Sendable (Acknowledged) -> Void
    ) async throws -> String? {
        let ledger = CallLedger(writingTo: calls)
        var bench = TestBench()
        bench.wrap = { ledger.watching($0) }
        bench.observer = ledger.observer
        let options = RuntimeOptions(
            storage: .folder(folder),
            clock: .virtual(startingAt: subject.start),
            functions: subject.functions(),
            template: subject.template,
            seed: subject.seed(ofLife: life)
        )
        let runtime = try await Runtime.start(options, on: bench) { _ in }
        var refusal: String?
        do throws(ServiceError) {
            if acts { try await CrashClient(subject).act(on: runtime, told: told, tell: tell) }
        } catch {
            refusal = CrashClient.refusal(error)
        }
        await runtime.settle()
        await runtime.stop()
        return refusal
    }
}

extension Observation {
    /// Looks at the data folder of processes that are gone.
    ///
    /// - Parameters:
    ///   - folder: The data folder.
    ///   - calls: The calls that they made.
    /// - Throws: `RuntimeError` where the folder cannot be read; `ServiceError` where something in it cannot.
    package init(of folder: String, calls: [HandlerCall]) async throws {
        let reader = try await RuntimeReader.open(folder)
        defer { reader.close() }
        try await self.init(calls: calls, unfinished: try await reader.unfinishedWork()) {
            (request) throws(ServiceError) in
            try await reader.call(request)
        }
    }
}
