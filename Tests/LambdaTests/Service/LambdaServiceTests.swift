import Logging
import QuickstepJSON
import QuickstepServiceKit
import Testing

@testable import QuickstepLambda

@Suite struct LambdaServiceTests {
    private struct Broken: Error {}

    private var echo: Function {
        Function("echo", timeout: .milliseconds(1500), concurrency: 4) {
            (event: JSONValue, context: FunctionContext) in
            context.logger.info("called")
            return event
        }
    }

    private func error(_ operation: String, _ parameters: JSONObject) async throws -> ServiceError? {
        let bed = try await TestBed([echo])
        let result: ServiceError?
        do throws(ServiceError) {
            try await bed.call(operation, parameters)
            result = nil
        } catch {
            result = error
        }
        await bed.stop()
        return result
    }

    @Test func `GetFunction tells what there is to know`() async throws {
        let bed = try await TestBed([echo])
        let expected: JSONValue = [
            "Configuration": [
                "FunctionName": "echo",
                "FunctionArn": "arn:aws:lambda:us-east-1:000000000000:function:echo",
                "Timeout": 2,
                "Version": "$LATEST",
                "State": "Active",
                "LastUpdateStatus": "Successful",
            ],
            "Concurrency": ["ReservedConcurrentExecutions": 4],
        ]
        #expect(.object(try await bed.call("GetFunction", ["FunctionName": "echo"])) == expected)
        await bed.stop()
    }

    @Test func `ListFunctions lists all, by name`() async throws {
        let other = Function("audit") { (event: JSONValue, context: FunctionContext) in event }
        let bed = try await TestBed([echo, other])
        let functions = try await bed.call("ListFunctions", [:])["Functions"]?.arrayValue
        #expect(functions?.compactMap { $0["FunctionName"]?.stringValue } == ["audit", "echo"])
        await bed.stop()
    }

    private static let callsOfNobody: [(String, JSONObject)] = [
        ("Invoke", ["FunctionName": "nope", "InvocationType": "Event"]),
        ("GetFunction", ["FunctionName": "nope"]),
    ]

    @Test(arguments: callsOfNobody)
    func `an unknown function is not found`(operation: String, parameters: JSONObject) async throws {
        let error = try #require(try await error(operation, parameters))
        #expect(error.code == "ResourceNotFoundException")
        #expect(error.message == "Function not found: arn:aws:lambda:us-east-1:000000000000:function:nope")
    }

    private static let wrongCalls: [(String, JSONObject, String)] = [
        ("Invoke", [:], "The parameter FunctionName is missing."),
        ("Invoke", ["FunctionName": 7], "The parameter FunctionName must be a string, not number."),
        (
            "Invoke", ["FunctionName": "echo", "LogType": "Tail"],
            "Quickstep does not support the parameter LogType of lambda:Invoke."
        ),
        (
            "ListFunctions", ["Marker": "x"],
            "Quickstep does not support the parameter Marker of lambda:ListFunctions."
        ),
        ("CreateFunction", [:], "Quickstep does not support the operation lambda:CreateFunction."),
    ]

    @Test(arguments: wrongCalls)
    func `what is wrong or not supported is refused by name`(
        operation: String,
        parameters: JSONObject,
        message: String
    ) async throws {
        #expect(try await error(operation, parameters)?.message == message)
    }

    @Test func `a call whose caller waits cannot be part of a turn`() async throws {
        let error = try #require(try await error("Invoke", ["FunctionName": "echo"]))
        #expect(error.code == "InvalidParameterValueException")
        #expect(error.message.contains("InvocationType \"Event\""))
        let odd = try await self.error("Invoke", ["FunctionName": "echo", "InvocationType": "Later"])
        #expect(odd?.message.contains("[Event, RequestResponse, DryRun]") == true)
    }

