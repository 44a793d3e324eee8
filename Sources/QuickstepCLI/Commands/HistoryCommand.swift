import ArgumentParser
import QuickstepJSON
import QuickstepPrimitives
import QuickstepRuntime
import QuickstepServiceKit

/// `quickstep history`: what happened in one execution, event by event.
struct HistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Show the history of an execution, as GetExecutionHistory gives it."
    )

    @Argument(help: "The execution: its ARN, or its name.")
    var execution: String

    @Option(name: .long, help: "A line for each event, or a JSON array.")
    var output: OutputOption = .text

    @Option(name: .long, help: "The folder in which everything is kept.")
    var data: String = DataOptions.defaultFolder

    func run() async throws {
        let events: [JSONValue]
        do {
            let reader = try await RuntimeReader.open(data)
            defer { reader.close() }
            events = try await reader.history(of: try await arn(reader))
        } catch {
            throw CommandFailure(error)
        }
        switch output {
        case .json: Console.standard.result(JSONValue.array(events).prettyText())
        case .text: for event in events { Console.standard.result(Self.line(event)) }
        }
    }

    private func arn(_ reader: RuntimeReader) async throws -> String {
        if execution.hasPrefix("arn:") { return execution }
        let found = try await reader.executions().filter { $0.name == execution }
        guard let first = found.first else {
            throw CommandFailure(
                .executionFailed,
                "There is no execution '\(execution)' in \(data). List them: "
                    + ApplicationContext.current.hint("executions", data: data)
            )
        }
        guard found.count == 1 else {
            let arns = found.map { "  " + $0.arn }.joined(separator: "\n")
            throw CommandFailure(.usage, "Several executions are named '\(execution)'. Name one by its ARN:\n\(arns)")
        }
        return first.arn
    }

    private static func line(_ event: JSONValue) -> String {
        let id = event["id"]?.intValue ?? 0
        let previous = event["previousEventId"]?.intValue ?? 0
        let seconds = event["timestamp"]?.doubleValue ?? 0
        let time = Timestamp(milliseconds: Int64(exactly: (seconds * 1000).rounded()) ?? 0)
        let type = event["type"]?.stringValue ?? ""
        let details = event.objectValue?.first { $0.key.hasSuffix("EventDetails") }?.value
        let parts = ["name", "index", "resource", "error", "cause", "input", "parameters", "output"].compactMap {
            member in
            details?[member].map { "\(member)=\($0.stringValue ?? $0.compactText)" }
        }
        let columns = [
            String(id).leftPadded(to: 5), String(previous).leftPadded(to: 5), time.iso8601, type.padded(to: 24),
            parts.joined(separator: " "),
        ]
        return columns.joined(separator: "  ").trimmedAtEnd
    }
}
