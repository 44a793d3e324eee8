import QuickstepJSON
import QuickstepLambda
import QuickstepPrimitives
import QuickstepServiceKit
import QuickstepStepFunctions
import Testing

struct ExpressTests {
    private func start(_ harness: Harness, _ definition: String) async throws -> JSONValue {
        let made = try await harness.call(
            "CreateStateMachine",
            [
                "name": "fast", "definition": .string(definition), "roleArn": .string(Harness.role), "type": "EXPRESS",
            ]
        )
        return try #require(made["stateMachineArn"])
    }

    private func runSynchronously(
        _ harness: Harness,
        _ definition: String,
        input: JSONValue = "{}"
    ) async throws -> JSONObject {
        let machine = try await start(harness, definition)
        return try await harness.answer("StartSyncExecution", ["stateMachineArn": machine, "input": input])
    }

    @Test func `a synchronous execution is answered with its output and its bill`() async throws {
        let log = CallLog()
        let harness = try await Harness.start(
            InMemoryStore(),
            functions: [.echo("echo", log), .flaky("flaky", failing: 1, log)]
        )
        let definition = """
            {"StartAt": "W", "States": {
              "W": {"Type": "Wait", "Seconds": 3, "Next": "T"},
              "T": {"Type": "Task", "Resource": "flaky", "Next": "E",
                "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 2}]},
              "E": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                "Parameters": {"FunctionName": "echo", "Payload": {"seen.$": "$"}}, "OutputPath": "$.Payload", "End": true}}}
            """
        let answer = try await runSynchronously(harness, definition)
        #expect(answer["status"] == "SUCCEEDED")
        #expect(answer["output"] == #"{"echo":{"seen":"at last"}}"#)
        #expect(
            answer["billingDetails"] == ["billedDurationInMilliseconds": 5000, "billedMemoryUsedInMB": 64]
        )
        #expect(answer["executionArn"]?.stringValue?.hasPrefix("\(arnPrefix)express:fast:") == true)
        #expect(log.calls.count == 3)
        await harness.kernel.stop()
    }

    @Test func `a synchronous execution that fails is answered all the same`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        let definition = #"{"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "E", "Cause": "C"}}}"#
        let answer = try await runSynchronously(harness, definition)
        #expect(answer["status"] == "FAILED")
        #expect(answer["error"] == "E")
        #expect(answer["output"] == nil)
        #expect(answer["outputDetails"] == ["included": true])
        await harness.kernel.stop()
    }

    @Test func `an execution ends after five minutes`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        let definition = #"{"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 301, "End": true}}}"#
        let answer = try await runSynchronously(harness, definition)
        #expect(answer["status"] == "TIMED_OUT")
        #expect(answer["error"] == "States.Timeout")
        #expect(harness.kernel.clock.now == epoch.adding(milliseconds: 300_000))
        await harness.kernel.stop()
    }

    @Test func `an execution that the runtime's end ends has neither waited nor timed out`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        let machine = try await start(
            harness,
            #"{"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 30, "End": true}}}"#
        )
        // Virtual time stands still meanwhile.
        harness.kernel.activity.begin()
        let asking = Task { try await harness.answer("StartSyncExecution", ["stateMachineArn": machine]) }
        while harness.kernel.timers.count < 2 { await Task.yield() }
        await harness.kernel.stop()
        await #expect(throws: ServiceError.runtimeStopped) { try await asking.value }
        harness.kernel.activity.end()
    }

    @Test func `executions that go on for ever leave the threads to others`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        let spinner = try await start(
            harness,
            """
            {"StartAt": "C", "TimeoutSeconds": 1, "States": {
              "C": {"Type": "Choice", "Default": "P", "Choices": [
                {"Variable": "$.never", "IsPresent": true, "Next": "Done"}]},
              "P": {"Type": "Pass", "Next": "C"}, "Done": {"Type": "Succeed"}}}
            """
        )
        for _ in 0..<8 { _ = try await harness.call("StartExecution", ["stateMachineArn": spinner]) }
        let outcome = try await harness.create(Definitions.pass, name: "calm")
        let arn = try await harness.begin(outcome)
        while try await harness.describe(arn)["status"] == "RUNNING" { await Task.yield() }
        #expect(try await harness.describe(arn)["status"] == "SUCCEEDED")
        await harness.kernel.stop()
    }

    @Test func `only the metadata of a synchronous execution is shown where no more is wanted`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        let machine = try await start(harness, Definitions.pass)
        let answer = try await harness.answer(
            "StartSyncExecution",
            ["stateMachineArn": machine, "includedData": "METADATA_ONLY"]
        )
        #expect(answer["status"] == "SUCCEEDED")
        #expect(answer["input"] == nil)
        #expect(answer["output"] == nil)
        #expect(answer["outputDetails"] == ["included": false])
        await harness.kernel.stop()
    }

    @Test func `an Express execution leaves no row behind`() async throws {
        let store = InMemoryStore()
        let log = CallLog()
        let harness = try await Harness.start(store, functions: [.echo("echo", log)])
        let definition = #"{"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "echo", "End": true}}}"#
        let machine = try await start(harness, definition)
        let before = store.copy()
        let answer = try await harness.call("StartExecution", ["stateMachineArn": machine])
        await harness.settle()
        #expect(answer["executionArn"]?.stringValue?.contains(":express:fast:") == true)
        #expect(log.calls.count == 1)
        #expect(Self.executionRows(store) == Self.executionRows(before))
        await harness.kernel.stop()
    }

    /// Every row but the runtime's own: reserved numbers and the latest time.
    private static func executionRows(_ store: InMemoryStore) -> [StoreKey] {
        let everything = StoreKey(bytes: [Owner.Kind.timers.rawValue])..<StoreKey(bytes: [0xFF])
        return store.range(everything, limit: .max, reversed: false).map(\.key)
    }

    @Test func `a standard machine is not run synchronously`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        let machine = try await harness.create(Definitions.pass)
        var refusal: String?
        do throws(ServiceError) {
            _ = try await harness.answer("StartSyncExecution", ["stateMachineArn": .string(machine)])
        } catch {
            refusal = error.description
        }
        #expect(
            refusal == "StateMachineTypeNotSupported: This operation is not supported by this type of state machine"
        )
        await harness.kernel.stop()
    }

    @Test(arguments: [
        ("ALL", ["ExecutionStarted", "FailStateEntered", "ExecutionFailed"]),
        ("ERROR", ["FailStateEntered", "ExecutionFailed"]), ("FATAL", ["ExecutionFailed"]), ("OFF", []),
    ])
    func `the level decides which events are logged`(level: String, expected: [String]) async throws {
        let harness = try await Harness.start(InMemoryStore())
        let notices = harness.kernel.bus.subscribe()
        var parameters: JSONObject = [
            "name": "logged", "roleArn": .string(Harness.role),
            "definition": #"{"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "E"}}}"#,
        ]
        let group: JSONValue = [
            "cloudWatchLogsLogGroup": ["logGroupArn": "arn:aws:logs:us-east-1:000000000000:log-group:g:*"]
        ]
        parameters["loggingConfiguration"] = [
            "level": .string(level), "includeExecutionData": true, "destinations": level == "OFF" ? [] : [group],
        ]
        let made = try await harness.call("CreateStateMachine", parameters)
        _ = try await harness.begin(made["stateMachineArn"]?.stringValue ?? "")
        await harness.settle()
        await harness.kernel.stop()
        var records: [JSONValue] = []
        for await notice in notices where notice.event == "ExecutionLogged" {
            records.append(notice.detail["record"] ?? .null)
        }
        #expect(records.compactMap { $0["type"]?.stringValue } == expected)
        #expect(records.allSatisfy { $0["id"]?.stringValue != nil && $0["redrive_count"] == "0" })
    }
}

extension Harness {
    /// Answers a request from outside, which may wait.
    func answer(_ operation: String, _ parameters: JSONObject) async throws(ServiceError) -> JSONObject {
        try await kernel.answer(
            ServiceRequest(service: "states", operation: operation, parameters: parameters)
        ).output
    }
}
