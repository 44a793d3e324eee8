import ArgumentParser
import QuickstepRuntime

/// `quickstep backup`: a copy of the data folder in one file.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Save the data folder, with the bytes of its objects, in one file.",
        discussion: """
            What is saved is the folder as it is at one moment; a process that owns it goes on meanwhile. The backup is read back \
            before the command ends, and is never written over.
            """
    )

    @Argument(help: "The backup, a new file.")
    var file: String

    @Option(name: .long, help: "The folder in which everything is kept.")
    var data: String = DataOptions.defaultFolder

    func run() async throws {
        do {
            let saved = try await FolderCopy.backUp(data, to: file)
            Console.standard.say(
                "Saved \(saved.words) in \(file) (\(ByteText.text(saved.byteCount)))."
            )
        } catch {
            throw CommandFailure(error)
        }
    }
}
