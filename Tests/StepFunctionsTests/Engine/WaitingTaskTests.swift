import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import QuickstepStepFunctions
import Testing

/// Tasks that workers, callbacks and other executions end, through the door and across restarts.
struct WaitingTaskTests {
    private static let activity = "\(arnPrefix)activity:work"

    private static func machine(_ resource: String, _ fields: String = "") -> String {
        #"{"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "\#(resource)"\#(fields), "End": true}}}"#
    }

    private func types(_ harness: Harness, _ arn: String) async throws -> [String] {
        try await harness.history(arn).compactMap { $0["type"]?.stringValue }
    }

    @Test func `a worker takes a task, gives signs of life and ends it`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        _ = try await harness.call("CreateActivity", ["name": "work"])
        let definition = Self.machine(Self.activity, #", "TimeoutSeconds": 60, "HeartbeatSeconds": 10"#)
        let arn = try await harness.begin(try await harness.create(definition), input: #"{"n":1}"#)
        let task = try await harness.poll(Self.activity, worker: "w")
        let token = try #require(task["taskToken"])
        #expect(task["input"] == #"{"n":1}"#)
        _ = try await harness.call("SendTaskHeartbeat", ["taskToken": token])
        _ = try await harness.call("SendTaskSuccess", ["taskToken": token, "output": "[2]"])
        await harness.settle()
        let outcome = try await harness.describe(arn)
        #expect(outcome["status"] == "SUCCEEDED")
        #expect(outcome["output"] == "[2]")
        let types = try await types(harness, arn)
        #expect(types[2...4] == ["ActivityScheduled", "ActivityStarted", "ActivitySucceeded"])
        await harness.kernel.stop()
    }

    @Test func `a poll that finds nothing ends after a minute, empty`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        _ = try await harness.call("CreateActivity", ["name": "work"])
        let answer = try await harness.poll(Self.activity, worker: "w")
        #expect(answer["taskToken"] == nil)
        #expect(harness.kernel.clock.now == epoch.adding(milliseconds: 60_000))
        await harness.kernel.stop()
    }

