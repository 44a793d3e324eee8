import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepStepFunctions

struct ExecutionTests {
    @Test(arguments: [
        (
            "not some json",
            "Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', "
                + "'true' or 'false')"
        ),
        ("{'not': 'json'", "Unexpected character (''' (code 39)): was expecting double-quote to start field name"),
        ("", "Invalid execution input."),
        (" ", "Invalid execution input."),
    ])
    func `an input that is not JSON is refused in the service's words`(input: String, why: String) async throws {
        let harness = try await Harness.start(InMemoryStore())
        let machine = try await harness.create(Definitions.pass)
        #expect(
            await harness.refusal("StartExecution", ["stateMachineArn": .string(machine), "input": .string(input)])
                == "InvalidExecutionInput: Invalid State Machine Execution Input: '\(why)'"
        )
        await harness.kernel.stop()
    }

    @Test func `an input of 262,144 bytes is taken, and not one byte more`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        let machine = try await harness.create(Definitions.pass)
        func refusal(_ text: String) async -> String? {
            await harness.refusal("StartExecution", ["stateMachineArn": .string(machine), "input": .string(text)])
        }
        #expect(await refusal("\"" + String(repeating: "x", count: 262_142) + "\"") == nil)
        #expect(await refusal("\"" + String(repeating: "x", count: 262_143) + "\"") != nil)
        #expect(await refusal("\"" + String(repeating: "ü", count: 131_072) + "\"") != nil)
        await harness.settle()
        await harness.kernel.stop()
    }

    @Test func `an execution without a name gets one, and a trace header is shown`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        let machine = try await harness.create(Definitions.pass)
        let started = try await harness.call(
            "StartExecution",
            ["stateMachineArn": .string(machine), "traceHeader": "Root=1"]
        )
        await harness.settle()
        let described = try await harness.describe(started["executionArn"]?.stringValue ?? "")
        #expect(described["traceHeader"] == "Root=1")
        #expect(described["name"]?.stringValue?.count == 36)
        #expect(described["input"] == "{}")
        await harness.kernel.stop()
    }

    @Test func `a description of metadata alone holds no data`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        let arn = try await harness.begin(try await harness.create(Definitions.pass), input: #"{"a": 1}"#)
        await harness.settle()
        let described = try await harness.call(
            "DescribeExecution",
            ["executionArn": .string(arn), "includedData": "METADATA_ONLY"]
        )
        #expect(described["input"] == nil)
        #expect(described["output"] == nil)
        #expect(described["inputDetails"] == ["included": false])
        #expect(described["outputDetails"] == ["included": false])
        await harness.kernel.stop()
    }

    @Test func `a description says whether the execution can be redriven`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        harness.kernel.activity.begin()
        let running = try await harness.begin(try await harness.create(Definitions.wait, name: "w"))
        #expect(try await harness.describe(running)["redriveStatus"] == "NOT_REDRIVABLE")
        #expect(
            try await harness.describe(running)["redriveStatusReason"]
                == "Execution is RUNNING and cannot be redriven"
        )
        harness.kernel.activity.end()
        await harness.settle()
        #expect(
            try await harness.describe(running)["redriveStatusReason"]
                == "Execution is SUCCEEDED and cannot be redriven"
        )
        let failed = try await harness.run(#"{"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "E"}}}"#)
        #expect(failed["redriveStatus"] == "REDRIVABLE")
        #expect(failed["redriveStatusReason"] == nil)
        #expect(failed["redriveCount"] == 0)
        let day: Int64 = 24 * 60 * 60 * 1000
        harness.kernel.clock.advance(to: harness.kernel.clock.now.adding(milliseconds: 14 * day + 1))
        let late = try await harness.describe(failed["executionArn"]?.stringValue ?? "")
        #expect(late["redriveStatusReason"] == "Execution redrivable period exceeded")
        await harness.kernel.stop()
    }

    @Test(
        arguments: [
            (24_998, false, 0, nil), (24_999, false, 0, .tooManyEvents), (1, true, 0, .machineIsDeleting),
            (1, false, 365, .tookTooLong),
        ] as [(Int, Bool, Int64, Redrivability.Reason?)]
    )
    func `an execution that ended badly can be redriven within bounds`(
        events: Int,
        isDeleting: Bool,
        days: Int64,
        reason: Redrivability.Reason?
    ) {
        let ended = epoch.adding(milliseconds: days * 24 * 60 * 60 * 1000)
        var record = ExecutionRecord(status: .failed, stoppedAt: ended)
        record.eventCount = events
        let verdict = Redrivability(
            record,
            startedAt: epoch,
            machineIsDeleting: isDeleting,
            now: ended
        )
        #expect(verdict.reason == reason)
    }

    @Test func `an execution whose history is full cannot be redriven`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        let full = try await harness.run(
            """
            {"StartAt": "Spin", "States": {
              "Spin": {"Type": "Pass", "Next": "Look"},
              "Look": {"Type": "Choice", "Choices": [{"Variable": "$.go", "IsPresent": true, "Next": "Spin"}], "Default": "End"},
              "End": {"Type": "Succeed"}
            }}
            """,
            input: #"{"go": true}"#
        )
        #expect(full["cause"] == "The execution reached the maximum number of history events (25000).")
        #expect(full["redriveStatus"] == "NOT_REDRIVABLE")
        #expect(full["redriveStatusReason"] == "Execution history event limit exceeded")
        await harness.kernel.stop()
    }

    @Test func `executions are listed newest first and by status`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        harness.kernel.activity.begin()
        let waiting = try await harness.create(Definitions.wait)
        for name in ["b", "a", "c"] { _ = try await harness.begin(waiting, name: name) }
        _ = try await harness.call("StopExecution", ["executionArn": .string("\(arnPrefix)execution:machine:a")])
        while try await harness.describe("\(arnPrefix)execution:machine:a")["status"] == "RUNNING" {
            await Task.yield()
        }
        func names(_ filter: String?) async throws -> [String] {
            var parameters: JSONObject = ["stateMachineArn": .string(waiting)]
            if let filter { parameters["statusFilter"] = .string(filter) }
            return try await harness.listed("ListExecutions", parameters, "executions", "name")
        }
        // They started in the same millisecond.
        #expect(try await names(nil) == ["c", "a", "b"])
        #expect(try await names("RUNNING") == ["c", "b"])
        #expect(try await names("ABORTED") == ["a"])
        #expect(try await names("TIMED_OUT") == [])
        harness.kernel.activity.end()
        await harness.settle()
        await harness.kernel.stop()
    }

    @Test(
        arguments: [
            ([:], "ValidationException"),
            (["statusFilter": "PENDING_REDRIVE", "stateMachineArn": "m"], "ValidationException"),
            (["redriveFilter": "REDRIVEN", "stateMachineArn": "m"], "ValidationException"),
            (["stateMachineArn": "m", "mapRunArn": "r"], "ValidationException"),
            (["mapRunArn": .string("\(arnPrefix)mapRun:machine/label:id")], "ResourceNotFound"),
            (["mapRunArn": .string("\(arnPrefix)execution:machine:run")], "InvalidArn"),
        ] as [(JSONObject, String)]
    )
    func `a list of executions that cannot be is refused`(parameters: JSONObject, code: String) async throws {
        let harness = try await Harness.start(InMemoryStore())
        #expect(await harness.refusal("ListExecutions", parameters)?.hasPrefix("\(code): ") == true)
        await harness.kernel.stop()
    }

    @Test func `the executions of an Express machine are not listed`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        let made = try await harness.call(
            "CreateStateMachine",
            [
                "name": "e", "definition": .string(Definitions.pass), "roleArn": .string(Harness.role),
                "type": "EXPRESS",
            ]
        )
        let arn = try #require(made["stateMachineArn"])
        #expect(
            await harness.refusal("ListExecutions", ["stateMachineArn": arn])
                == "StateMachineTypeNotSupported: This operation is not supported by this type of state machine"
        )
        await harness.kernel.stop()
    }

    @Test func `an execution has no map runs, and no ARN names one`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        let arn = try await harness.begin(try await harness.create(Definitions.pass))
        await harness.settle()
        #expect(try await harness.call("ListMapRuns", ["executionArn": .string(arn)]) == ["mapRuns": []])
        #expect(
            await harness.refusal("ListMapRuns", ["executionArn": .string("\(arn)-2")])
                == "ExecutionDoesNotExist: Execution Does Not Exist: '\(arn)-2'"
        )
        let run = "\(arnPrefix)mapRun:machine/label:id"
        for operation in ["DescribeMapRun", "UpdateMapRun"] {
            #expect(
                await harness.refusal(operation, ["mapRunArn": .string(run)])
                    == "ResourceNotFound: Resource not found: '\(run)'"
            )
        }
        await harness.kernel.stop()
    }

    @Test func `no more executions are open than the quota allows`() async throws {
        let store = InMemoryStore()
        let harness = try await Harness.start(store)
        harness.kernel.activity.begin()
        let machine = try await harness.create(Definitions.wait)
        func admit(_ max: Int) async -> String? {
            do throws(ServiceError) {
                try await harness.kernel.sequencer.turn { (turn) throws(ServiceError) in
                    try OpenExecutions.admit(in: .standard, &turn, max: max)
                }
                return nil
            } catch {
                return error.code
            }
        }
        for name in ["a", "b"] { _ = try await harness.begin(machine, name: name) }
        #expect(await admit(2) == "ExecutionLimitExceeded")
        _ = try await harness.call("StopExecution", ["executionArn": .string("\(arnPrefix)execution:machine:a")])
        while try await harness.describe("\(arnPrefix)execution:machine:a")["status"] == "RUNNING" {
            await Task.yield()
        }
        // The end of an execution is noticed when the quota seems to be reached.
        #expect(await admit(2) == nil)
        harness.kernel.activity.end()
        await harness.settle()
        await harness.kernel.stop()
    }
}
