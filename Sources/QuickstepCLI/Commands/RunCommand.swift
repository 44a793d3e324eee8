import ArgumentParser
import QuickstepJSON
import QuickstepRuntime
import QuickstepServiceKit

/// `quickstep run`: one execution of one definition.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a definition once, from start to end.",
        discussion: """
            Progress goes to standard error, the output alone to standard output. With --clock virtual no time is spent \
            waiting, and with 60x a minute takes a second; nothing is kept then unless --data names a folder of its own.
            """
    )

    @Argument(help: "The definition: a file in JSON or YAML.")
    var definition: String

    @Option(name: .shortAndLong, help: "The input: JSON, @FILE, or - for standard input. (default: {})")
    var input: String?

    @Option(name: .long, help: "The execution's name. (default: a new UUID)")
    var name: String?

    @Option(
        name: .long,
        help: "The machine's time, time that runs faster (60x), or time that jumps over every wait (virtual)."
    )
    var clock: ClockOption = .real

    @Option(name: .long, help: "Print the output alone, or a JSON object with status, output, error and cause.")
    var output: OutputOption = .text

    @OptionGroup var handlers: HandlerOptions

    @OptionGroup var data: DataOptions

    func validate() throws {
        try clock.checkThatTimePasses()
    }

    func run() async throws {
        let console = Console.standard
        let file = try DefinitionFile(definition)
        let input = try input.map { (text) throws(CommandFailure) in try InputFile.json(text, of: "--input") } ?? [:]
        let result = try await Session.use(
            data,
            clock: clock,
            listens: true,
            isolating: handlers.isolate,
            isFinished: { (result: ExecutionResult) in result.status != .running }
        ) { session in
            let machine = try await session.runtime.deploy(file.text, name: file.name)
            let printing = ProgressPrinter(console: console, clock: clock).follow(session.notices)
            let arn = try await start(machine, input, unless: session.unfinishedBefore?.executions ?? [], session)
            let result = try await session.runtime.waitForExecution(arn)
            await session.end()
            await printing.value
            return result
        }
        ResultPrinter(console: console, output: output).show(result)
        throw ExitCode(ResultPrinter.exit(for: result).rawValue)
    }

    /// Starts the execution; an input or a name that is refused is the command line's fault, not an execution's.
    private func start(
        _ machine: String,
        _ input: JSONValue,
        unless unfinished: [String],
        _ session: Session
    ) async throws -> String {
        let arn: String
        do throws(ServiceError) {
            arn = try await session.runtime.startExecution(of: machine, input: input, name: name)
        } catch {
            guard error.fault == .client else { throw error }
            throw CommandFailure(.usage, error.message)
        }
        guard let name, unfinished.contains(arn) else { return arn }
        // The same name and input are the same execution, and nothing but `resume` carries on an old one.
        throw CommandFailure(
            .usage,
            "The execution '\(name)' was started before and is unfinished. Finish it: \(session.resumeCommand)"
        )
    }
}
