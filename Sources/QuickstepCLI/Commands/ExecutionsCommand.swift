import ArgumentParser
import QuickstepJSON
import QuickstepPrimitives
import QuickstepRuntime
import QuickstepServiceKit

/// `quickstep executions`: what ran, what runs, what is unfinished.
struct ExecutionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "executions",
        abstract: "List the executions in the data folder, newest first for each state machine."
    )

    @Option(name: .long, help: "A table, or a JSON array.")
    var output: OutputOption = .text

    @Option(name: .long, help: "The folder in which everything is kept.")
    var data: String = DataOptions.defaultFolder

    func run() async throws {
        let executions: [ExecutionResult]
        do {
            let reader = try await RuntimeReader.open(data)
            defer { reader.close() }
            executions = try await reader.executions()
            let work = try await reader.unfinishedWork()
            if !work.isEmpty {
                let hint = ApplicationContext.current.resumeHint(data: data, reader)
                Console.standard.note("\(work.words) unfinished: \(hint)")
            }
        } catch {
            throw CommandFailure(error)
        }
        switch output {
        case .json: Console.standard.result(JSONValue.array(executions.map(Self.json)).prettyText())
        case .text: Self.table(executions).forEach(Console.standard.result)
        }
    }

    private static func table(_ executions: [ExecutionResult]) -> [String] {
        let rows = executions.map { execution in
            let span = execution.stoppedAt.map { $0.milliseconds(since: execution.startedAt) }
            return [
                execution.stateMachine, execution.name,
                execution.quarantine == nil ? execution.status.rawValue : "QUARANTINED",
                execution.startedAt.iso8601, span.map { ProgressPrinter.text(milliseconds: $0) } ?? "-",
            ]
        }
        let table = [["STATE MACHINE", "EXECUTION", "STATUS", "STARTED", "DURATION"]] + rows
        let widths = table[0].indices.map { column in table.map { $0[column].count }.max() ?? 0 }
        return table.map { row in
            zip(row, widths).map { $0.padded(to: $1) }.joined(separator: "  ").trimmedAtEnd
        }
    }

    private static func json(_ execution: ExecutionResult) -> JSONValue {
        var object: JSONObject = [
            "executionArn": .string(execution.arn),
            "name": .string(execution.name),
            "stateMachine": .string(execution.stateMachine),
            "status": .string(execution.status.rawValue),
            "startDate": .string(execution.startedAt.iso8601),
        ]
        if let stopped = execution.stoppedAt { object["stopDate"] = .string(stopped.iso8601) }
        if let quarantine = execution.quarantine { object["quarantine"] = .string(quarantine) }
        return .object(object)
    }
}
