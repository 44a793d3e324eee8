import ArgumentParser
import QuickstepGateway
import QuickstepRuntime

/// `quickstep serve`: the runtime behind an HTTP endpoint, for clients that speak AWS's protocols.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Answer unmodified AWS clients: aws --endpoint-url http://127.0.0.1:4566 …",
        discussion: """
            Step Functions, SQS and EventBridge are there so far. What is unfinished in the data folder is carried on. \
            Signatures are not checked: the endpoint listens on this machine only. With another clock than the machine's, nothing is kept unless \
            --data names a folder of its own.
            """
    )

    @Option(name: .long, help: "The port; 0 lets the system choose one.")
    var port: Int = 4566

    @Option(
        name: .long,
        help: "The machine's time, time that runs faster (60x), or time that `advance` moves (manual)."
    )
    var clock: ClockOption = .real

    @Option(name: .long, help: "The template that wires the pipeline. (default: the application's own)")
    var template: String?

    @OptionGroup var retention: RetentionOption

    @OptionGroup var data: DataOptions

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("A port is a number from 0 to 65535.") }
        guard clock != .virtual else {
            throw ValidationError(
                "A server cannot know when its clients have nothing more to ask, so its time does not move by itself: use "
                    + "--clock manual and `advance`, or a factor such as --clock 60x."
            )
        }
    }

    func run() async throws {
        let console = Console.standard
        // A signal is how a server is meant to end.
        try await Session.use(data, clock: clock, template: template, resuming: true, retention: retention.duration) {
            session in
            try await serve(session, console)
        }
        console.say("Stopped.")
    }

    private func serve(_ session: Session, _ console: Console) async throws {
        let gateway = Gateway(session.runtime, port: port)
        let place = session.runtime.options.storage == .memory ? "in memory" : "in \(data.folder)"
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await listen(gateway) { port in
                    let address = "http://127.0.0.1:\(port)"
                    session.runtime.announce(endpoint: address)
                    console.result(address)
                    console.say("Quickstep listens on \(address) and keeps everything \(place). Ctrl-C ends it.")
                }
            }
            group.addTask { await session.runtime.waitUntilStopped() }
            do {
                try await group.next()
            } catch {
                // The other one waits for nothing but this.
                await session.runtime.stop()
                throw error
            }
            group.cancelAll()
        }
    }

    private func listen(_ gateway: Gateway, ready: @escaping @Sendable (Int) -> Void) async throws {
        do {
            try await gateway.run(ready: ready)
        } catch let error where !(error is CancellationError) {
            throw CommandFailure(.usage, "Cannot listen on port \(port): \(error). Choose another one with --port.")
        }
    }
}
