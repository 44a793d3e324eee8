import QuickstepRuntime

/// A running runtime with what is linked into the command line.
struct Session {
    let runtime: Runtime

    /// Starts a runtime for one command.
    ///
    /// - Parameter resuming: Whether what earlier commands left unfinished carries on.
    static func open(
        _ data: DataOptions,
        clock: ClockOption = .real,
        resuming: Bool = false
    ) async throws(CommandFailure) -> Session {
        var options = RuntimeOptions(
            storage: data.ephemeral || (clock == .virtual && data.data == nil) ? .memory : .folder(data.folder),
            functions: ApplicationContext.current.functions,
            resumesUnfinished: resuming
        )
        if clock == .virtual { options.clock = .virtual(startingAt: Runtime.wallClock) }
        do {
            return Session(runtime: try await Runtime.start(options))
        } catch {
            throw CommandFailure(error)
        }
    }

    /// Says how many executions wait for `resume`. No other command carries them on.
    func sayWhatIsUnfinished() async throws {
        let count = try await runtime.unfinishedExecutions().count
        guard count > 0 else { return }
        let what = count == 1 ? "1 execution unfinished" : "\(count) executions unfinished"
        Console.standard.note("\(what): \(ApplicationContext.current.commandName) resume")
    }
}
