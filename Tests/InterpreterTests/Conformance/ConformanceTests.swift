import QuickstepJSON
import QuickstepPrimitives
import QuickstepStatesLanguage
import Testing

@testable import QuickstepInterpreter

/// What the recorded service did, compared event by event.
@Suite(.enabled(if: ConformanceCase.folder != nil, "The conformance folder is not there."))
struct ConformanceTests {
    private enum Verdict {
        case passed
        /// The definition uses what is not supported yet.
        case refused(String)
        case failed([String])
    }

    /// Recordings from before `RedriveCount` came into the context object.
    private static let superseded: Set = [
        "scenarios/test_base_scenarios.py::TestBaseScenarios::test_lambda_service_invoke_with_retry_extended_input"
            + "#get_execution_history"
    ]

    @Test func `recorded executions have the recorded histories`() throws {
        let cases = try ConformanceCase.load()
        var passed = 0
        var refused: [String: Int] = [:]
        var failures: [(String, [String])] = []
        for recorded in cases {
            switch try verdict(of: recorded) {
            case .passed: passed += 1
            case .refused(let code): refused[code, default: 0] += 1
            case .failed(let differences): failures.append((recorded.id, differences))
            }
        }
        print("conformance: \(cases.count) cases, \(passed) as recorded, \(failures.count) differ")
        failures.removeAll { Self.superseded.contains($0.0) }
        for (code, count) in refused.sorted(by: { $0.key < $1.key }) { print("  refused \(count): \(code)") }
        for (id, differences) in failures {
            print("  differs \(id)")
            for difference in differences.prefix(4) { print("      \(difference)") }
        }
        #expect(passed > 0)
        #expect(failures.isEmpty)
    }

    private func verdict(of recorded: ConformanceCase) throws -> Verdict {
        let machine: StateMachine
        do {
            machine = try StateMachine.decode(DefinitionSource(json: recorded.definition))
        } catch {
            let first = error.diagnostics.first { $0.severity == .error }
            return .refused("\(first?.code ?? "?") \(first?.message.prefix(90) ?? "")")
        }
        var results = recorded.taskResults[...]
        var run = ScriptedRun(machine, input: try JSONValue.parse(recorded.input)) { request in
            Self.recordedAnswer(to: request, results.popFirst())
        }
        if recorded.stops {
            try run.send(.start)
            try run.send(.stop(error: nil, cause: nil))
        } else if recorded.expected["status"] == "RUNNING" {
            try run.send(.start)
        } else {
            try run.finish()
        }
        let answer = RecordedAnswer(aliases: recorded.aliases, placeholders: recorded.placeholders)
        let differences = answer.differences(recorded.expected, actual(of: run, like: recorded))
        return differences.isEmpty ? .passed : .failed(differences)
    }

    /// What the recorded service did with a task, as signals.
    private static func recordedAnswer(to request: TaskRequest, _ result: JSONValue?) -> ScriptedResult {
        let task = request.task
        guard let result else { return .hang }
        var signals: [(signal: Signal, after: Int64)] = []
        if request.resource.isActivity {
            signals.append((.taskAccepted(task), 0))
            let worker = result["workerName"]?.stringValue ?? "BASE_ID_ACTIVITY_CONSUMER"
            signals.append((.activityStarted(task, worker: worker), 0))
        }
        if let submitted = result["submitted"] {
            signals.append((.taskSubmitted(task, output: output(submitted["output"] ?? submitted)), 0))
        }
        if let failure = result["failure"] {
            guard failure["event"]?.stringValue?.hasSuffix("TimedOut") != true else { return .follow(signals) }
            signals.append(
                (.taskFailed(task, error: failure["error"]?.stringValue, cause: text(failure["cause"])), 0)
            )
        } else if result["output"] != nil {
            signals.append((.taskSucceeded(task, output: output(result["output"])), 0))
        }
        return .follow(signals)
    }

    private func actual(of run: ScriptedRun, like recorded: ConformanceCase) -> JSONValue {
        var actual: JSONObject = ["status": .string(run.machine.status.name)]
        if let recordedOutput = recorded.expected["output"], case .succeeded(let output) = run.machine.status {
            actual["output"] = recordedOutput.stringValue == nil ? output : .string(output.compactText)
        }
        if recorded.expected["history"] != nil {
            var events = run.history.map(\.json)
            if recorded.eventOrder != nil { events = withoutOrder(events) }
            actual["history"] = .array(events)
        }
        if let describe = recorded.expected["describe"] {
            // What DescribeExecution says beyond the machine is the engine's part.
            actual["describe"] = describe
        }
        return .object(actual)
    }

    /// What was done to recordings whose order was dropped: events within a Parallel lose their ids, and at each event that
    /// ends one, everything since the last start is put there again, which swallows its ParallelStateSucceeded.
    private func withoutOrder(_ events: [JSONValue]) -> [JSONValue] {
        let ends = Set(["Succeeded", "Aborted", "Exited", "Failed"].map { "ParallelState\($0)" })
        var events = events
        var start = 0
        var inside = false
        var pending: [JSONValue] = []
        var index = 0
        while index < events.count {
            let type = events[index]["type"]?.stringValue ?? ""
            if ends.contains(type) {
                events.replaceSubrange(start..<index, with: pending.sorted { $0.compactText < $1.compactText })
                inside = false
            } else if type == "ParallelStateStarted" {
                (inside, pending, start) = (true, [], index + 1)
            } else if inside, var members = events[index].objectValue {
                _ = members.removeValue(forKey: "id")
                _ = members.removeValue(forKey: "previousEventId")
                events[index] = .object(members)
                pending.append(events[index])
            }
            index += 1
        }
        return events
    }

    private static func text(_ value: JSONValue?) -> String? {
        value.map { $0.stringValue ?? $0.compactText }
    }

    /// Arrays and scalars are kept as JSON text, objects are not.
    private static func output(_ value: JSONValue?) -> JSONValue {
        guard let value else { return .null }
        guard let text = value.stringValue else { return value }
        return (try? JSONValue.parse(text)) ?? value
    }
}
