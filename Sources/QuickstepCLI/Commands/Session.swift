import Logging
import QuickstepHTTPDelivery
import QuickstepJSON
import QuickstepPrometheus
import QuickstepRuntime
import QuickstepServiceKit
import SystemPackage

/// A running runtime with what is linked into the command line.
struct Session {
    let runtime: Runtime
    /// Everything that the bus tells, from the start on, for one reader; nothing where the command does not listen.
    let notices: AsyncStream<Notice>
    /// What was unfinished when the command began; nil where the command carries it on.
    private(set) var unfinishedBefore: UnfinishedWork?
    /// The command that carries on what is unfinished in this session's data folder.
    let resumeCommand: String

    /// Runs a command's work on a runtime that is started for it and stopped after it.
    ///
    /// - Parameters:
    ///   - data: Where things are kept.
    ///   - clock: What time it is.
    ///   - template: What wires the pipeline. Default: the application's own template.
    ///   - resuming: Whether what earlier commands left unfinished carries on. Where it does not, the command says that it is there.
    ///   - listens: Whether the command reads `notices`, to the end: what nobody reads would only pile up.
    ///   - isolating: Whether handlers run in processes of their own. Default: they run in this one.
    ///   - retention: How long executions are kept after their end. Default: for ever.
    ///   - logger: Where the runtime tells what happens. Default: nowhere.
    ///   - metrics: What its metrics are made with. Default: nothing is measured.
    ///   - signing: Who signs notifications. Default: nobody.
    ///   - isFinished: Whether a result is what was asked for, although a signal came meanwhile. Default: it is.
    ///   - body: The work.
    /// - Returns: What `body` returned.
    /// - Throws: What keeps the runtime from starting, or ended the work, with the exit code that goes with it; `interrupted` when a
    ///   signal came meanwhile.
    static func use<Result: Sendable>(
        _ data: DataOptions,
        clock: ClockOption = .real,
        template: String? = nil,
        resuming: Bool = false,
        listens: Bool = false,
        isolating: Bool = false,
        retention: Duration? = nil,
        logger: Logger? = nil,
        metrics: PrometheusMetrics? = nil,
        signing: (any MessageSigning)? = nil,
        isFinished: (Result) -> Bool = { _ in true },
        _ body: (Session) async throws -> Result
    ) async throws(CommandFailure) -> Result {
        var options = options(data, clock, template, resuming)
        options.isolatesHandlers = isolating
        options.retention = retention
        options.logger = logger
        options.metrics = metrics
        options.webClient = HTTPDelivery()
        options.signing = signing
        let (runtime, notices) = try await start(options, listens)
        var session = Session(
            runtime: runtime,
            notices: notices,
            unfinishedBefore: nil,
            resumeCommand: ApplicationContext.current.hint("resume\(clock.resumeOption)", data: data.folder)
        )
        let outcome: Swift.Result<Result, any Error>
        if Interrupt.standard.watch(session.runtime) {
            do {
                if !resuming { session.unfinishedBefore = try await session.sayWhatIsUnfinished() }
                outcome = .success(try await body(session))
                await session.end()
            } catch {
                outcome = .failure(error)
            }
        } else {
            outcome = .failure(CancellationError())
        }
        await session.runtime.stop()
        _ = Interrupt.standard.watch(nil)
        if let signal = Interrupt.standard.received {
            // What was done before the signal took effect is done.
            if case .success(let result) = outcome, isFinished(result) { return result }
            throw .interrupted(signal, await session.whatIsKept(data))
        }
        do {
            return try outcome.get()
        } catch {
            throw CommandFailure(error)
        }
    }

    private static func options(
        _ data: DataOptions,
        _ clock: ClockOption,
        _ template: String?,
        _ resuming: Bool
    ) -> RuntimeOptions {
        var options = RuntimeOptions(
            storage: data.ephemeral || (clock != .real && data.data == nil) ? .memory : .folder(data.folder),
            functions: ApplicationContext.current.functions,
            template: template.map { .file($0) } ?? ApplicationContext.current.template,
            resumesUnfinished: resuming
        )
        options.clock = clock.runtimeClock
        if template == nil, let own = options.template, options.storage != .memory, !exists(own.path),
            exists(data.folder + "/store.sqlite")
        {
            // The command runs elsewhere than the application: its pipeline is in the data folder all the same.
            Console.standard.note("\(own.path) is not here; the pipeline stays as \(data.folder) has it.")
            options.template = nil
        }
        return options
    }

    private static func start(
        _ options: RuntimeOptions,
        _ listens: Bool
    ) async throws(CommandFailure) -> (Runtime, AsyncStream<Notice>) {
        do {
            var notices = AsyncStream<Notice> { $0.finish() }
            let runtime = try await Runtime.start(options) { bus in
                // The command's own reader must miss nothing, or it would not know when all is told.
                if listens { notices = bus.subscribe(bufferSize: .max) }
            }
            return (runtime, notices)
        } catch {
            throw CommandFailure(error)
        }
    }

    private static func exists(_ path: String) -> Bool {
        guard let file = try? FileDescriptor.open(FilePath(path), .readOnly) else { return false }
        try? file.close()
        return true
    }

    /// Stops the runtime, and says what this command began and did not finish.
    func end() async {
        if let unfinishedBefore, runtime.options.storage != .memory,
            let now = try? await runtime.unfinishedWork(), !now.isEmpty, now != unfinishedBefore
        {
            Console.standard.note("\(now.words) unfinished: \(resumeCommand)")
        }
        await runtime.stop()
    }

    /// What an interrupt leaves behind, and what to do about it.
    private func whatIsKept(_ data: DataOptions) async -> String {
        guard runtime.options.storage != .memory else { return "Nothing was kept." }
        guard let reader = try? await RuntimeReader.open(data.folder) else { return "Carry on: \(resumeCommand)" }
        defer { reader.close() }
        let isDone = (try? await reader.unfinishedWork().isEmpty) ?? false
        return isDone ? "Nothing is left unfinished." : "Carry on: \(resumeCommand)"
    }

    /// Says what waits for `resume`, and returns it.
    ///
    /// No other command carries it on.
    private func sayWhatIsUnfinished() async throws -> UnfinishedWork {
        let work = try await runtime.unfinishedWork()
        if !work.isEmpty { Console.standard.note("\(work.words) unfinished: \(resumeCommand)") }
        return work
    }

    /// The names of the queues that pipes take messages from.
    func consumedQueues() async throws(ServiceError) -> Set<String> {
        let output = try await runtime.call(ServiceRequest(service: "pipes", operation: "ListPipes", parameters: [:]))
        let sources = (output["Pipes"]?.arrayValue ?? []).compactMap { $0["Source"]?.stringValue }
        return Set(sources.compactMap { ARN($0)?.resource })
    }
}

extension UnfinishedWork {
    /// `2 executions, 1 message`.
    var words: String {
        [
            (executions.count, "execution", "executions"), (calls, "call", "calls"), (messages, "message", "messages"),
            (deliveries, "delivery", "deliveries"),
        ]
        .filter { $0.0 > 0 }
        .map { count, one, several in "\(count) \(count == 1 ? one : several)" }
        .joined(separator: ", ")
    }
}
