import QuickstepJSON
import QuickstepLambda
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepStepFunctions

struct StateTestRunTests {
    private let log = CallLog()

    private var functions: [Function] {
        [
            .echo("echo", log),
            .flaky("broken", failing: 1000, log),
            Function("slow", timeout: .seconds(900)) { (event: JSONValue, context: FunctionContext) in
                try await context.sleep(for: .seconds(600))
                return event
            },
        ]
    }

    private struct Answer {
        let output: JSONObject
        /// How long the test took on the runtime's clock.
        let milliseconds: Int64
        /// How much of the test is left.
        let leftovers: UnfinishedWork
    }

    private func test(_ definition: String, _ parameters: JSONObject = [:]) async throws -> Answer {
        let harness = try await Harness.start(InMemoryStore(), functions: functions)
        var parameters = parameters
        parameters["definition"] = .string(definition)
        parameters["roleArn"] = "arn:aws:iam::000000000000:role/tester"
        let request = ServiceRequest(service: "states", operation: "TestState", parameters: parameters)
        let output = try await harness.kernel.answer(request).output
        let took = harness.kernel.clock.now.milliseconds(since: epoch)
        let leftovers = try await harness.kernel.unfinished()
        await harness.kernel.stop()
        return Answer(output: output, milliseconds: took, leftovers: leftovers)
    }

