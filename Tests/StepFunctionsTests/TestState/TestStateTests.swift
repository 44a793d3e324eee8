import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepStepFunctions

struct TestStateTests {
    private static let role: JSONValue = "arn:aws:iam::000000000000:role/tester"
    private static let lambda =
        #"{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"f"},"End":true}"#
    private static let parallel =
        #"{"Type":"Parallel","End":true,"Branches":[{"StartAt":"B","States":{"B":{"Type":"Pass","End":true}}}]}"#
    private static let map =
        #"{"Type":"Map","End":true,"ItemProcessor":{"StartAt":"B","States":{"B":{"Type":"Pass","End":true}}}}"#

    /// The answer to a test, or the error as an object.
    private func test(_ parameters: JSONObject) async throws -> JSONValue {
        let harness = try await Harness.start(InMemoryStore())
        defer { Task { await harness.kernel.stop() } }
        do throws(ServiceError) {
            return .object(try await harness.call("TestState", parameters))
        } catch {
            return ["code": .string(error.code), "message": .string(error.message)]
        }
    }

    // MARK: Answers

    @Test func `a state alone is tested with its neighbours only named`() async throws {
        let answer = try await test([
            "definition": #"{"Type":"Pass","Result":{"a":1},"Next":"Elsewhere"}"#, "input": #"{"b":2}"#,
        ])
        #expect(answer == ["output": #"{"a":1}"#, "nextState": "Elsewhere", "status": "SUCCEEDED"])
    }

    @Test func `a state that leads back to itself can be tested`() async throws {
        let answer = try await test(["definition": #"{"Type":"Pass","Next":"StateName"}"#])
        #expect(answer == ["output": "{}", "nextState": "StateName", "status": "SUCCEEDED"])
    }

    @Test func `a name picks a state of a machine, nested ones too`() async throws {
        let machine = #"{"StartAt":"P","States":{"P":\#(Self.parallel)}}"#
        let answer = try await test([
            "definition": .string(machine), "stateName": "B", "input": "[1]", "inspectionLevel": "DEBUG",
        ])
        #expect(
            answer == [
                "output": "[1]",
                "inspectionData": [
                    "input": "[1]", "afterInputPath": "[1]", "afterParameters": "[1]", "afterResultSelector": "[1]",
                    "afterResultPath": "[1]",
                ],
                "status": "SUCCEEDED",
            ]
        )
    }

    @Test func `variables are seen, assigned and shown`() async throws {
        let answer = try await test([
            "definition": #"{"Type":"Pass","Parameters":{"v.$":"$x"},"Assign":{"y.$":"$.v"},"End":true}"#,
            "variables": #"{"x": 1}"#, "inspectionLevel": "TRACE",
        ])
        #expect(answer["output"] == #"{"v":1}"#)
        #expect(answer["inspectionData"]?["variables"] == #"{"x":1,"y":1}"#)
    }

    @Test func `a test has a context of its own`() async throws {
        let answer = try await test([
            "definition": #"{"Type":"Pass","InputPath":"$$","End":true}"#, "input": #"{"a":1}"#,
            "roleArn": Self.role,
        ])
        let context = try JSONValue.parse(try #require(answer["output"]?.stringValue))
        let execution = try #require(context["Execution"]?.objectValue)
        #expect(Array(execution.keys) == ["Id", "Input", "Name", "RoleArn", "StartTime"])
        #expect(execution["Input"] == ["a": 1])
        #expect(execution["RoleArn"] == Self.role)
        #expect(execution["StartTime"] == .string(epoch.iso8601))
        let machine = try #require(context["StateMachine"]?["Name"]?.stringValue)
        let name = try #require(execution["Name"]?.stringValue)
        #expect(execution["Id"] == .string("arn:aws:states:us-east-1:000000000000:express:\(machine):\(name)"))
        #expect(context["State"] == ["Name": "StateName", "EnteredTime": .string(epoch.iso8601)])
    }

    @Test func `a mocked result is the answer of the task`() async throws {
        let answer = try await test([
            "definition": .string(Self.lambda), "mock": ["result": #"{"Payload":[1],"Else":2}"#],
        ])
        #expect(answer == ["output": #"{"Payload":[1],"Else":2}"#, "status": "SUCCEEDED"])
    }

    @Test func `a mocked error is retried, caught or final`() async throws {
        let state =
            #"{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"f"},"End":true,"#
            + #""Retry":[{"ErrorEquals":["R"],"MaxAttempts":1}],"#
            + #""Catch":[{"ErrorEquals":["R","C"],"ResultPath":"$.e","Next":"Mend"}]}"#
        func answer(_ error: String, retried: Int) async throws -> JSONValue {
            try await test([
                "definition": .string(state), "inspectionLevel": "DEBUG",
                "mock": ["errorOutput": ["error": .string(error), "cause": "why"]],
                "stateConfiguration": ["retrierRetryCount": .number(JSONNumber(retried))],
            ])
        }
        let retriable = try await answer("R", retried: 0)
        #expect(retriable["status"] == "RETRIABLE")
        #expect(
            retriable["inspectionData"]?["errorDetails"] == ["retryIndex": 0, "retryBackoffIntervalSeconds": 1]
        )
        #expect(retriable["output"] == nil)
        let caught = try await answer("R", retried: 1)
        #expect(caught["status"] == "CAUGHT_ERROR")
        #expect(caught["inspectionData"]?["errorDetails"] == ["retryIndex": 0, "catchIndex": 0])
        #expect(caught["output"] == #"{"e":{"Error":"R","Cause":"why"}}"#)
        #expect(caught["nextState"] == "Mend")
        #expect(caught["error"] == "R")
        #expect(caught["cause"] == "why")
        let failed = try await answer("X", retried: 0)
        #expect(failed["status"] == "FAILED")
        #expect(failed["inspectionData"]?["errorDetails"] == nil)
    }

    @Test func `a mocked Map and a mocked Parallel have their results`() async throws {
        #expect(
            try await test(["definition": .string(Self.map), "input": "[1,2]", "mock": ["result": "[3,4]"]])
                == ["output": "[3,4]", "status": "SUCCEEDED"]
        )
        #expect(
            try await test(["definition": .string(Self.parallel), "mock": ["result": "[5]"]])
                == ["output": "[5]", "status": "SUCCEEDED"]
        )
    }

