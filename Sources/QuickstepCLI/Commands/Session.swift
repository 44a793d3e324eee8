import QuickstepJSON
import QuickstepRuntime
import QuickstepServiceKit
import SystemPackage

/// A running runtime with what is linked into the command line.
struct Session {
    let runtime: Runtime
    /// Everything that the bus tells, from the start on; for one reader.
    let notices: AsyncStream<Notice>
    /// The command that carries on what is unfinished in this session's data folder.
    let resumeCommand: String

    /// Runs a command's work on a runtime that is started for it and stopped after it.
    ///
    /// - Parameters:
    ///   - data: Where things are kept.
    ///   - clock: What time it is.
    ///   - template: What wires the pipeline. Default: the application's own template.
    ///   - resuming: Whether what earlier commands left unfinished carries on.
    ///   - body: The work.
    /// - Returns: What `body` returned.
    /// - Throws: What keeps the runtime from starting, or ended the work, with the exit code that goes with it; `interrupted` when a
    ///   signal came meanwhile.
    static func use<Result: Sendable>(
        _ data: DataOptions,
        clock: ClockOption = .real,
        template: String? = nil,
        resuming: Bool = false,
        _ body: (Session) async throws -> Result
    ) async throws(CommandFailure) -> Result {
        let (runtime, notices) = try await start(data, clock, template, resuming)
        let session = Session(
            runtime: runtime,
            notices: notices,
            resumeCommand: ApplicationContext.current.hint("resume", data: data.folder)
        )
        let outcome: Swift.Result<Result, any Error>
        if Interrupt.standard.watch(session.runtime) {
            do {
                outcome = .success(try await body(session))
            } catch {
                outcome = .failure(error)
            }
        } else {
            outcome = .failure(CancellationError())
        }
        await session.runtime.stop()
        _ = Interrupt.standard.watch(nil)
        if let signal = Interrupt.standard.received {
            let isKept = session.runtime.options.storage != .memory
            throw .interrupted(signal, isKept ? "Carry on: \(session.resumeCommand)" : "Nothing was kept.")
        }
        do {
            return try outcome.get()
        } catch {
            throw CommandFailure(error)
        }
    }

    private static func start(
        _ data: DataOptions,
        _ clock: ClockOption,
        _ template: String?,
        _ resuming: Bool
    ) async throws(CommandFailure) -> (Runtime, AsyncStream<Notice>) {
        var options = RuntimeOptions(
            storage: data.ephemeral || (clock == .virtual && data.data == nil) ? .memory : .folder(data.folder),
            functions: ApplicationContext.current.functions,
            template: template.map { .file($0) } ?? ApplicationContext.current.template,
            resumesUnfinished: resuming
        )
        if clock == .virtual { options.clock = .virtual(startingAt: Runtime.wallClock) }
        if template == nil, let own = options.template, options.storage != .memory, !exists(own.path),
            exists(data.folder + "/store.sqlite")
        {
            // The command runs elsewhere than the application: its pipeline is in the data folder all the same.
            Console.standard.note("\(own.path) is not here; the pipeline stays as \(data.folder) has it.")
            options.template = nil
        }
        do {
            var notices = AsyncStream<Notice> { $0.finish() }
            let runtime = try await Runtime.start(options) { notices = $0.subscribe(bufferSize: 100_000) }
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

    /// Says what waits for `resume`, and returns it.
    ///
    /// No other command carries it on.
    @discardableResult
    func sayWhatIsUnfinished() async throws -> UnfinishedWork {
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
        [(executions.count, "execution"), (calls, "call"), (messages, "message")]
            .filter { $0.0 > 0 }
            .map { count, noun in "\(count) \(noun)\(count == 1 ? "" : "s")" }
            .joined(separator: ", ")
    }
}
