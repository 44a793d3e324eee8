import ArgumentParser
import QuickstepJSON
import QuickstepLambda
import QuickstepRuntime

/// `quickstep test --crash-everywhere`: a workflow that is crashed at every commit, and must end as if nothing had happened.
struct TestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Crash a workflow at every commit and see that nothing is lost or doubled.",
        discussion: """
            The workflow runs once undisturbed. Then it runs once for each commit and side of it: the power goes right before \
            or right after that commit, the next runtime starts from what is stored, and the end must be the same: status, \
            output, error and cause; histories; messages, items and objects; child executions; and each task called at least \
            once, repetitions under the same idempotency token. Time is virtual and every draw comes from the seed. Progress \
            goes to standard error, a line for each definition to standard output.
            """
    )

    @Argument(help: "The definitions: files in JSON or YAML.")
    var definitions: [String]

    @Flag(name: .long, help: "Crash right before and right after every commit.")
    var crashEverywhere = false

    @Option(name: .shortAndLong, help: "The input: JSON, @FILE, or - for standard input. (default: {})")
    var input: String?

    @Option(name: .long, help: "The template that wires the pipeline. (default: the application's own)")
    var template: String?

    @Option(name: .long, help: "Seeds every identifier and random draw.")
    var seed: UInt64 = 1

    @Option(
        name: .long,
        help: "So many runs are crashed a second time, while they recover, at points drawn from the seed."
    )
    var pairs: Int = 0

    @Option(
        name: .long,
        help: "Make one run only: before:7, after:7, or several crashes one after the other, after:7,before:2."
    )
    var at: String?

    @Flag(name: .long, help: "Kill real processes on data folders instead of simulating it in memory.")
    var kill = false

    @Option(name: .long, help: "Print a line for each definition, or a JSON object for each.")
    var output: OutputOption = .text

    func validate() throws {
        guard crashEverywhere else {
            throw ValidationError("Say what is tested: --crash-everywhere is the only kind of test so far.")
        }
        guard pairs >= 0 else { throw ValidationError("--pairs is a number of runs.") }
        _ = try crashes()
    }

    func run() async throws {
        // All of them are looked at before the first one runs, which may take a while.
        let files = try definitions.map { (path) throws(CommandFailure) in (path: path, file: try DefinitionFile(path))
        }
        let input = try input.map { (text) throws(CommandFailure) in try InputFile.json(text, of: "--input") } ?? [:]
        let crashes = try crashes()
        let tests = files.map { path, file in
            CrashTest(
                path: path,
                definition: file,
                input: input,
                inputOption: self.input,
                template: template,
                seed: seed,
                pairs: pairs,
                only: crashes,
                kills: kill
            )
        }
        let printer = CrashPrinter(console: .standard, output: output)
        let work = Task {
            var hasDifferences = false
            for test in tests {
                let report = try await test.run { printer.show($0, of: test) }
                printer.show(report, of: test)
                hasDifferences = hasDifferences || !report.failures.isEmpty
            }
            return hasDifferences
        }
        guard Interrupt.standard.watch(cancelling: work) else { throw CancellationError() }
        let outcome = await work.result
        _ = Interrupt.standard.watch(nil)
        if let signal = Interrupt.standard.received { throw CommandFailure.interrupted(signal, "Nothing was kept.") }
        do {
            if try outcome.get() { throw ExitCode(Exit.executionFailed.rawValue) }
        } catch let exit as ExitCode {
            throw exit
        } catch {
            throw CommandFailure(error)
        }
    }

    /// The crashes of `--at`; nil where all are asked for.
    private func crashes() throws -> [CrashPoint]? {
        guard let at else { return nil }
        return try at.split(separator: ",", omittingEmptySubsequences: false).map { text in
            guard let point = CrashPoint(String(text)) else {
                throw ValidationError("--at takes before:N or after:N, where N counts commits from 1; not '\(at)'.")
            }
            return point
        }
    }
}
