import ArgumentParser
import Logging
import QuickstepGateway
import QuickstepNotificationSigning
import QuickstepPrometheus
import QuickstepRuntime
import ServiceLifecycle

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

    @Option(name: .long, help: "How much of what happens is told on standard error.")
    var logLevel: LogLevelOption = .warning

    @OptionGroup var handlers: HandlerOptions

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
        let metrics = PrometheusMetrics(help: Metric.helpTexts)
        // A signal is how a server is meant to end.
        try await Session.use(
            data,
            clock: clock,
            template: template,
            resuming: true,
            isolating: handlers.isolate,
            retention: retention.duration,
            logger: logLevel.logger,
            metrics: metrics,
            signing: NotificationSigning()
        ) { session in
            try await serve(session, metrics, console)
        }
        console.say("Stopped.")
    }

    /// Answers clients until the runtime stops.
    ///
    /// The runtime stops first, so that whoever waits for it gets an answer; then the listener has nothing to wait for.
    private func serve(_ session: Session, _ metrics: PrometheusMetrics, _ console: Console) async throws {
        let runtime = session.runtime
        let place = runtime.options.storage == .memory ? "in memory" : "in \(data.folder)"
        let gateway = Gateway(runtime, port: port, metrics: metrics) { port in
            let address = "http://127.0.0.1:\(port)"
            runtime.announce(endpoint: address)
            console.result(address)
            console.say("Quickstep listens on \(address) and keeps everything \(place). Ctrl-C ends it.")
        }
        var configuration = ServiceGroupConfiguration(
            services: [
                .init(service: gateway, failureTerminationBehavior: .cancelGroup),
                .init(service: runtime, successTerminationBehavior: .gracefullyShutdownGroup),
            ],
            logger: Self.silence
        )
        // A client that is slow to read its answer, or never sends its request, does not hold up the end.
        configuration.maximumGracefulShutdownDuration = Self.patience
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch is CancellationError {
            // What was open when the patience ended was broken off.
        } catch {
            throw CommandFailure(.usage, "Cannot listen on port \(port): \(error). Choose another one with --port.")
        }
    }

    /// How long open connections have when the server stops.
    private static let patience = Duration.seconds(2)

    /// The group's own log tells nothing that the command does not say.
    private static let silence = Logger(label: "quickstep.serve") { _ in SwiftLogNoOpLogHandler() }
}
