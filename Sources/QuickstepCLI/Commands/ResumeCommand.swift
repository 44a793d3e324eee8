import ArgumentParser
import QuickstepJSON
import QuickstepLambda
import QuickstepPrimitives
import QuickstepRuntime
import QuickstepServiceKit

/// `quickstep resume`: finishes what a crash, or an interrupt, left unfinished.
struct ResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Carry on with everything that is unfinished in the data folder, and show it.",
        discussion: """
            That is executions, calls of functions that are asked for and not done, and messages that wait for a pipe. The \
            command ends when none of it is left.
            """
    )

    @Option(
        name: .long,
        help: "The machine's time, time that runs faster (60x), or time that jumps over every wait (virtual)."
    )
    var clock: ClockOption = .real

    @OptionGroup var handlers: HandlerOptions

    @Option(name: .long, help: "The folder in which everything is kept.")
    var data: String = DataOptions.defaultFolder

    func validate() throws {
        try clock.checkThatTimePasses()
    }

    func run() async throws {
        var options = DataOptions()
        options.data = data
        options.ephemeral = false
        let console = Console.standard
        // Read before the runtime starts, because a short rest may be done before it could be asked.
        let before = try await unfinished()
        try checkThatFunctionsAreLinked(before)
        let outcome = try await Session.use(
            options,
            clock: clock,
            resuming: true,
            listens: true,
            isolating: handlers.isolate,
            isFinished: \.isFinished
        ) { session in
            try await finish(before, session)
        }
        for (name, status) in outcome.executions { console.result("\(name)  \(status)") }
        throw ExitCode(outcome.exit.rawValue)
    }

    /// What became of it.
    private struct Outcome {
        var executions: [(name: String, status: String)] = []
        var hasFailedCalls = false
        /// Whether nothing is left that could be carried on.
        var isFinished = true

        var exit: Exit {
            let statuses = Set(executions.map(\.status))
            let hasFailed = hasFailedCalls || !statuses.isDisjoint(with: ["FAILED", "QUARANTINED"])
            if hasFailed { return .executionFailed }
            return statuses.isSubset(of: ["SUCCEEDED"]) ? .succeeded : .timedOutOrAborted
        }

        mutating func take(_ notice: Notice) {
            switch notice.event {
            case "ExecutionEnded":
                executions.append((notice.subject, notice.detail["status"]?.stringValue ?? ""))
            case "ExecutionQuarantined":
                executions.append((notice.subject, "QUARANTINED"))
            case "InvocationDropped":
                hasFailedCalls = true
            default:
                break
            }
        }
    }

    private func finish(_ before: UnfinishedWork, _ session: Session) async throws -> Outcome {
        let runtime = session.runtime
        // What happens is shown as it happens, whatever the check below waits for.
        let showing = show(session.notices, namesExecutions: before.executions.count + before.messages > 1)
        try await announce(before, runtime)
        var ticks = runtime.notices(bufferSize: 1).makeAsyncIterator()
        while true {
            await runtime.settle()
            if try await runtime.unfinishedWork().isEmpty { break }
            if await ticks.next() == nil { break }
        }
        let hidden = (try? await runtime.unfinishedWork().hiddenMessages) ?? 0
        await runtime.stop()
        var outcome = await showing.value
        outcome.isFinished = Interrupt.standard.received == nil
        if hidden > 0 {
            let what = hidden == 1 ? "1 message is" : "\(hidden) messages are"
            Console.standard.note(
                "\(what) hidden, because the target of a pipe did not take them. They come back when the queue's visibility "
                    + "timeout ends."
            )
        }
        return outcome
    }

    private func show(_ notices: AsyncStream<Notice>, namesExecutions: Bool) -> Task<Outcome, Never> {
        Task {
            var printer = ProgressPrinter(console: .standard, clock: clock, namesExecutions: namesExecutions)
            var outcome = Outcome()
            for await notice in notices {
                printer.show(notice)
                outcome.take(notice)
            }
            return outcome
        }
    }

    /// Says what is carried on, and what of it waits for a time to come.
    private func announce(_ work: UnfinishedWork, _ runtime: Runtime) async throws {
        let console = Console.standard
        guard !work.isEmpty else { return console.say("Nothing is unfinished in \(data).") }
        console.say("Carrying on: \(work.words).")
        let deadlines = try await runtime.deadlinesOfExecutions()
        for arn in work.executions {
            let parts = (ARN(arn)?.resource ?? arn).split(separator: ":").map(String.init)
            let names = parts.dropFirst().joined(separator: " ")
            guard let due = deadlines[arn], due > runtime.now else {
                console.say("▸ \(names)")
                continue
            }
            let span = ProgressPrinter.text(milliseconds: due.milliseconds(since: runtime.now))
            console.say("▸ \(names)  next deadline \(due.iso8601) (\(span))")
        }
    }

    /// Work of functions that are not linked here would fail for good: it is left for the application that has them.
    private func checkThatFunctionsAreLinked(_ work: UnfinishedWork) throws(CommandFailure) {
        let linked = Set(ApplicationContext.current.functions.map(\.name))
        let missing = work.functions.filter { !linked.contains($0) }
        guard !missing.isEmpty else { return }
        throw CommandFailure(
            .usage,
            "What is unfinished calls functions that are not linked into \(ApplicationContext.current.commandName): "
                + "\(missing.joined(separator: ", ")). Resume it with the application that has them."
        )
    }

    private func unfinished() async throws(CommandFailure) -> UnfinishedWork {
        do {
            let reader = try await RuntimeReader.open(data)
            defer { reader.close() }
            return try await reader.unfinishedWork()
        } catch {
            throw CommandFailure(error)
        }
    }
}
