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

    @Option(
        name: .long,
        help: "The machine's time, time that runs faster (60x), or time that jumps over every wait (virtual)."
    )
    var clock: ClockOption = .real

    @Option(name: .long, help: "Print what was left behind as lines, or as a JSON object.")
    var output: OutputOption = .text

    @OptionGroup var handlers: HandlerOptions

    @OptionGroup var data: DataOptions

    func validate() throws {
        try clock.checkThatTimePasses()
    }

    func run() async throws {
        let bytes = try InputFile.read(file)
        let metadata = try parsedMetadata()
        let tree = try await Session.use(
            data,
            clock: clock,
            template: template,
            listens: true,
            isolating: handlers.isolate,
            isFinished: \.isQuiet
        ) { session in
            let root = EffectID("upload:\(place.bucket)/\(place.key):\(session.runtime.now.milliseconds)")
            let follower = CausalFollower(
                root: root,
                runtime: session.runtime,
                notices: session.notices,
                consumedQueues: try await session.consumedQueues(),
                clock: clock
            )
            let following = follower.follow()
            do {
                _ = try await session.runtime.putObject(
                    bytes,
                    bucket: place.bucket,
                    key: place.key,
                    contentType: contentType ?? Self.contentType(of: file),
                    metadata: metadata,
                    cause: root
                )
            } catch {
                // Nothing was caused, so the follower would wait for ever.
                await session.runtime.stop()
                throw error
            }
            return await following.value
        }
        show(tree)
        throw ExitCode(tree.exit.rawValue)
    }

    private func show(_ tree: CausalTree) {
        let console = Console.standard
        switch output {
        case .text: tree.results.forEach { console.result($0.text) }
        case .json:
            console.result(
                JSONValue.object([
                    "status": .string(tree.status),
                    "results": .array(tree.results.map(\.json)),
                ]).compactText
            )
        }
        console.say(tree.status)
        for failure in tree.failures { console.failure(failure.text) }
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
