import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepRuntime

/// Events between workflows and their neighbours.
struct EventTests {
    private static let role = "arn:aws:iam::000000000000:role/test"
    private static let queue = "arn:aws:sqs:us-east-1:000000000000:q"

    private func start() async throws -> Runtime {
        try await Runtime.start(
            RuntimeOptions(clock: .virtual(startingAt: Timestamp(milliseconds: 1_735_689_600_123)), seed: 1)
        )
    }

    /// Makes a queue and a rule on the default bus that leads to it.
    private func route(_ pattern: JSONValue, on runtime: Runtime) async throws {
        try await runtime.call("sqs", "CreateQueue", ["QueueName": "q"])
        try await runtime.call("events", "PutRule", ["Name": "r", "EventPattern": .string(pattern.compactText)])
        let target: JSONValue = ["Id": "1", "Arn": .string(Self.queue)]
        try await runtime.call("events", "PutTargets", ["Rule": "r", "Targets": [target]])
    }

    private func machine(_ definition: String, on runtime: Runtime) async throws -> JSONValue {
        let parameters: JSONObject = [
            "name": "machine", "definition": .string(definition), "roleArn": .string(Self.role),
        ]
        return try await runtime.call("states", "CreateStateMachine", parameters)["stateMachineArn"] ?? .null
    }

    private func run(_ definition: String, input: String = "{}", on runtime: Runtime) async throws -> JSONObject {
        let parameters: JSONObject = [
            "stateMachineArn": try await machine(definition, on: runtime), "input": .string(input), "name": "run",
        ]
        let started = try await runtime.call("states", "StartExecution", parameters)
        await runtime.settle()
        let arn = started["executionArn"] ?? .null
        return try await runtime.call("states", "DescribeExecution", ["executionArn": arn])
    }

    private func events(on runtime: Runtime) async throws -> [JSONValue] {
        let parameters: JSONObject = ["QueueUrl": .string(Self.queue), "MaxNumberOfMessages": 10]
        let messages = try await runtime.call("sqs", "ReceiveMessage", parameters)["Messages"]?.arrayValue ?? []
        return try messages.map { try JSONValue.parse($0["Body"]?.stringValue ?? "") }
    }

