import ArgumentParser
import QuickstepJSON
import QuickstepPrimitives
import QuickstepRuntime
import QuickstepServiceKit

/// `quickstep upload`: an object, and everything that it causes.
struct UploadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "upload",
        abstract: "Put a file into a bucket and follow everything that it causes, until all is quiet.",
        discussion: """
            The causal tree goes to standard error, live on a terminal. What was left behind goes to standard output: objects, \
            rows, and messages that wait for a reader.
            """
    )

    @Argument(help: "The file.")
    var file: String

    @Argument(help: ArgumentHelp("Where it goes.", valueName: "bucket/key"))
    var place: ObjectPlace

    @Option(name: .long, help: "The media type. (default: by the file's ending)")
    var contentType: String?

    @Option(name: .long, help: ArgumentHelp("Metadata to store with it; may be repeated.", valueName: "name=value"))
    var metadata: [String] = []

    @Option(name: .long, help: "The template that wires the pipeline. (default: the application's own)")
    var template: String?

    @Option(name: .long, help: "The machine's time, or time that jumps over every wait.")
    var clock: ClockOption = .real

    @Option(name: .long, help: "Print what was left behind as lines, or as a JSON object.")
    var output: OutputOption = .text

    @OptionGroup var data: DataOptions

    func run() async throws {
        let bytes = try InputFile.read(file)
        let metadata = try parsedMetadata()
        let session = try await Session.open(data, clock: clock, template: template)
        let tree: CausalTree
        do {
            try await session.sayWhatIsUnfinished()
            let root = EffectID("upload:\(place.bucket)/\(place.key):\(session.runtime.now.milliseconds)")
            let follower = CausalFollower(
                root: root,
                runtime: session.runtime,
                consumedQueues: try await session.consumedQueues()
            )
            let following = follower.follow()
            _ = try await session.runtime.putObject(
                bytes,
                bucket: place.bucket,
                key: place.key,
                contentType: contentType ?? Self.contentType(of: file),
                metadata: metadata,
                cause: root
            )
            tree = await following.value
            await session.runtime.stop()
        } catch {
            await session.runtime.stop()
            throw CommandFailure(error)
        }
        show(tree)
        if tree.hasFailed {
            throw ExitCode((tree.executionStatus == "FAILED" ? Exit.executionFailed : .timedOutOrAborted).rawValue)
        }
    }

    private func show(_ tree: CausalTree) {
        let console = Console.standard
        switch output {
        case .text: tree.results.forEach { console.result($0.text) }
        case .json:
            console.result(
                JSONValue.object([
                    "status": tree.executionStatus.map { .string($0) } ?? .null,
                    "results": .array(tree.results.map(\.json)),
                ]).compactText
            )
        }
        if let status = tree.executionStatus { console.say(status) }
    }

    private func parsedMetadata() throws(CommandFailure) -> [String: String] {
        var parsed: [String: String] = [:]
        for pair in metadata {
            guard let equals = pair.firstIndex(of: "="), equals != pair.startIndex else {
                throw CommandFailure(.usage, "--metadata takes name=value, not '\(pair)'.")
            }
            parsed[String(pair[..<equals])] = String(pair[pair.index(after: equals)...])
        }
        return parsed
    }

    /// What a browser would say of a file of that name.
    ///
    /// The pipeline looks at the bytes, not at this.
    private static func contentType(of file: String) -> String? {
        switch file.split(separator: ".").last?.lowercased() {
        case "jpg", "jpeg": "image/jpeg"
        case "png": "image/png"
        case "json": "application/json"
        case "txt": "text/plain"
        default: nil
        }
    }
}
