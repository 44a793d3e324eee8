import QuickstepJSON
import Testing

@testable import QuickstepInterpreter

struct VariableTests {
    @Test func `all expressions of a state see the values at its entry`() throws {
        let run = try ScriptedRun.finished(
            Definitions.machine(
                "A",
                Definitions.pass("A", #""Assign":{"x":1,"y":2}"#, next: "B") + ","
                    + Definitions.pass("B", #""Assign":{"x.$":"$y","y.$":"$x"},"Parameters":{"x.$":"$x"}"#, next: "C")
                    + ","
                    + Definitions.pass("C", #""Parameters":{"b.$":"$","x.$":"$x","y.$":"$y"}"#)
            )
        )
        #expect(run.machine.status == .succeeded(output: ["b": ["x": 1], "x": 2, "y": 1]))
        #expect(
            run.details("PassStateExited").map { $0["assignedVariables"] ?? "none" } == [
                ["x": "1", "y": "2"], ["x": "2", "y": "1"], "none",
            ]
        )
        try Replay.check(run)
    }

    @Test func `a Task's Assign sees the raw result`() throws {
        let run = try ScriptedRun.finished(
            Definitions.machine(
                "T",
                Definitions.task("T", #""ResultSelector":{"s.$":"$.a"},"Assign":{"raw.$":"$.b"}"#, next: "C") + ","
                    + Definitions.pass("C", #""Parameters":{"in.$":"$","raw.$":"$raw"}"#)
            )
        ) { _ in .succeed(["a": 1, "b": 2]) }
        #expect(run.machine.status == .succeeded(output: ["in": ["s": 1], "raw": 2]))
    }

    @Test func `what one Assign stores is bounded`() throws {
        let big = String(repeating: "v", count: 150_000)
        let run = try ScriptedRun.finished(
            Definitions.machine("A", Definitions.pass("A", #""Assign":{"x.$":"$.big","y.$":"$.big"}"#)),
            input: ["big": .string(big)]
        )
        guard case .failed("States.DataLimitExceeded", let cause) = run.machine.status else {
            Issue.record("The execution should have failed.")
            return
        }
        #expect(cause?.contains("'A'") == true)
    }

    @Test func `all variables together are bounded`() throws {
        let big = String(repeating: "v", count: 250_000)
        let states = (0..<45).map { Definitions.pass("A\($0)", #""Assign":{"v\#($0).$":"$.big"}"#, next: "A\($0 + 1)") }
        let run = try ScriptedRun.finished(
            Definitions.machine("A0", states.joined(separator: ",") + "," + Definitions.pass("A45")),
            input: ["big": .string(big)]
        )
        guard case .failed("States.DataLimitExceeded", _) = run.machine.status else {
            Issue.record("The execution should have failed.")
            return
        }
        // Ten mebibytes hold 41 of these values.
        #expect(run.details("PassStateExited").count == 41)
    }
}