    @Test func `a dry run calls nothing`() async throws {
        let bed = try await TestBed([echo])
        let output = try await bed.call("Invoke", ["FunctionName": "echo", "InvocationType": "DryRun"])
        await bed.quiet()
        #expect(output["StatusCode"] == 204)
        #expect(bed.records.isEmpty)
        await bed.stop()
    }

    @Test func `an event is read back however deep it may be, and one that is deeper is refused`() async throws {
        func nested(_ depth: Int) -> JSONValue { (1..<depth).reduce([]) { value, _ in [value] } }
        let bed = try await TestBed([echo])
        await bed.dispatcher.stop()
        func parameters(_ payload: JSONValue) -> JSONObject {
            ["FunctionName": "echo", "InvocationType": "Event", "Payload": payload]
        }
        let deepest = nested(FunctionLimits.depthMax)
        try await bed.call("Invoke", parameters(deepest))
        #expect(try await bed.storedWork().work.map(\.payload) == [deepest])
        let tooDeep = nested(FunctionLimits.depthMax + 1)
        let refusal = try await error("Invoke", parameters(tooDeep))
        #expect(refusal?.code == "InvalidRequestContentException")
        #expect(refusal?.message.contains("512 levels") == true)
        let waiting = await #expect(throws: ServiceError.self) {
            try await bed.lambda.invoke("echo", payload: tooDeep)
        }
        #expect(waiting == refusal)
        await bed.stop()
    }

    @Test func `an event over the limit is refused`() async throws {
        let payload = JSONValue.string(String(repeating: "x", count: 1_048_575))
        let parameters: JSONObject = ["FunctionName": "echo", "InvocationType": "Event", "Payload": payload]
        let error = try #require(try await error("Invoke", parameters))
        #expect(error.code == "RequestTooLargeException")
        #expect(error.httpStatus == 413)
    }

    @Test func `a caller who waits gets the answer, the log and the duration`() async throws {
        let slow = Function("slow", timeout: .seconds(60)) { (event: JSONValue, context: FunctionContext) in
            context.logger.info("called")
            try await context.sleep(for: .seconds(7))
            return event
        }
        let bed = try await TestBed([slow])
        let record = try await bed.lambda.invoke("function:slow", payload: ["a": 1])
        #expect(record.outcome == .succeeded(["a": 1]))
        #expect(record.log.map(\.text) == ["called"])
        #expect(record.duration == .seconds(7))
        #expect(record.functionName == "slow")
        #expect(try await bed.storedWork().work.isEmpty)
        await bed.stop()
    }

    @Test func `a caller who waits is told of failures as outcomes, and of unknown functions as errors`() async throws {
        let broken = Function("broken") { (event: JSONValue, context: FunctionContext) in throw Broken() }
        let bed = try await TestBed([broken])
        guard case .failed("Broken", _) = try await bed.lambda.invoke("broken", payload: [:]).outcome else {
            Issue.record("The call should fail.")
            return
        }
        await #expect(throws: ServiceError.self) { try await bed.lambda.invoke("nope", payload: [:]) }
        let large = JSONValue.string(String(repeating: "x", count: 6_291_455))
        await #expect(throws: ServiceError.self) { try await bed.lambda.invoke("broken", payload: large) }
        await bed.stop()
    }

    @Test func `a caller who waits is told when the runtime stops`() async throws {
        let latch = Latch()
        let holding = Function("hold", concurrency: 1) { (event: JSONValue, context: FunctionContext) in
            await latch.wait()
        }
        let bed = try await TestBed([holding])
        async let first = bed.lambda.invoke("hold", payload: [:])
        await latch.arrived(1)
        async let second = bed.lambda.invoke("hold", payload: [:])
        while bed.dispatcher.status().first?.queued != 1 { await Task.yield() }
        await bed.dispatcher.stop()
        for outcome in try await [first.outcome, second.outcome] {
            guard case .failed("Quickstep.Stopped", _) = outcome else {
                Issue.record("\(outcome) should say that the runtime was stopped.")
                continue
            }
        }
        latch.open()
        await bed.kernel.stop()
    }
}