    @Test func `workers take tasks in the order in which they came, each once`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        _ = try await harness.call("CreateActivity", ["name": "work"])
        let machine = try await harness.create(Self.machine(Self.activity))
        for number in 1...3 { _ = try await harness.begin(machine, input: "\(number)", name: "run\(number)") }
        var inputs: [String] = []
        for _ in 1...3 {
            inputs.append(try await harness.poll(Self.activity, worker: "w")["input"]?.stringValue ?? "")
        }
        #expect(inputs == ["1", "2", "3"])
        await harness.kernel.stop()
    }

    @Test func `a task of a stopped execution is not given out, and its token is over`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        _ = try await harness.call("CreateActivity", ["name": "work"])
        let machine = try await harness.create(Self.machine(Self.activity))
        let first = try await harness.begin(machine, name: "first")
        let second = try await harness.begin(machine, name: "second")
        let token = try #require(try await harness.poll(Self.activity, worker: "w")["taskToken"])
        for arn in [first, second] { _ = try await harness.call("StopExecution", ["executionArn": .string(arn)]) }
        await harness.settle()
        #expect(try await harness.poll(Self.activity, worker: "w")["taskToken"] == nil)
        for operation in ["SendTaskSuccess", "SendTaskFailure", "SendTaskHeartbeat"] {
            #expect(
                await harness.refusal(operation, ["taskToken": token, "output": "1"])
                    == "TaskTimedOut: Task Timed Out: 'Provided task does not exist anymore'"
            )
        }
        await harness.kernel.stop()
    }

    @Test func `a token works once, and no other text is one`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        _ = try await harness.call("CreateActivity", ["name": "work"])
        _ = try await harness.begin(try await harness.create(Self.machine(Self.activity)))
        let token = try #require(try await harness.poll(Self.activity, worker: "w")["taskToken"])
        #expect(
            await harness.refusal("SendTaskSuccess", ["taskToken": token, "output": "not JSON"])?
                .hasPrefix("InvalidOutput") == true
        )
        _ = try await harness.call("SendTaskFailure", ["taskToken": token, "error": "E", "cause": "C"])
        #expect(
            await harness.refusal("SendTaskSuccess", ["taskToken": token, "output": "1"])?.hasPrefix("TaskTimedOut")
                == true
        )
        #expect(
            await harness.refusal("SendTaskSuccess", ["taskToken": "YWJj", "output": "1"])
                == "InvalidToken: Invalid Token: 'Invalid token'"
        )
        await harness.kernel.stop()
    }

    @Test(arguments: [
        ("SendTaskFailure", "error", 257), ("SendTaskFailure", "cause", 32_769), ("SendTaskSuccess", "output", 262_145),
        ("SendTaskHeartbeat", "taskToken", 2049), ("SendTaskHeartbeat", "taskToken", 0),
    ])
    func `what is said of a task is bounded`(operation: String, member: String, length: Int) async throws {
        let harness = try await Harness.start(InMemoryStore())
        var parameters: JSONObject = ["taskToken": "YWJj", "output": "1"]
        parameters[member] = .string(String(repeating: "1", count: length))
        #expect(await harness.refusal(operation, parameters)?.hasPrefix("ValidationException") == true)
        await harness.kernel.stop()
    }

    @Test func `an output that no state could have is refused, and the token still holds`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        _ = try await harness.call("CreateActivity", ["name": "work"])
        let arn = try await harness.begin(try await harness.create(Self.machine(Self.activity)))
        let token = try #require(try await harness.poll(Self.activity, worker: "w")["taskToken"])
        let deep = String(repeating: "[", count: 600) + String(repeating: "]", count: 600)
        #expect(
            await harness.refusal("SendTaskSuccess", ["taskToken": token, "output": .string(deep)])?
                .hasPrefix("InvalidOutput") == true
        )
        _ = try await harness.call("SendTaskSuccess", ["taskToken": token, "output": "1"])
        await harness.settle()
        #expect(try await harness.describe(arn)["status"] == "SUCCEEDED")
        await harness.kernel.stop()
    }

    @Test func `a new activity of an old name begins with an empty line`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        _ = try await harness.call("CreateActivity", ["name": "work"])
        _ = try await harness.begin(try await harness.create(Self.machine(Self.activity)))
        await harness.settle()
        _ = try await harness.call("DeleteActivity", ["activityArn": .string(Self.activity)])
        _ = try await harness.call("CreateActivity", ["name": "work"])
        #expect(try await harness.poll(Self.activity, worker: "w")["taskToken"] == nil)
        await harness.kernel.stop()
    }

    @Test func `the end of an Express execution cannot be waited for`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        let made = try await harness.call(
            "CreateStateMachine",
            [
                "name": "fast", "definition": .string(Definitions.pass), "roleArn": .string(Harness.role),
                "type": "EXPRESS",
            ]
        )
        let child = made["stateMachineArn"]?.stringValue ?? ""
        let outcome = try await harness.run(
            """
            {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
              "Resource": "arn:aws:states:::states:startExecution.sync", "Parameters": {"StateMachineArn": "\(child)"}}}}
            """
        )
        #expect(outcome["error"] == "StepFunctions.StateMachineTypeNotSupportedException")
        await harness.kernel.stop()
    }

    @Test func `what was told of a task survives the process`() async throws {
        let store = InMemoryStore()
        let first = try await Harness.start(store)
        _ = try await first.call("CreateActivity", ["name": "work"])
        let arn = try await first.begin(try await first.create(Self.machine(Self.activity)), input: "1")
        let token = try #require(try await first.poll(Self.activity, worker: "w")["taskToken"])
        await first.settle()
        let rest = store.copy()
        await first.kernel.stop()

        let second = try await Harness.start(rest, seed: 2)
        _ = try await second.call("SendTaskSuccess", ["taskToken": token, "output": "7"])
        await second.settle()
        #expect(try await second.describe(arn)["output"] == "7")
        await second.kernel.stop()
    }

    @Test func `virtual time does not pass the deadline of a task that waits for someone outside`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        _ = try await harness.call("CreateActivity", ["name": "work"])
        let definition = Self.machine(Self.activity, #", "TimeoutSeconds": 60"#)
        let arn = try await harness.begin(try await harness.create(definition))
        await harness.settle()
        #expect(try await harness.describe(arn)["status"] == "RUNNING")
        #expect(harness.kernel.clock.now == epoch)
        await harness.kernel.stop()
    }

    @Test(arguments: [(".sync", #"{\"n\":1}"#), (".sync:2", "")])
    func `a nested execution is waited for, and its failure is a failed task`(
        pattern: String,
        text: String
    ) async throws {
        let harness = try await Harness.start(InMemoryStore())
        let child = try await harness.create(
            #"{"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "Own", "Cause": "why"}}}"#,
            name: "child"
        )
        let definition = """
            {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
              "Resource": "arn:aws:states:::states:startExecution\(pattern)",
              "Parameters": {"StateMachineArn": "\(child)", "Input": {"n": 1}, "Name": "c"}}}}
            """
        let outcome = try await harness.run(definition)
        #expect(outcome["status"] == "FAILED")
        #expect(outcome["error"] == "States.TaskFailed")
        let cause = try JSONValue.parse(try #require(outcome["cause"]?.stringValue))
        #expect(cause["Error"] == "Own")
        #expect(cause["Status"] == "FAILED")
        // A failure's description has its input as text in both patterns.
        #expect(cause["Input"] == #"{"n":1}"#)
        await harness.kernel.stop()
    }

    @Test func `stopping an execution stops the one that it waits for`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        _ = try await harness.call("CreateActivity", ["name": "work"])
        let child = try await harness.create(Self.machine(Self.activity), name: "child")
        let definition = """
            {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
              "Resource": "arn:aws:states:::states:startExecution.sync",
              "Parameters": {"StateMachineArn": "\(child)", "Name": "c"}}}}
            """
        let arn = try await harness.begin(try await harness.create(definition))
        await harness.settle()
        _ = try await harness.call("StopExecution", ["executionArn": .string(arn)])
        await harness.settle()
        #expect(try await harness.describe("\(arnPrefix)execution:child:c")["status"] == "ABORTED")
        await harness.kernel.stop()
    }
}

extension Harness {
    /// Polls for a task of an activity as a worker does.
    func poll(_ activity: String, worker: String) async throws(ServiceError) -> JSONObject {
        try await kernel.answer(
            ServiceRequest(
                service: "states",
                operation: "GetActivityTask",
                parameters: ["activityArn": .string(activity), "workerName": .string(worker)]
            )
        ).output
    }
}