    private static func put(_ entries: String, resource: String = "events:putEvents") -> String {
        #"""
        {"StartAt": "Put", "States": {
          "Put": {"Type": "Task", "Resource": "arn:aws:states:::\#(resource)", "Parameters": {"Entries": \#(entries)},
            "Catch": [{"ErrorEquals": ["EventBridge.FailedEntry"], "Next": "Caught"}], "End": true},
          "Caught": {"Type": "Pass", "End": true}}}
        """#
    }

    private static let execution = "arn:aws:states:us-east-1:000000000000:execution:machine:run"
    private static let machine = "arn:aws:states:us-east-1:000000000000:stateMachine:machine"

    @Test func `an event of a workflow names the machine and the execution among its resources`() async throws {
        let runtime = try await start()
        try await route(["detail-type": ["t"]], on: runtime)
        let entries =
            #"[{"Source": "app", "DetailType": "t", "Detail": {"n": 1}},"#
            + #" {"Source": "app", "DetailType": "t", "Detail": "{\"n\":2}", "Resources": ["mine"]}]"#
        let described = try await run(Self.put(entries), on: runtime)
        #expect(described["status"] == "SUCCEEDED")
        let output = try JSONValue.parse(described["output"]?.stringValue ?? "")
        #expect(output.objectValue.map { Array($0.keys) } == ["Entries", "FailedEntryCount"])
        let events = try await events(on: runtime)
        #expect(events.map { $0["detail"] } == [["n": 1], ["n": 2]])
        #expect(events.map { $0["id"] } == [0, 1].map { output["Entries"]?[$0]?["EventId"] })
        #expect(events[0]["resources"] == [.string(Self.machine), .string(Self.execution)])
        #expect(events[1]["resources"] == ["mine", .string(Self.machine), .string(Self.execution)])
        await runtime.stop()
    }

    @Test func `an entry that is not taken fails the task, which can be caught, and keeps no other back`() async throws
    {
        let runtime = try await start()
        try await route(["detail-type": ["t"]], on: runtime)
        let entries =
            #"[{"Source": "app", "DetailType": "t", "Detail": "[]"}, {"Source": "app", "DetailType": "t", "Detail": {}}]"#
        let described = try await run(Self.put(entries), on: runtime)
        let output = try JSONValue.parse(described["output"]?.stringValue ?? "")
        #expect(output["Error"] == "EventBridge.FailedEntry")
        let cause = try JSONValue.parse(output["Cause"]?.stringValue ?? "")
        #expect(cause["FailedEntryCount"] == 1)
        #expect(cause["Entries"]?[0] == ["ErrorCode": "MalformedDetail", "ErrorMessage": "Detail is malformed."])
        #expect(cause["Entries"]?[1]?["EventId"] != nil)
        #expect(try await events(on: runtime).count == 1)
        await runtime.stop()
    }

    @Test func `the generic form puts events as they are, and tells of entries that were not taken`() async throws {
        let runtime = try await start()
        try await route(["detail-type": ["t"]], on: runtime)
        let entries =
            #"[{"Source": "app", "DetailType": "t", "Detail": {"n": 1}}, {"DetailType": "t", "Detail": "{}"}]"#
        let described = try await run(Self.put(entries, resource: "aws-sdk:eventbridge:putEvents"), on: runtime)
        let output = try JSONValue.parse(described["output"]?.stringValue ?? "")
        #expect(output["FailedEntryCount"] == 1)
        #expect(output["Entries"]?[1]?["ErrorCode"] == "InvalidArgument")
        let events = try await events(on: runtime)
        #expect(events.map { $0["resources"] } == [[]])
        await runtime.stop()
    }

    @Test func `whoever gets an event can answer the task that put it`() async throws {
        let runtime = try await start()
        try await route(["detail-type": ["t"]], on: runtime)
        let entries = #"[{"Source": "app", "DetailType": "t", "Detail": {"token.$": "$$.Task.Token"}}]"#
        let definition = Self.put(entries, resource: "events:putEvents.waitForTaskToken")
        #expect(try await run(definition, on: runtime)["status"] == "RUNNING")
        let token = try #require(try await events(on: runtime).first?["detail"]?["token"])
        try await runtime.call("states", "SendTaskSuccess", ["taskToken": token, "output": #"{"done":true}"#])
        await runtime.settle()
        let described = try await runtime.call("states", "DescribeExecution", ["executionArn": .string(Self.execution)])
        #expect(described["output"] == #"{"done":true}"#)
        await runtime.stop()
    }

    @Test func `a state machine that is a target runs with the event`() async throws {
        let runtime = try await start()
        try await runtime.call("events", "PutRule", ["Name": "r", "EventPattern": #"{"source":["app"]}"#])
        let machine = try await machine(
            #"{"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}"#,
            on: runtime
        )
        let target: JSONValue = ["Id": "1", "Arn": machine, "InputPath": "$.detail"]
        try await runtime.call("events", "PutTargets", ["Rule": "r", "Targets": [target]])
        let entry: JSONValue = ["Source": "app", "DetailType": "t", "Detail": #"{"n":1}"#]
        try await runtime.call("events", "PutEvents", ["Entries": [entry]])
        await runtime.settle()
        let executions = try await runtime.call("states", "ListExecutions", ["stateMachineArn": machine])
        let arn = try #require(executions["executions"]?[0]?["executionArn"])
        let described = try await runtime.call("states", "DescribeExecution", ["executionArn": arn])
        #expect(described["output"] == #"{"n":1}"#)
        await runtime.stop()
    }

    // MARK: Status changes

    @Test func `the default bus is told how an execution stands`() async throws {
        let runtime = try await start()
        try await route(["source": ["aws.states"]], on: runtime)
        let wait = #"{"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 5, "End": true}}}"#
        let described = try await run(wait, input: #"{"a":1}"#, on: runtime)
        #expect(described["status"] == "SUCCEEDED")
        let events = try await events(on: runtime)
        #expect(
            events.map { $0["detail-type"] } == Array(repeating: "Step Functions Execution Status Change", count: 2)
        )
        #expect(events.map { $0["resources"] } == Array(repeating: [.string(Self.execution)], count: 2))
        var detail: JSONObject = [
            "executionArn": .string(Self.execution), "stateMachineArn": .string(Self.machine), "name": "run",
            "status": "RUNNING", "startDate": 1_735_689_600_123, "stopDate": nil, "input": #"{"a":1}"#, "output": nil,
            "stateMachineVersionArn": nil, "stateMachineAliasArn": nil, "redriveCount": 0, "redriveDate": nil,
            "redriveStatus": "NOT_REDRIVABLE",
            "redriveStatusReason": "Execution is RUNNING and cannot be redriven", "inputDetails": ["included": true],
            "outputDetails": nil, "error": nil, "cause": nil,
        ]
        #expect(events[0]["detail"] == .object(detail))
        detail["status"] = "SUCCEEDED"
        detail["stopDate"] = 1_735_689_605_123
        detail["output"] = #"{"a":1}"#
        detail["redriveStatusReason"] = "Execution is SUCCEEDED and cannot be redriven"
        detail["outputDetails"] = ["included": true]
        #expect(events[1]["detail"] == .object(detail))
        await runtime.stop()
    }

    @Test func `a failure is told with its error, and a redrive as running again`() async throws {
        let runtime = try await start()
        try await route(["source": ["aws.states"], "detail": ["status": ["FAILED", "RUNNING"]]], on: runtime)
        let fail = #"{"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "E", "Cause": "C"}}}"#
        #expect(try await run(fail, on: runtime)["status"] == "FAILED")
        try await runtime.call("states", "RedriveExecution", ["executionArn": .string(Self.execution)])
        await runtime.settle()
        let details = try await events(on: runtime).compactMap { $0["detail"] }
        #expect(details.map { $0["status"] } == ["RUNNING", "FAILED", "RUNNING", "FAILED"])
        #expect(details.map { $0["redriveCount"] } == [0, 0, 1, 1])
        #expect(details.map { $0["error"] } == [nil, "E", nil, "E"].map { $0.map { .string($0) } ?? .null })
        #expect(details.last?["redriveStatus"] == "REDRIVABLE")
        await runtime.stop()
    }

    @Test func `an execution ends although a rule cannot be read`() async throws {
        let runtime = try await start()
        try await route(["source": ["aws.states"]], on: runtime)
        let damaged = Owner(kind: .eventBus, name: "default").section(0x02).text("damaged")
        try await runtime.kernel.sequencer.turn { (turn) throws(ServiceError) in turn.put(damaged, Array("{".utf8)) }
        let pass = #"{"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}"#
        #expect(try await run(pass, on: runtime)["status"] == "SUCCEEDED")
        await runtime.stop()
    }

    @Test func `payloads that are too large are left out of what is told`() async throws {
        let runtime = try await start()
        try await route(["source": ["aws.states"]], on: runtime)
        let pass = #"{"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}"#
        let input = #"{"a":"\#(String(repeating: "x", count: 150_000))"}"#
        _ = try await run(pass, input: input, on: runtime)
        let details = try await events(on: runtime).compactMap { $0["detail"] }
        #expect(details.map { $0["inputDetails"] } == [["included": true], ["included": false]])
        #expect(details.map { $0["input"] } == [.string(input), .null])
        #expect(details.last?["outputDetails"] == ["included": false])
        await runtime.stop()
    }
}

extension Runtime {
    @discardableResult
    fileprivate func call(
        _ service: String,
        _ operation: String,
        _ parameters: JSONObject
    ) async throws(ServiceError) -> JSONObject {
        try await answer(ServiceRequest(service: service, operation: operation, parameters: parameters))
    }
}
