import Logging
import QuickstepInterpreter
import QuickstepJSON
import QuickstepLambda
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepStepFunctions

struct FunctionInvocationTests {
    private static let payloads: [(JSONObject, JSONValue)] = [
        ([:], [:]), (["Payload": nil], [:]), (["Payload": ["a": 1]], ["a": 1]), (["Payload": "[]"], []),
        (["Payload": "0.5"], 0.5), (["Payload": #""text""#], "text"), (["Payload": false], false),
        (["Payload": "plain text"], "plain text"),
    ]

    @Test(arguments: payloads)
    func `text that is JSON is taken for what it holds, and nothing for an empty object`(
        parameters: JSONObject,
        payload: JSONValue
    ) throws {
        var parameters = parameters
        parameters["FunctionName"] = "f"
        #expect(try FunctionInvocation(parameters: .object(parameters)).payload == payload)
    }

    private func machine(_ resource: String, _ parameters: String) -> String {
        #"{"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "\#(resource)", "Parameters": \#(parameters), "End": true}}}"#
    }

    private struct Failing: FunctionError {
        let errorType = "Custom"
        let errorMessage = "m"
    }

    private func run(_ definition: String, _ function: Function) async throws -> JSONObject {
        let harness = try await Harness.start(InMemoryStore(), functions: [function])
        let described = try await harness.run(definition)
        await harness.kernel.stop()
        return described
    }

    private func output(_ described: JSONObject) throws -> JSONValue {
        try JSONValue.parse(try #require(described["output"]?.stringValue))
    }

    @Test func `the end of the log comes with the result where it is wanted`() async throws {
        let function = Function("f") { (event: JSONValue, context: FunctionContext) -> JSONValue in
            context.logger.info("hello")
            return context.clientContext ?? event
        }
        let context = Base64.encode(Array(#"{"from":"here"}"#.utf8))
        let described = try await run(
            machine(
                "arn:aws:states:::lambda:invoke",
                #"{"FunctionName": "f", "LogType": "Tail", "ClientContext": "\#(context)"}"#
            ),
            function
        )
        let output = try output(described)
        #expect(output["Payload"] == ["from": "here"])
        let log = try #require(output["LogResult"]?.stringValue.flatMap { Base64.decode($0) })
        let text = String(decoding: log, as: UTF8.self)
        let requestID = try #require(output["SdkResponseMetadata"]?["RequestId"]?.stringValue)
        #expect(text.hasPrefix("START RequestId: \(requestID) Version: $LATEST\n"))
        #expect(text.contains("\tINFO\thello\n"))
        #expect(text.contains("END RequestId: \(requestID)\nREPORT RequestId: \(requestID)\tDuration: "))
        #expect(output["SdkHttpMetadata"]?["HttpHeaders"]?["X-Amz-Log-Result"] == output["LogResult"])
        #expect(output["SdkHttpMetadata"]?["HttpHeaders"]?["Content-Length"] == "15")
    }

    @Test(arguments: [("Event", 202), ("DryRun", 204)])
    func `a call whose answer nobody waits for ends at once`(type: String, status: Int) async throws {
        let log = CallLog()
        let described = try await run(
            machine("arn:aws:states:::lambda:invoke", #"{"FunctionName": "f", "InvocationType": "\#(type)"}"#),
            .echo("f", log)
        )
        let output = try output(described)
        #expect(output["StatusCode"]?.intValue == status)
        #expect(output["SdkHttpMetadata"]?["HttpStatusCode"]?.intValue == status)
        #expect(log.calls.count == (type == "Event" ? 1 : 0))
    }

    @Test func `the generic form has the payload as text, and a function's failure is no failure`() async throws {
        let resource = "arn:aws:states:::aws-sdk:lambda:invoke"
        let parameters = #"{"FunctionName": "f", "Payload": {"a": 1}}"#
        let echoed = try output(try await run(machine(resource, parameters), .echo("f", CallLog())))
        #expect(echoed == ["ExecutedVersion": "$LATEST", "Payload": #"{"echo":{"a":1}}"#, "StatusCode": 200])
        let failing = Function("f") { (_: JSONValue, _: FunctionContext) -> JSONValue in throw Failing() }
        let failed = try output(try await run(machine(resource, parameters), failing))
        #expect(failed["FunctionError"] == "Unhandled")
        #expect(failed["Payload"]?.stringValue?.contains(#""errorType":"Custom""#) == true)
    }

    @Test func `a cause has blanks where the function is named by itself, and none in lambda:invoke`() async throws {
        let failing = Function("f") { (_: JSONValue, _: FunctionContext) -> JSONValue in throw Failing() }
        let named = try await run(machine("f", "{}"), failing)
        #expect(named["error"] == "Custom")
        #expect(
            named["cause"]?.stringValue?.hasPrefix(#"{"errorMessage": "m", "errorType": "Custom", "requestId": "#)
                == true
        )
        let invoked = try await run(machine("arn:aws:states:::lambda:invoke", #"{"FunctionName": "f"}"#), failing)
        #expect(
            invoked["cause"]?.stringValue?.hasPrefix(#"{"errorMessage":"m","errorType":"Custom","requestId":"#) == true
        )
    }

    @Test(arguments: [("gone", "gone:$LATEST"), ("gone:3", "gone:3")])
    func `a function that is not there is named with its version`(name: String, shown: String) async throws {
        let described = try await run(
            machine("arn:aws:states:::lambda:invoke", #"{"FunctionName": "\#(name)"}"#),
            .echo("f", CallLog())
        )
        #expect(described["error"] == "Lambda.ResourceNotFoundException")
        let cause =
            "Function not found: arn:aws:lambda:us-east-1:000000000000:function:\(shown) (Service: AWSLambda; "
            + "Status Code: 404; Error Code: ResourceNotFoundException; Request ID: "
        #expect(described["cause"]?.stringValue?.hasPrefix(cause) == true)
    }

    @Test func `a role that is none is not assumed`() async throws {
        let definition = #"""
            {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "f", "End": true,
              "Credentials": {"RoleArn": "arn:aws:sts::222222222222:role/r"}}}}
            """#
        let described = try await run(definition, .echo("f", CallLog()))
        #expect(described["error"] == "States.TaskFailed")
        #expect(
            described["cause"]
                == "The role arn:aws:iam::000000000000:role/test is not authorized to assume the task state's role, arn:aws:sts::222222222222:role/r."
        )
    }

    @Test(arguments: [("plain", "plain"), (#"{"a":[1,{"b":"c, d: e"}]}"#, #"{"a": [1, {"b": "c, d: e"}]}"#)])
    func `JSON is written with blanks outside of texts only`(text: String, spaced: String) {
        #expect(SpacedJSON.text(of: text) == spaced)
    }
}
