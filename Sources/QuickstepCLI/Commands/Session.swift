import QuickstepJSON
import QuickstepRuntime
import QuickstepServiceKit

/// A running runtime with what is linked into the command line.
struct Session {
    let runtime: Runtime

    /// Starts a runtime for one command.
    ///
    /// - Parameters:
    ///   - data: Where things are kept.
    ///   - clock: What time it is.
    ///   - template: What wires the pipeline. Default: the application's own template.
    ///   - resuming: Whether what earlier commands left unfinished carries on.
    /// - Returns: The session. Its runtime must be stopped.
    /// - Throws: What keeps the runtime from starting, with the exit code that goes with it.
    static func open(
        _ data: DataOptions,
        clock: ClockOption = .real,
        template: String? = nil,
        resuming: Bool = false
    ) async throws(CommandFailure) -> Session {
        var options = RuntimeOptions(
            storage: data.ephemeral || (clock == .virtual && data.data == nil) ? .memory : .folder(data.folder),
            functions: ApplicationContext.current.functions,
            template: template.map { .file($0) } ?? ApplicationContext.current.template,
            resumesUnfinished: resuming
        )
        if clock == .virtual { options.clock = .virtual(startingAt: Runtime.wallClock) }
        do {
            return Session(runtime: try await Runtime.start(options))
        } catch {
            throw CommandFailure(error)
        }
    }

    /// Says how many executions wait for `resume`, and returns their ARNs.
    ///
    /// No other command carries them on.
    @discardableResult
    func sayWhatIsUnfinished() async throws -> [String] {
        let unfinished = try await runtime.unfinishedExecutions()
        guard !unfinished.isEmpty else { return [] }
        let what = unfinished.count == 1 ? "1 execution unfinished" : "\(unfinished.count) executions unfinished"
        Console.standard.note("\(what): \(ApplicationContext.current.commandName) resume")
        return unfinished
    }

    /// The names of the queues that pipes take messages from.
    func consumedQueues() async throws(ServiceError) -> Set<String> {
        let output = try await runtime.call(ServiceRequest(service: "pipes", operation: "ListPipes", parameters: [:]))
        let sources = (output["Pipes"]?.arrayValue ?? []).compactMap { $0["Source"]?.stringValue }
        return Set(sources.compactMap { ARN($0)?.resource })
    }
}
