import ArgumentParser
import QuickstepGateway
import QuickstepRuntime

/// `quickstep serve`: the runtime behind an HTTP endpoint, for clients that speak AWS's protocols.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Answer unmodified AWS clients: aws --endpoint-url http://127.0.0.1:4566 …",
        discussion: """
            Step Functions and SQS are there so far. What is unfinished in the data folder is carried on. Signatures are not \
            checked: the endpoint listens on this machine only.
            """
    )

    @Option(name: .long, help: "The port; 0 lets the system choose one.")
    var port: Int = 4566

    @Option(name: .long, help: "The template that wires the pipeline. (default: the application's own)")
    var template: String?

    @OptionGroup var data: DataOptions

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("A port is a number from 0 to 65535.") }
    }

    func run() async throws {
        let console = Console.standard
        do throws(CommandFailure) {
            try await Session.use(data, template: template, resuming: true) { session in
                try await serve(session, console)
            }
        } catch {
            // A signal is how a server is meant to end.
            guard error.exit == .interrupted || error.exit == .terminated else { throw error }
            console.say("Stopped.")
        }
    }

    private func serve(_ session: Session, _ console: Console) async throws {
        let gateway = Gateway(session.runtime, port: port)
        let place = data.ephemeral ? "in memory" : "in \(data.folder)"
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await gateway.run { port in
                    let address = "http://127.0.0.1:\(port)"
                    console.result(address)
                    console.say("Quickstep listens on \(address) and keeps everything \(place). Ctrl-C ends it.")
                }
            }
            group.addTask { await session.runtime.waitUntilStopped() }
            try await group.next()
            group.cancelAll()
        }
    }
}
