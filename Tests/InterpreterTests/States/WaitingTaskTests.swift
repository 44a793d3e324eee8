import QuickstepJSON
import QuickstepPrimitives
import QuickstepStatesLanguage
import Testing

@testable import QuickstepInterpreter

/// Tasks whose result comes from somebody else: callbacks, jobs, activities.
struct WaitingTaskTests {
    private static let activity = "arn:aws:states:us-east-1:000000000000:activity:work"

    private static func task(_ resource: String, _ fields: String = "") -> String {
        #"{"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "\#(resource)"\#(fields), "End": true}}}"#
    }

    private static let callback = "arn:aws:states:::sqs:sendMessage.waitForTaskToken"
    private static let message = #", "Parameters": {"QueueUrl": "q", "MessageBody": "b"}"#

    private static func types(_ run: ScriptedRun) -> [String] {
        run.history.map { "\($0.id)<\($0.previousID) \($0.type)" }
    }

    @Test func `a callback goes on after the call until its token is used`() throws {
        var run = try ScriptedRun(Self.task(Self.callback, Self.message)) { request in
            .follow([
                (.taskSubmitted(request.task, output: ["MessageId": "1"]), 10),
                (.taskSucceeded(request.task, output: "done"), 5_000),
            ])
        }
        try run.finish()
        #expect(run.machine.status == .succeeded(output: "done"))
        #expect(
            Self.types(run) == [
                "1<0 ExecutionStarted", "2<0 TaskStateEntered", "3<2 TaskScheduled", "4<3 TaskStarted",
                "5<4 TaskSubmitted", "6<5 TaskSucceeded", "7<6 TaskStateExited", "8<7 ExecutionSucceeded",
            ]
        )
        #expect(run.history[2].details["resource"] == "sendMessage.waitForTaskToken")
        try Replay.check(run)
    }

    @Test func `the parameters of a callback can hold its token`() throws {
        let definition = Self.task(
            Self.callback,
            #", "Parameters": {"QueueUrl": "q", "MessageBody.$": "$$.Task.Token"}"#
        )
        var run = try ScriptedRun(definition) { _ in .hang }
        try run.finish()
        let text = try #require(run.requests.first?.parameters["MessageBody"]?.stringValue)
        let token = try #require(TaskToken(text))
        #expect(token.task == run.requests.first?.task)
        #expect(token.isGenuine(seed: run.header.seed))
    }

    @Test func `each heartbeat gives a callback more time`() throws {
        let definition = Self.task(Self.callback, #", "HeartbeatSeconds": 10"# + Self.message)
        var run = try ScriptedRun(definition) { request in
            .follow([
                (.taskSubmitted(request.task, output: [:]), 0),
                (.heartbeatReceived(request.task), 9_000), (.heartbeatReceived(request.task), 18_000),
            ])
        }
        try run.finish()
        #expect(run.now == ScriptedRun.startedAt.adding(milliseconds: 28_000))
        #expect(run.machine.status == .failed(error: "States.Timeout", cause: nil))
        #expect(Self.types(run).suffix(2) == ["6<5 TaskTimedOut", "7<6 ExecutionFailed"])
        try Replay.check(run)
    }

    @Test(arguments: [("States.HeartbeatTimeout", true), ("States.Timeout", true), ("States.TaskFailed", false)])
    func `a missing heartbeat is caught by its own name and as a timeout`(name: String, isCaught: Bool) throws {
        let definition = """
            {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "\(Self.callback)"\(Self.message), "HeartbeatSeconds": 1,
            "Catch": [{"ErrorEquals": ["\(name)"], "Next": "C"}], "End": true}, "C": {"Type": "Pass", "End": true}}}
            """
        var run = try ScriptedRun(definition) { .follow([(.taskSubmitted($0.task, output: [:]), 0)]) }
        try run.finish()
        let caught = Status.succeeded(output: ["Error": "States.Timeout", "Cause": ""])
        #expect(run.machine.status == (isCaught ? caught : .failed(error: "States.Timeout", cause: nil)))
    }

    @Test func `a failure that was sent without error and cause has neither`() throws {
        var run = try ScriptedRun(Self.task(Self.callback, Self.message)) { request in
            .follow([
                (.taskSubmitted(request.task, output: [:]), 0), (.taskFailed(request.task, error: nil, cause: nil), 1),
            ])
        }
        try run.finish()
        #expect(run.machine.status == .failed(error: nil, cause: nil))
        let failed = try #require(run.history.first { $0.type == "TaskFailed" })
        #expect(failed.details["error"] == nil)
        #expect(failed.details["cause"] == nil)
    }

    @Test func `an activity is scheduled once it is known to exist and starts with its worker`() throws {
        let definition = Self.task(Self.activity, #", "TimeoutSeconds": 30, "HeartbeatSeconds": 5"#)
        var run = try ScriptedRun(definition, input: ["a": 1]) { request in
            .follow([
                (.taskAccepted(request.task), 0), (.activityStarted(request.task, worker: "w"), 20_000),
                (.taskSucceeded(request.task, output: 2), 24_000),
            ])
        }
        try run.finish()
        #expect(run.machine.status == .succeeded(output: 2))
        #expect(
            Self.types(run).dropFirst(2).prefix(4) == [
                "3<2 ActivityScheduled", "4<3 ActivityStarted", "5<4 ActivitySucceeded", "6<5 TaskStateExited",
            ]
        )
        #expect(
            run.history[2].details == [
                "resource": .string(Self.activity), "input": #"{"a":1}"#, "inputDetails": ["truncated": false],
                "timeoutInSeconds": 30, "heartbeatInSeconds": 5,
            ]
        )
        #expect(run.history[3].details == ["workerName": "w"])
        try Replay.check(run)
    }

    @Test func `the time of an activity that no worker takes runs out`() throws {
        var run = try ScriptedRun(Self.task(Self.activity, #", "TimeoutSeconds": 30"#)) {
            .follow([(.taskAccepted($0.task), 0)])
        }
        try run.finish()
        #expect(run.machine.status == .failed(error: "States.Timeout", cause: nil))
        #expect(Self.types(run).suffix(2) == ["4<3 ActivityTimedOut", "5<4 ExecutionFailed"])
        try Replay.check(run)
    }

    @Test func `an activity that does not exist ends the execution, past every catcher`() throws {
        let definition = Self.task(
            Self.activity,
            #", "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "T"}]"#
        )
        var run = try ScriptedRun(definition) { request in
            .follow([(.taskRefused(request.task, cause: "The activity does not exist."), 0)])
        }
        try run.finish()
        let cause =
            "An error occurred while executing the state 'T' (entered at the event id #2). The activity does not exist."
        #expect(run.machine.status == .failed(error: "States.Runtime", cause: cause))
        #expect(Self.types(run).suffix(1) == ["3<2 ExecutionFailed"])
        try Replay.check(run)
    }

    @Test func `an attempt that is repeated gets a new token`() throws {
        let definition = """
            {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "\(Self.callback)",
            "Parameters": {"QueueUrl": "q", "MessageBody.$": "$$.Task.Token"}, "Retry": [{"ErrorEquals": ["States.ALL"]}], "End": true}}}
            """
        var attempts = 0
        var run = try ScriptedRun(definition) { request in
            attempts += 1
            return attempts == 1
                ? .fail("E", nil)
                : .follow([
                    (.taskSubmitted(request.task, output: [:]), 0), (.taskSucceeded(request.task, output: 1), 1),
                ])
        }
        try run.finish()
        #expect(run.machine.status == .succeeded(output: 1))
        let tokens = run.requests.compactMap { $0.parameters["MessageBody"]?.stringValue }
        #expect(tokens.count == 2)
        #expect(Set(tokens).count == 2)
    }

    @Test func `a role is evaluated and shown where the task is scheduled`() throws {
        let definition = Self.task("work", #", "Credentials": {"RoleArn.$": "$.role"}"#)
        var run = try ScriptedRun(definition, input: ["role": "arn:aws:iam::000000000000:role/r"])
        try run.finish()
        #expect(run.history[2].details["taskCredentials"] == ["roleArn": "arn:aws:iam::000000000000:role/r"])
    }
}
