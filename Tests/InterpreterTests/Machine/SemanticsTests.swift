import QuickstepJSON
import QuickstepPrimitives
import QuickstepStatesLanguage
import Testing

@testable import QuickstepInterpreter

/// An execution ends under the rules that it began with.
struct SemanticsTests {
    private func end(_ definition: String, semantics: Int) throws -> Status {
        let header = ExecutionHeader(
            semanticsVersion: semantics,
            arn: "arn",
            name: "run",
            stateMachineARN: "machine arn",
            stateMachineName: "machine",
            roleARN: "role",
            input: [:],
            seed: 1,
            startedAt: ScriptedRun.startedAt,
            definitionHash: "hash",
            region: "us-east-1"
        )
        var machine = Execution(
            header: header,
            definition: try StateMachine.decode(DefinitionSource(json: definition))
        )
        _ = try machine.handle(.start, at: ScriptedRun.startedAt)
        return machine.status
    }

    @Test func `a Pass with a result looked at its input once`() throws {
        let definition = """
            {"StartAt": "P", "States": {"P": {"Type": "Pass", "InputPath": "$.missing", "Result": 1, "End": true}}}
            """
        #expect(try end(definition, semantics: 2) == .succeeded(output: 1))
        guard case .failed("States.Runtime", _) = try end(definition, semantics: 1) else {
            Issue.record("The older rule fails on the missing path.")
            return
        }
    }

    @Test func `a Map took an object of the context object once`() throws {
        let definition = """
            {"StartAt": "M", "States": {"M": {"Type": "Map", "ItemsPath": "$$.StateMachine", "End": true,
            "ItemProcessor": {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}}}}
            """
        #expect(try end(definition, semantics: 1) == .succeeded(output: ["machine arn", "machine"]))
        guard case .failed("States.Runtime", _) = try end(definition, semantics: 2) else {
            Issue.record("The present rule refuses the object.")
            return
        }
    }
}
