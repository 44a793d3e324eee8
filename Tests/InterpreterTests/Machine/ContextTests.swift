import QuickstepJSON
import Testing

@testable import QuickstepInterpreter

struct ContextTests {
    @Test func `the context object has its members in the recorded order`() throws {
        let run = try ScriptedRun.finished(
            Definitions.machine("A", Definitions.pass("A", #""InputPath":"$$""#)),
            input: ["x": 1]
        )
        #expect(
            run.machine.status
                == .succeeded(
                    output: [
                        "Execution": [
                            "Id": "arn:aws:states:us-east-1:000000000000:execution:machine:run",
                            "Input": ["x": 1],
                            "StartTime": "2025-01-01T00:00:00.000Z",
                            "Name": "run",
                            "RoleArn": "arn:aws:iam::000000000000:role/role",
                            "RedriveCount": 0,
                        ],
                        "StateMachine": [
                            "Id": "arn:aws:states:us-east-1:000000000000:stateMachine:machine", "Name": "machine",
                        ],
                        "State": ["Name": "A", "EnteredTime": "2025-01-01T00:00:00.000Z"],
                    ]
                )
        )
    }

    @Test func `a Task shows its count of retries and when it was entered`() throws {
        let run = try ScriptedRun.finished(
            Definitions.machine(
                "W",
                Definitions.wait("W", #""Seconds": 1"#, next: "T") + ","
                    + Definitions.task("T", #""Parameters":{"s.$":"$$.State"}"#)
            )
        ) { .succeed($0.parameters) }
        #expect(
            run.machine.status
                == .succeeded(output: ["s": ["Name": "T", "EnteredTime": "2025-01-01T00:00:01.000Z", "RetryCount": 0]])
        )
    }

    @Test func `a branch within an iteration sees its item, and the innermost one counts`() throws {
        let dump = Definitions.machine("D", Definitions.pass("D", #""Parameters":{"item.$":"$$.Map.Item"}"#))
        let inner = Definitions.machine("N", Definitions.map("N", dump, #""ItemsPath":"$.inner""#))
        let processor = Definitions.machine("P", Definitions.parallel("P", [inner]))
        let run = try ScriptedRun.finished(
            Definitions.machine("M", Definitions.map("M", processor)),
            input: [["inner": ["x"]]]
        )
        #expect(
            run.machine.status
                == .succeeded(output: [[[["item": ["Index": 0, "Value": "x", "Source": "STATE_DATA"]]]]])
        )
    }
}
