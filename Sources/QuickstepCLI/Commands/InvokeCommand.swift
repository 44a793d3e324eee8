import ArgumentParser
import QuickstepJSON
import QuickstepLambda
import QuickstepPrimitives
import QuickstepRuntime
import QuickstepServiceKit

/// `quickstep invoke`: one handler, one recorded event.
struct InvokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invoke",
        abstract: "Run one linked function on a recorded event.",
        discussion: "The result goes to standard output; log lines and the duration go to standard error."
    )

    @Argument(help: "The function's name.")
    var function: String

    @Option(name: .long, help: "The event: a JSON file, or - for standard input.")
    var event: String

    @OptionGroup var handlers: HandlerOptions

    @OptionGroup var data: DataOptions

    func run() async throws {
        let console = Console.standard
        let payload = try InputFile.json(event == "-" ? "-" : "@" + event, of: "--event")
        try checkThatItIsLinked()
        let result = try await Session.use(data, isolating: handlers.isolate) { session in
            try await session.runtime.invoke(function, event: payload)
        }
        for line in result.log { console.say("\(console.style.dim(line.time.iso8601)) \(line.level) \(line.text)") }
        let span = "\(ProgressPrinter.text(duration: result.duration))"
        switch result.outcome {
        case .succeeded(let output):
            console.say("\(console.style.green("✓")) \(function)  \(console.style.dim(span))")
            console.result(output.prettyText())
        case .failed(let error, let cause):
            console.say("\(console.style.red("✗")) \(function)  \(console.style.dim(span))")
            throw CommandFailure(.executionFailed, "\(error): \(cause)")
        }
    }

    /// Refuses a function that is not linked before anything is started for it.
    private func checkThatItIsLinked() throws(CommandFailure) {
        let linked = ApplicationContext.current.functions.map(\.name).sorted()
        guard !function.hasPrefix("arn:"), !linked.contains(function) else { return }
        let known = linked.isEmpty ? "No function is linked in." : "Linked in: \(linked.joined(separator: ", "))."
        throw CommandFailure(
            .executionFailed,
            "There is no function '\(function)'.\nhint: \(known) A QuickstepApplication of your own lists the functions to link; "
                + "see the README."
        )
    }
}
