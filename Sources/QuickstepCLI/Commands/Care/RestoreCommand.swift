import ArgumentParser
import QuickstepRuntime
import QuickstepServiceKit

/// `quickstep restore`: a data folder from a backup.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Make a data folder of a backup.",
        discussion: """
            The folder must not be there yet. Everything is checked before it gets its name. Nothing is carried on: what was \
            unfinished when the backup was made waits for resume.
            """
    )

    @Argument(help: "The backup.")
    var file: String

    @Option(name: .long, help: "The folder that is made.")
    var data: String = DataOptions.defaultFolder

    func run() async throws {
        do {
            let restored = try await FolderCopy.restore(file, to: data)
            Console.standard.say(
                "Restored \(restored.words) in \(data)."
            )
            let reader = try await RuntimeReader.open(data)
            defer { reader.close() }
            let work = try await reader.unfinishedWork()
            if !work.isEmpty {
                let hint = ApplicationContext.current.resumeHint(data: data, reader)
                Console.standard.note("\(work.words) unfinished: \(hint)")
            }
        } catch {
            throw CommandFailure(error)
        }
    }
}

extension FolderCopy.Summary {
    /// `22 rows and the bytes of 1 object`.
    var words: String {
        "\(rows) row\(rows == 1 ? "" : "s") and the bytes of \(objects) object\(objects == 1 ? "" : "s")"
    }
}
