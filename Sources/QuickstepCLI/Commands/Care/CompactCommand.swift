import ArgumentParser
import QuickstepRuntime

/// `quickstep compact`: gives back space that the data folder no longer needs.
struct CompactCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compact",
        abstract: "Write the store anew without its holes, and remove executions that ended long ago.",
        discussion: """
            No process may own the folder. For a while the store takes twice its space. Executions that run are never removed, nor \
            any that another one still waits for.
            """
    )

    @OptionGroup var retention: RetentionOption

    @Option(name: .long, help: "The folder in which everything is kept.")
    var data: String = DataOptions.defaultFolder

    func run() async throws {
        do {
            let done = try await FolderCompaction.run(data, retention: retention.duration)
            if retention.duration != nil {
                Console.standard.say("Removed \(done.executions) execution\(done.executions == 1 ? "" : "s").")
            }
            Console.standard.say("The store takes \(ByteText.text(done.after)); it took \(ByteText.text(done.before)).")
        } catch {
            throw CommandFailure(error)
        }
    }
}

/// How long executions that ended are kept.
struct RetentionOption: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Remove executions, with their histories, this many days after their end; AWS: 90. (default: never)",
            valueName: "days"
        )
    )
    var retention: Int?

    func validate() throws {
        guard let retention else { return }
        guard (0...36_500).contains(retention) else { throw ValidationError("Days are a number from 0 to 36500.") }
    }

    var duration: Duration? { retention.map { .seconds($0 * 86_400) } }
}
