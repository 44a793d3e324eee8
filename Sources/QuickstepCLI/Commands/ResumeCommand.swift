import ArgumentParser
import QuickstepRuntime
import QuickstepServiceKit

/// `quickstep resume`: finishes what a crash, or an interrupt, left unfinished.
struct ResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Carry on with everything that is unfinished in the data folder, and show it."
    )

    @Option(name: .long, help: "The machine's time, or time that jumps over every wait.")
    var clock: ClockOption = .real

    @Option(name: .long, help: "The folder in which everything is kept.")
    var data: String = DataOptions.defaultFolder

    func run() async throws {
        var options = DataOptions()
        options.data = data
        options.ephemeral = false
        let console = Console.standard
        var results: [ExecutionResult] = []
        do {
            let open = try await unfinished()
            let session = try await Session.open(options, clock: clock, resuming: true)
            if open.isEmpty { console.say("Nothing is unfinished in \(data).") }
            let progress = ProgressPrinter(console: console, runtime: session.runtime, clock: clock)
            let printing = progress.follow(session.runtime.notices())
            for arn in open { results.append(try await session.runtime.waitForExecution(arn)) }
            await session.runtime.settle()
            await session.runtime.stop()
            await printing.value
        } catch {
            throw CommandFailure(error)
        }
        for result in results { console.result("\(result.name)  \(result.status.rawValue)") }
        let worst = results.map { ResultPrinter.exit(for: $0).rawValue }.max() ?? 0
        throw ExitCode(worst)
    }

    /// Read before the runtime starts, because a short rest may be done before it could be asked.
    private func unfinished() async throws -> [String] {
        let reader = try await RuntimeReader.open(data)
        defer { reader.close() }
        return try await reader.unfinishedExecutions()
    }
}
