import QuickstepJSON
import QuickstepPrimitives
import QuickstepStatesLanguage
import Testing

@testable import QuickstepInterpreter

struct TaskTests {
    @Test func `a function has the history of section 4-2`() throws {
        let run = try ScriptedRun.finished(
            Definitions.machine("T", Definitions.task("T", #""Parameters":{"a.$":"$.x"},"ResultPath":"$.r""#)),
            input: ["x": 1]
        ) { request in
            #expect(request.parameters == ["a": 1])
            #expect(request.resource == .function("work"))
            #expect(request.attempt == 0)
            return .succeed("done")
        }
        #expect(
            run.lines == [
                "1<0 ExecutionStarted", "2<0 TaskStateEntered", "3<2 LambdaFunctionScheduled",
                "4<3 LambdaFunctionStarted",
                "5<4 LambdaFunctionSucceeded", "6<5 TaskStateExited", "7<6 ExecutionSucceeded",
            ]
        )
        #expect(run.machine.status == .succeeded(output: ["x": 1, "r": "done"]))
        try Replay.check(run)
    }

    @Test func `an integration has the history of section 4-3`() throws {
        let run = try ScriptedRun.finished(
            Definitions.machine(
                "T",
                Definitions.task(
                    "T",
                    #""TimeoutSeconds": 9, "Parameters": {"QueueUrl": "q", "MessageBody": "b"}"#,
                    resource: "arn:aws:states:::sqs:sendMessage"
                )
            )
        ) { _ in .succeed(["MessageId": "m"]) }
        #expect(
            run.lines == [
                "1<0 ExecutionStarted", "2<0 TaskStateEntered", "3<2 TaskScheduled", "4<3 TaskStarted",
                "5<4 TaskSucceeded",
                "6<5 TaskStateExited", "7<6 ExecutionSucceeded",
            ]
        )
        #expect(
            run.details("TaskScheduled") == [
                [
                    "resourceType": "sqs", "resource": "sendMessage", "region": "us-east-1",
                    "parameters": #"{"QueueUrl":"q","MessageBody":"b"}"#, "timeoutInSeconds": 9,
                ]
            ]
        )
        #expect(run.details("TaskStarted") == [["resourceType": "sqs", "resource": "sendMessage"]])
        try Replay.check(run)
    }

    @Test func `a failure that nobody handles ends the execution`() throws {
        let run = try ScriptedRun.finished(Definitions.machine("T", Definitions.task("T"))) { _ in
            .fail("TypeError", #"{"errorMessage": "no"}"#)
        }
        #expect(run.lines.suffix(2) == ["5<4 LambdaFunctionFailed", "6<5 ExecutionFailed"])
        #expect(run.machine.status == .failed(error: "TypeError", cause: #"{"errorMessage": "no"}"#))
        try Replay.check(run)
    }

    @Test func `a task past its timeout is cancelled and its late answer is ignored`() throws {
        var run = try ScriptedRun(Definitions.machine("T", Definitions.task("T", #""TimeoutSeconds": 3"#))) { _ in .hang
        }
        try run.send(.start)
        #expect(run.machine.pendingActions.count == 2)
        #expect(
            run.machine.pendingActions.last
                == .setTimer(TimerID(4), at: ScriptedRun.startedAt.adding(milliseconds: 3_000))
        )
        try run.finish()
        #expect(run.lines.suffix(2) == ["5<4 LambdaFunctionTimedOut", "6<5 ExecutionFailed"])
        #expect(run.details("LambdaFunctionTimedOut") == [["error": "States.Timeout"]])
        #expect(run.machine.status == .failed(error: "States.Timeout", cause: nil))
        let timedOut = try #require(run.events.first { $0.change.name == "taskTimedOut" })
        #expect(Execution.actions(for: timedOut) == [.cancelTask(TaskID(3))])
        #expect(try run.send(.taskSucceeded(TaskID(3), output: "late")).isEmpty)
        try Replay.check(run)
    }

    @Test func `a task that answers takes its timer back`() throws {
        let run = try ScriptedRun.finished(
            Definitions.machine("T", Definitions.task("T", #""TimeoutSecondsPath": "$.t""#)),
            input: ["t": 3]
        )
        let succeeded = try #require(run.events.first { $0.change.name == "taskSucceeded" })
        #expect(Execution.actions(for: succeeded) == [.cancelTimer(TimerID(4))])
        try Replay.check(run)
    }

    @Test(arguments: [("work", "work"), ("arn:aws:states:::lambda:invoke", "lambda")])
    func `a result past the limit fails the task by its own name`(resource: String, subject: String) throws {
        let run = try ScriptedRun.finished(
            Definitions.machine(
                "T",
                Definitions.task(
                    "T",
                    #""Catch":[{"ErrorEquals":["States.ALL"],"Next":"H"}],"# + Definitions.functionParameters,
                    resource: resource
                ) + ","
                    + Definitions.pass("H")
            )
        ) { _ in .succeed(.string(String(repeating: "a", count: 262_143))) }
        #expect(
            run.machine.status
                == .succeeded(
                    output: [
                        "Error": "States.DataLimitExceeded",
                        "Cause": .string(
                            "The state/task '\(subject)' returned a result with a size exceeding the maximum number of "
                                + "bytes service limit."
                        ),
                    ]
                )
        )
        #expect(run.lines.contains { $0.hasSuffix("Failed") })
    }

    @Test func `a result of exactly the limit is fine`() throws {
        let text = String(repeating: "a", count: 262_142)
        let run = try ScriptedRun.finished(Definitions.machine("T", Definitions.task("T"))) { _ in
            .succeed(.string(text))
        }
        #expect(run.machine.status == .succeeded(output: .string(text)))
    }

    @Test func `a failed path after the task's success ends the execution past every catcher`() throws {
        let run = try ScriptedRun.finished(
            Definitions.machine(
                "T",
                Definitions.task("T", #""OutputPath":"$.no","Catch":[{"ErrorEquals":["States.ALL"],"Next":"H"}]"#) + ","
                    + Definitions.pass("H")
            )
        )
        #expect(run.lines.suffix(2) == ["5<4 LambdaFunctionSucceeded", "6<5 ExecutionFailed"])
    }

    @Test func `an intrinsic function that fails can be caught before the task is scheduled`() throws {
        let run = try ScriptedRun.finished(
            Definitions.machine(
                "T",
                Definitions.task(
                    "T",
                    #""Parameters":{"v.$":"States.ArrayGetItem($.list, 9)"},"#
                        + #""Catch":[{"ErrorEquals":["States.IntrinsicFailure"],"Next":"H"}]"#
                ) + "," + Definitions.pass("H")
            ),
            input: ["list": [1]]
        )
        #expect(
            run.lines.prefix(4) == [
                "1<0 ExecutionStarted", "2<0 TaskStateEntered", "3<2 TaskStateExited", "4<3 PassStateEntered",
            ]
        )
        guard case .succeeded(let output) = run.machine.status else {
            Issue.record("The execution should have succeeded.")
            return
        }
        #expect(output["Error"] == "States.IntrinsicFailure")
        #expect(output["Cause"]?.stringValue?.hasPrefix("An error occurred while executing the state 'T'") == true)
    }
}
