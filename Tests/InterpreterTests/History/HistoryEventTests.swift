import QuickstepJSON
import QuickstepPrimitives
import Testing

@testable import QuickstepInterpreter

struct HistoryEventTests {
    @Test func `an event renders as GetExecutionHistory shows it`() throws {
        let run = try ScriptedRun.finished(
            Definitions.machine("A", Definitions.pass("A", #""Assign":{"v":"text"}"#)),
            input: ["x": 1.50]
        )
        #expect(
            run.history.map(\.json) == [
                [
                    "timestamp": 1_735_689_600, "type": "ExecutionStarted", "id": 1, "previousEventId": 0,
                    "executionStartedEventDetails": [
                        "input": #"{"x":1.5}"#, "inputDetails": ["truncated": false],
                        "roleArn": "arn:aws:iam::000000000000:role/role",
                    ],
                ],
                [
                    "timestamp": 1_735_689_600, "type": "PassStateEntered", "id": 2, "previousEventId": 0,
                    "stateEnteredEventDetails": [
                        "name": "A", "input": #"{"x":1.5}"#, "inputDetails": ["truncated": false],
                    ],
                ],
                [
                    "timestamp": 1_735_689_600, "type": "PassStateExited", "id": 3, "previousEventId": 2,
                    "stateExitedEventDetails": [
                        "name": "A", "output": #"{"x":1.5}"#, "outputDetails": ["truncated": false],
                        "assignedVariables": ["v": "\"text\""], "assignedVariablesDetails": ["truncated": false],
                    ],
                ],
                [
                    "timestamp": 1_735_689_600, "type": "ExecutionSucceeded", "id": 4, "previousEventId": 3,
                    "executionSucceededEventDetails": [
                        "output": #"{"x":1.5}"#, "outputDetails": ["truncated": false],
                    ],
                ],
            ]
        )
    }

    @Test func `without data only names and errors are left`() throws {
        let run = try ScriptedRun.finished(Definitions.machine("T", Definitions.task("T", #""TimeoutSeconds": 5"#)))
        let events = run.journal.flatMap { HistoryEvent.visible($0, header: run.header, includesData: false) }
        #expect(
            events.map { $0.json[$0.detailsName ?? "none"] ?? "none" } == [
                ["roleArn": "arn:aws:iam::000000000000:role/role"], ["name": "T"],
                ["resource": "work", "timeoutInSeconds": 5], "none", [:], ["name": "T"], [:],
            ]
        )
    }

    @Test(arguments: [
        (1_735_689_600_007, "1735689600.007"), (1_735_689_600_120, "1735689600.12"), (0, "0"), (-1_500, "-1.5"),
    ])
    func `timestamps are seconds with a fraction`(milliseconds: Int64, text: String) {
        let event = Event(sequence: 1, id: 1, previousID: 0, frame: .root, change: .mapSucceeded(state: "M"))
        let header = ScriptedRun.header(input: [:], seed: 1)
        let rendered = HistoryEvent(event, at: Timestamp(milliseconds: milliseconds), header: header)
        #expect(rendered.json["timestamp"]?.doubleValue == Double(text))
        #expect(rendered.detailsName == nil)
    }

    @Test func `hidden events are left out`() throws {
        let run = try ScriptedRun.finished(
            Definitions.machine(
                "T",
                Definitions.task("T", #""Retry":[{"ErrorEquals":["States.ALL"],"MaxAttempts":1}]"#)
            )
        ) { _ in .fail("E", nil) }
        #expect(run.history.count == run.events.count - 2)
        #expect(!run.lines.contains { $0.contains("retry") })
    }
}
