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

    @OptionGroup var data: DataOptions

    /// An error, with what to do about a function that is not linked.
    private func failure(_ error: any Error) -> CommandFailure {
        guard let error = error as? ServiceError, error.code == "ResourceNotFoundException" else {
            return CommandFailure(error)
        }
        let linked = ApplicationContext.current.functions.map(\.name).sorted()
        let known = linked.isEmpty ? "No function is linked in." : "Linked in: \(linked.joined(separator: ", "))."
        return CommandFailure(
            .executionFailed,
            "\(error)\nhint: \(known) A QuickstepApplication of your own lists the functions to link; see the README."
        )
    }

    func run() async throws {
        let console = Console.standard
        let payload = try InputFile.json(event == "-" ? "-" : "@" + event, of: "--event")
        let session = try await Session.open(data)
        let result: InvocationResult
        do {
            result = try await session.runtime.invoke(function, event: payload)
            await session.runtime.stop()
        } catch {
            await session.runtime.stop()
            throw failure(error)
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
}