    @Test func `a Wait is waited for`() async throws {
        let answer = try await test(#"{"Type":"Wait","SecondsPath":"$.s","Next":"On"}"#, ["input": #"{"s":30}"#])
        #expect(answer.output == ["output": #"{"s":30}"#, "nextState": "On", "status": "SUCCEEDED"])
        #expect(answer.milliseconds == 30_000)
    }

    @Test func `no test waits for more than five minutes`() async throws {
        let answer = try await test(#"{"Type":"Wait","Seconds":301,"End":true}"#)
        #expect(answer.output == ["error": "States.Timeout", "status": "FAILED"])
        #expect(answer.milliseconds == 300_000)
    }

    @Test func `a function is really called`() async throws {
        let answer = try await test(
            #"{"Type":"Task","Resource":"echo","ResultPath":"$.r","End":true}"#,
            ["input": #"{"a":1}"#, "inspectionLevel": "TRACE"]
        )
        let result = #"{"echo":{"a":1}}"#
        let merged = #"{"a":1,"r":{"echo":{"a":1}}}"#
        #expect(
            answer.output == [
                "output": .string(merged),
                "inspectionData": [
                    "input": #"{"a":1}"#, "afterInputPath": #"{"a":1}"#, "afterParameters": #"{"a":1}"#,
                    "result": .string(result), "afterResultSelector": .string(result),
                    "afterResultPath": .string(merged),
                ],
                "status": "SUCCEEDED",
            ]
        )
        #expect(log.calls.count == 1)
        #expect(answer.leftovers.isEmpty)
    }

    @Test func `lambda-invoke has the answer that it has in an execution`() async throws {
        let answer = try await test(
            #"{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"echo","Payload":[5]},"End":true}"#
        )
        let output = try JSONValue.parse(try #require(answer.output["output"]?.stringValue))
        #expect(output["Payload"] == ["echo": [5]])
        #expect(output["StatusCode"] == 200)
    }

    @Test func `a function that fails is the task's error, to be retried or caught`() async throws {
        let failed = try await test(#"{"Type":"Task","Resource":"broken","End":true}"#)
        #expect(failed.output["status"] == "FAILED")
        #expect(failed.output["error"] == "Flaky")
        let caught = try await test(
            #"{"Type":"Task","Resource":"broken","End":true,"Catch":[{"ErrorEquals":["States.TaskFailed"],"Next":"Mend"}]}"#
        )
        #expect(caught.output["status"] == "CAUGHT_ERROR")
        #expect(caught.output["nextState"] == "Mend")
        #expect(caught.leftovers.isEmpty)
    }

    @Test func `a function that is not there is the task's error`() async throws {
        let answer = try await test(#"{"Type":"Task","Resource":"nobody","End":true}"#)
        #expect(answer.output["error"] == "Lambda.ResourceNotFoundException")
    }

    @Test func `a task past its time is given up`() async throws {
        let answer = try await test(#"{"Type":"Task","Resource":"slow","TimeoutSeconds":9,"End":true}"#)
        #expect(answer.output == ["error": "States.Timeout", "status": "FAILED"])
        #expect(answer.milliseconds == 9_000)
        #expect(answer.leftovers.isEmpty)
    }

    @Test func `a task has five minutes`() async throws {
        let answer = try await test(#"{"Type":"Task","Resource":"slow","End":true}"#)
        #expect(answer.output == ["error": "States.Timeout", "status": "FAILED"])
        #expect(answer.milliseconds == 300_000)
    }

    @Test func `an operation of our own services is really called`() async throws {
        let answer = try await test(
            #"{"Type":"Task","Resource":"arn:aws:states:::states:startExecution","Parameters":{"StateMachineArn":"arn:aws:states:us-east-1:000000000000:stateMachine:nobody"},"End":true}"#
        )
        #expect(answer.output["status"] == "FAILED")
        #expect(answer.output["error"]?.stringValue?.hasPrefix("StepFunctions.") == true)
    }

    @Test func `a test in the midst of a turn cannot wait`() async throws {
        let harness = try await Harness.start(InMemoryStore(), functions: functions)
        let error = await #expect(throws: ServiceError.self) {
            try await harness.call("TestState", ["definition": #"{"Type":"Wait","Seconds":1,"End":true}"#])
        }
        #expect(error?.code == "ValidationException")
        let output = try await harness.call("TestState", ["definition": #"{"Type":"Wait","Seconds":0,"End":true}"#])
        #expect(output == ["output": "{}", "status": "SUCCEEDED"])
        await harness.kernel.stop()
    }

    @Test func `a test whose client is gone leaves nothing`() async throws {
        let (started, start) = AsyncStream.makeStream(of: Void.self)
        let (ended, end) = AsyncStream.makeStream(of: Bool.self)
        let endless = Function("endless", timeout: .seconds(900)) { (event: JSONValue, context: FunctionContext) in
            start.yield()
            do {
                try await context.sleep(for: .seconds(800))
                end.yield(false)
            } catch {
                end.yield(true)
            }
            return event
        }
        let harness = try await Harness.start(InMemoryStore(), functions: [endless])
        // Time stands still meanwhile.
        harness.kernel.activity.begin()
        let task = Task {
            try await harness.kernel.answer(
                ServiceRequest(
                    service: "states",
                    operation: "TestState",
                    parameters: [
                        "definition": #"{"Type":"Task","Resource":"endless","End":true}"#, "roleArn": "role",
                    ]
                )
            )
        }
        var starts = started.makeAsyncIterator()
        await starts.next()
        task.cancel()
        let answer = try await task.value
        #expect(answer.output["error"] == "States.Timeout")
        var ends = ended.makeAsyncIterator()
        #expect(await ends.next() == true)
        harness.kernel.activity.end()
        await harness.kernel.stop()
    }

    @Test(arguments: [
        #"{"Type": "Wait", "Seconds": 30, "End": true}"#, #"{"Type": "Task", "Resource": "slow", "End": true}"#,
    ])
    func `a test that the runtime's end ends has no outcome`(_ definition: String) async throws {
        let harness = try await Harness.start(InMemoryStore(), functions: functions)
        let request = ServiceRequest(
            service: "states",
            operation: "TestState",
            parameters: ["definition": .string(definition), "roleArn": "arn:aws:iam::000000000000:role/tester"]
        )
        // Virtual time stands still meanwhile.
        harness.kernel.activity.begin()
        let asking = Task { try await harness.kernel.answer(request) }
        while harness.kernel.timers.count == 0 { await Task.yield() }
        await harness.kernel.stop()
        await #expect(throws: ServiceError.runtimeStopped) { try await asking.value }
        harness.kernel.activity.end()
    }
}