    @Test(arguments: [
        "arn:aws:states:::aws-sdk:textract:analyzeDocument", "arn:aws:states:::glue:startJobRun.sync",
        "arn:aws:states:us-east-1:000000000000:activity:work", "arn:aws:states:::ecs:runTask.waitForTaskToken",
    ])
    func `what a mock stands in for need not exist here`(resource: String) async throws {
        let answer = try await test([
            "definition": .string(#"{"Type":"Task","Resource":"\#(resource)","End":true}"#),
            "mock": ["result": #"{"any":1}"#],
        ])
        #expect(answer == ["output": #"{"any":1}"#, "status": "SUCCEEDED"])
    }

    @Test func `a distributed Map shows what it tolerates`() async throws {
        let map =
            #"{"Type":"Map","End":true,"ToleratedFailureCount":2,"ToleratedFailurePercentage":1,"#
            + #""ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},"#
            + #""StartAt":"B","States":{"B":{"Type":"Pass","End":true}}}}"#
        let answer = try await test([
            "definition": .string(map), "input": "[1,2,3]", "inspectionLevel": "DEBUG",
            "mock": ["errorOutput": ["error": "E", "cause": "why"]],
            "stateConfiguration": ["mapIterationFailureCount": 3, "errorCausedByState": "B"],
        ])
        #expect(
            answer == [
                "error": "E", "cause": "why",
                "inspectionData": [
                    "input": "[1,2,3]", "afterInputPath": "[1,2,3]", "afterItemsPath": "[1,2,3]", "maxConcurrency": 0,
                    "toleratedFailureCount": 2, "toleratedFailurePercentage": 1.0,
                ],
                "status": "FAILED",
            ]
        )
    }

    @Test func `a Map that exports its results says where`() async throws {
        let map =
            #"{"Type":"Map","End":true,"ResultWriter":{"Resource":"arn:aws:states:::s3:putObject","#
            + #""Parameters":{"Bucket":"b","Prefix":"p"}},"#
            + #""ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},"#
            + #""StartAt":"B","States":{"B":{"Type":"Pass","End":true}}}}"#
        let refused = try await test(["definition": .string(map), "input": "[1]", "mock": ["result": "[1]"]])
        #expect(refused["message"] == "Mocked result must be a JSON object.")
        let answer = try await test([
            "definition": .string(map), "input": "[1]", "mock": ["result": #"{"MapRunArn":"a"}"#],
        ])
        #expect(answer == ["output": #"{"MapRunArn":"a"}"#, "status": "SUCCEEDED"])
    }

    @Test func `what the tested state does not touch need not exist here`() async throws {
        let machine =
            #"{"StartAt":"P","States":{"P":{"Type":"Pass","Next":"T"},"#
            + #""T":{"Type":"Task","Resource":"arn:aws:states:::glue:startJobRun.sync","End":true}}}"#
        let passed = try await test(["definition": .string(machine), "stateName": "P"])
        #expect(passed == ["output": "{}", "nextState": "T", "status": "SUCCEEDED"])
        let refused = try await test(["definition": .string(machine), "stateName": "T", "roleArn": Self.role])
        #expect(refused["code"] == "InvalidDefinition")
        let unknown = #"{"Type":"Task","Resource":"arn:aws:states:::aws-sdk:textract:analyzeDocument","End":true}"#
        let missing = try await test(["definition": .string(unknown), "roleArn": Self.role])
        #expect(missing["code"] == "InvalidDefinition")
        #expect(missing["message"]?.stringValue?.contains("aws-sdk:textract:analyzeDocument") == true)
    }

    @Test func `a function's mocked result may be any JSON`() async throws {
        let answer = try await test([
            "definition": #"{"Type":"Task","Resource":"f","End":true}"#, "mock": ["result": #""Hello""#],
        ])
        #expect(answer == ["output": #""Hello""#, "status": "SUCCEEDED"])
    }

    // MARK: Refusals

    @Test(
        arguments: [
            (
                ["definition": .string(lambda), "mock": ["result": "{}", "errorOutput": ["error": "E"]]],
                "A test mock should have only one of the following fields: [result, errorOutput]."
            ),
            (
                ["definition": .string(lambda), "mock": ["errorOutput": ["cause": "why"]]],
                "The field 'error' is required in a mocked errorOutput."
            ),
            (
                ["definition": .string(lambda), "mock": [:]],
                "A test mock should have one of the following fields: [result, errorOutput]."
            ),
            (
                ["definition": .string(lambda), "mock": ["result": "{}"], "revealSecrets": true],
                "TestState does not support RevealSecrets when a mock is specified."
            ),
            (
                ["definition": #"{"Type":"Succeed"}"#, "mock": ["result": "{}"]],
                "State type 'Succeed' is not supported when a mock is specified"
            ),
            (["definition": .string(lambda), "mock": ["result": "no JSON"]], "Mocked result must be valid JSON"),
            (["definition": .string(lambda), "mock": ["result": "5"]], "Mocked result must be a JSON object."),
            (
                ["definition": .string(lambda), "mock": ["result": #"{"StatusCode":"200"}"#]],
                "Mock result schema validation error: Field 'StatusCode' must be a number"
            ),
            (["definition": .string(map), "mock": ["result": "{}"]], "Mocked result must be an array."),
            (
                ["definition": .string(parallel), "mock": ["result": "[1,2]"]],
                "Mocked result must contain the same number of items as number of Parallel branches."
            ),
            (
                [
                    "definition": .string(map), "input": "[1]", "mock": ["result": "[1]"],
                    "stateConfiguration": ["mapIterationFailureCount": 2],
                ],
                "Map iteration failure count must be less than or equal to the number of Map iterations"
            ),
            (
                ["definition": #"{"Type":"Succeed"}"#, "stateConfiguration": ["mapIterationFailureCount": 2]],
                "TestState does not support MapIterationFailureCount when a mock is not specified."
            ),
            (["definition": .string(lambda)], "RoleArn must be specified when testing a Task state"),
            (
                ["definition": #"{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}"#, "stateName": "B"],
                "State not found in definition"
            ),
            (
                [
                    "definition": .string(map), "mock": ["errorOutput": ["error": "E"]],
                    "stateConfiguration": ["errorCausedByState": "X"],
                ],
                "State not found in definition"
            ),
            (
                ["definition": .string(lambda), "mock": ["result": "{}"], "context": #"{"Map":{}}"#],
                "Invalid Context object provided: 'Map' field is not supported when mocking a Context object"
            ),
            (
                ["definition": .string(lambda), "mock": ["result": "{}"], "context": #"{"Execution":{"x":1}}"#],
                "Invalid Context object provided: Field 'x' is not allowed"
            ),
            (
                ["definition": .string(lambda), "mock": ["result": "{}"], "context": #"{"Execution":{"Id":1}}"#],
                "Invalid Context object provided: Execution.Id must be a string"
            ),
            (
                ["definition": .string(lambda), "mock": ["result": "{}"], "context": #"{"Task":{"Token":"t"}}"#],
                "Invalid Context object provided: Context object contains 'Task' when state is not a Task state with a "
                    + "'.sync' or '.waitForTaskToken' service integration pattern"
            ),
            (
                ["definition": #"{"Type":"Succeed"}"#, "inspectionLevel": "ALL"],
                "1 validation error detected: Value 'ALL' at 'inspectionLevel' failed to satisfy constraint: Member must "
                    + "satisfy enum value set: [INFO, DEBUG, TRACE]"
            ),
            (
                [
                    "definition": .string(lambda), "mock": ["result": "{}"],
                    "stateConfiguration": ["retrierRetryCount": -1],
                ],
                "1 validation error detected: Value '-1' at 'stateConfiguration.retrierRetryCount' failed to satisfy "
                    + "constraint: Member must have value greater than or equal to 0"
            ),
            (["definition": #"{"Type":"Succeed"}"#, "variables": "[1]"], "Variables must be a valid JSON object"),
        ] as [(JSONObject, String)]
    )
    func `a request that makes no sense is refused`(parameters: JSONObject, message: String) async throws {
        #expect(try await test(parameters) == ["code": "ValidationException", "message": .string(message)])
    }

    @Test(arguments: [map, parallel])
    func `a Map and a Parallel need a mock`(definition: String) async throws {
        #expect(
            try await test(["definition": .string(definition)]) == [
                "code": "InvalidDefinition",
                "message": """
                TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, \
                Pass, Succeed, Fail, Choice]
                """,
            ]
        )
    }

    @Test(arguments: ["[]", "{}", #"{"Type":"Pass"}"#, #"{"Type":"Pass","End":true,"End":true}"#, "no JSON"])
    func `a definition that is no state is refused`(definition: String) async throws {
        #expect(try await test(["definition": .string(definition)])["code"] == "InvalidDefinition")
    }

    @Test func `JSONata is refused by name`() async throws {
        let answer = try await test(["definition": #"{"Type":"Pass","QueryLanguage":"JSONata","End":true}"#])
        #expect(answer["code"] == "InvalidDefinition")
        #expect(answer["message"]?.stringValue?.contains("JSONata") == true)
    }

    @Test func `an input that is not JSON is refused`() async throws {
        let answer = try await test(["definition": #"{"Type":"Succeed"}"#, "input": "{"])
        #expect(answer["code"] == "InvalidExecutionInput")
    }
}
