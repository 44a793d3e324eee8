import QuickstepJSON
import QuickstepLambda
import QuickstepPrimitives
import QuickstepServiceKit
import QuickstepStepFunctions
import Testing

struct OperationTests {
    private let pass = #"{"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}"#

    private func errorCode(_ work: () async throws(ServiceError) -> Void) async -> String? {
        do {
            try await work()
            return nil
        } catch {
            return error.code
        }
    }

    @Test func `creating a machine twice with one definition is one machine, with another it is refused`() async throws
    {
        let harness = try await Harness.start(InMemoryStore())
        let arn = try await harness.create(pass)
        #expect(arn == "arn:aws:states:us-east-1:000000000000:stateMachine:machine")
        #expect(try await harness.create(pass) == arn)
        let other = pass.replacing("Pass", with: "Succeed").replacing(#", "End": true"#, with: "")
        await #expect(
            errorCode { () throws(ServiceError) in _ = try await harness.create(other) } == "StateMachineAlreadyExists"
        )
        await harness.kernel.stop()
    }

    @Test func `an invalid definition is refused in the service's words`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        let error = await #expect(throws: ServiceError.self) { try await harness.create("{}") }
        #expect(error?.code == "InvalidDefinition")
        #expect(
            error?.message
                == "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: [States, StartAt] at /'"
        )
        await harness.kernel.stop()
    }

    @Test(arguments: [
        ("", "ValidationException"), ("a b", "InvalidName"), ("a/b", "InvalidName"), ("a:b", "InvalidName"),
        (String(repeating: "x", count: 81), "ValidationException"), ("tab\t", "InvalidName"),
    ])
    func `a name that the service refuses is refused`(name: String, code: String) async throws {
        let harness = try await Harness.start(InMemoryStore())
        await #expect(errorCode { () throws(ServiceError) in _ = try await harness.create(pass, name: name) } == code)
        await harness.kernel.stop()
    }

    @Test func `starting an execution by name is idempotent while it runs with the same input`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        harness.kernel.activity.begin()
        let machine = try await harness.create(Definitions.wait)
        let arn = try await harness.begin(machine, input: #"{"a": 1}"#)
        #expect(try await harness.begin(machine, input: #"{"a": 1}"#) == arn)
        await #expect(
            errorCode { () throws(ServiceError) in _ = try await harness.begin(machine, input: #"{"a": 2}"#) }
                == "ExecutionAlreadyExists"
        )
        harness.kernel.activity.end()
        await harness.settle()
        await #expect(
            errorCode { () throws(ServiceError) in _ = try await harness.begin(machine, input: #"{"a": 1}"#) }
                == "ExecutionAlreadyExists"
        )
        await harness.kernel.stop()
    }

    @Test func `a stopped execution is aborted, with the reason that was given`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        harness.kernel.activity.begin()
        let arn = try await harness.begin(try await harness.create(Definitions.wait))
        _ = try await harness.call(
            "StopExecution",
            ["executionArn": .string(arn), "error": "Enough", "cause": "no patience"]
        )
        while try await harness.describe(arn)["status"] == "RUNNING" { await Task.yield() }
        let description = try await harness.describe(arn)
        #expect(description["status"] == "ABORTED")
        #expect(description["error"] == "Enough")
        #expect(description["cause"] == "no patience")
        #expect(try await harness.history(arn).last?["type"] == "ExecutionAborted")
        harness.kernel.activity.end()
        await harness.settle()
        // The Wait's timer went with it: virtual time had nowhere to go.
        #expect(harness.kernel.clock.now == epoch)
        await harness.kernel.stop()
    }

    @Test func `histories and lists come in pages that join without a gap`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        let machine = try await harness.create(Definitions.loop)
        let arn = try await harness.begin(machine, input: #"{"n": 380}"#)
        for number in 0..<7 { _ = try await harness.begin(machine, input: #"{"n": 400}"#, name: "short-\(number)") }
        await harness.settle()
        var ids: [Int] = []
        var parameters: JSONObject = ["executionArn": .string(arn), "maxResults": 10, "reverseOrder": true]
        while true {
            let output = try await harness.call("GetExecutionHistory", parameters)
            ids += output["events"]?.arrayValue?.compactMap { $0["id"]?.intValue } ?? []
            guard let token = output["nextToken"] else { break }
            parameters["nextToken"] = token
        }
        #expect(ids == Array((1...ids.count).reversed()))
        #expect(ids.count > 80)

        var names: [String] = []
        parameters = ["stateMachineArn": .string(machine), "maxResults": 3]
        while true {
            let output = try await harness.call("ListExecutions", parameters)
            names += output["executions"]?.arrayValue?.compactMap { $0["name"]?.stringValue } ?? []
            guard let token = output["nextToken"] else { break }
            parameters["nextToken"] = token
        }
        #expect(Set(names) == Set(["run"] + (0..<7).map { "short-\($0)" }))
        #expect(names.count == 8)
        await harness.kernel.stop()
    }

    @Test func `an unknown execution, a bad ARN and an unknown operation get the service's errors`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        let unknown = "arn:aws:states:us-east-1:000000000000:execution:machine:nothing"
        await #expect(
            errorCode { () throws(ServiceError) in _ = try await harness.describe(unknown) } == "ExecutionDoesNotExist"
        )
        await #expect(
            errorCode { () throws(ServiceError) in _ = try await harness.describe("nonsense") } == "InvalidArn"
        )
        await #expect(
            errorCode { () throws(ServiceError) in _ = try await harness.call("Nonsense", [:]) }
                == "UnknownOperationException"
        )
        await harness.kernel.stop()
    }

    @Test(arguments: [("not json", "InvalidExecutionInput"), ("", "InvalidExecutionInput")])
    func `an input that is not JSON is refused`(input: String, code: String) async throws {
        let harness = try await Harness.start(InMemoryStore())
        let machine = try await harness.create(pass)
        await #expect(
            errorCode { () throws(ServiceError) in _ = try await harness.begin(machine, input: input) } == code
        )
        await harness.kernel.stop()
    }

    @Test func `an input is read back however deep it may be, and one that is deeper is refused`() async throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        let harness = try await Harness.start(InMemoryStore())
        let machine = try await harness.create(pass)
        let arn = try await harness.begin(machine, input: nested(512), name: "deepest")
        await harness.settle()
        let description = try await harness.describe(arn)
        #expect(description["status"] == "SUCCEEDED")
        #expect(description["output"]?.stringValue == nested(512))
        for depth in [513, 999, 1000] {
            let error = await #expect(throws: ServiceError.self) {
                try await harness.begin(machine, input: nested(depth), name: "deep-\(depth)")
            }
            #expect(error?.code == "InvalidExecutionInput")
            #expect(error?.message.contains("nested more than 512 levels deep") == true)
        }
        await harness.kernel.stop()
    }

    @Test func `a function's answer that is nested too deep is a failure, not damage`() async throws {
        let deep = Function("deep") { (event: Int, context: FunctionContext) -> JSONValue in
            (1..<event).reduce([]) { value, _ in [value] }
        }
        let harness = try await Harness.start(InMemoryStore(), functions: [deep])
        let machine = try await harness.create(
            #"{"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "deep", "End": true}}}"#
        )
        for (depth, status) in [(512, "SUCCEEDED"), (513, "FAILED"), (1000, "FAILED")] {
            let arn = try await harness.begin(machine, input: "\(depth)", name: "deep-\(depth)")
            await harness.settle()
            #expect(try await harness.describe(arn)["status"]?.stringValue == status)
            #expect(try await harness.history(arn).count > 3)
        }
        await harness.kernel.stop()
    }

    @Test func `a task of an unknown function fails with the service's error, and can be caught`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        let outcome = try await harness.run(
            #"{"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "nobody", "End": true}}}"#
        )
        #expect(outcome["status"] == "FAILED")
        #expect(outcome["error"] == "Lambda.ResourceNotFoundException")
        #expect(outcome["cause"]?.stringValue?.contains("function:nobody") == true)
        await harness.kernel.stop()
    }
}
