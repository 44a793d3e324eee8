import QuickstepJSON
import QuickstepServiceKit
import Testing

@testable import QuickstepPipes

struct PipeOperationsTests {
    @Test func `a pipe can be created, described, stopped, started, listed and deleted`() async throws {
        let runtime = try await PipeRuntime.withQueue()
        let created = try await runtime.call(
            "pipes",
            "CreatePipe",
            [
                "Name": "p", "Source": PipeRuntime.queue, "Target": PipeRuntime.function,
                "SourceParameters": ["SqsQueueParameters": ["BatchSize": 3]],
                "TargetParameters": ["InputTemplate": "<$.body>"], "RoleArn": "arn:aws:iam::000000000000:role/r",
            ]
        )
        #expect(
            created == [
                "Arn": "arn:aws:pipes:us-east-1:000000000000:pipe/p", "Name": "p", "DesiredState": "RUNNING",
                "CurrentState": "RUNNING", "CreationTime": 1_735_689_600, "LastModifiedTime": 1_735_689_600,
            ]
        )
        let stopped = try await runtime.call("pipes", "StopPipe", ["Name": "p"])
        #expect(stopped["CurrentState"] == "STOPPED")
        #expect(
            try await runtime.call("pipes", "DescribePipe", ["Name": "p"]) == [
                "Arn": "arn:aws:pipes:us-east-1:000000000000:pipe/p", "Name": "p", "Source": PipeRuntime.queue,
                "Target": PipeRuntime.function, "DesiredState": "STOPPED", "CurrentState": "STOPPED",
                "CreationTime": 1_735_689_600, "LastModifiedTime": 1_735_689_600,
                "SourceParameters": ["SqsQueueParameters": ["BatchSize": 3]],
                "TargetParameters": ["InputTemplate": "<$.body>"], "RoleArn": "arn:aws:iam::000000000000:role/r",
            ]
        )
        #expect(try await runtime.call("pipes", "StartPipe", ["Name": "p"])["CurrentState"] == "RUNNING")
        try await runtime.createPipe(PipeRuntime.machine, ["Name": "another"])
        func names(_ parameters: JSONObject) async throws -> [JSONValue?] {
            try await runtime.call("pipes", "ListPipes", parameters)["Pipes"]?.arrayValue?.map { $0["Name"] } ?? []
        }
        #expect(try await names([:]) == ["another", "p"])
        #expect(try await names(["NamePrefix": "p"]) == ["p"])
        let page = try await runtime.call("pipes", "ListPipes", ["Limit": 1])
        #expect(page["Pipes"]?.arrayValue?.count == 1)
        #expect(try await names(["NextToken": try #require(page["NextToken"])]) == ["p"])
        try await runtime.call("pipes", "DeletePipe", ["Name": "p"])
        #expect(try await names([:]) == ["another"])
        #expect(await runtime.refusal("DescribePipe", ["Name": "p"])?.httpStatus == 404)
    }

    struct Refused: Sendable {
        let parameters: JSONObject
        let code: String
        let text: String

        init(_ parameters: JSONObject, _ code: String, _ text: String) {
            self.parameters = parameters
            self.code = code
            self.text = text
        }
    }

    static let refused: [Refused] = [
        Refused(["Name": "a b"], "ValidationException", "The name 'a b'"),
        Refused(["Name": nil], "ValidationException", "Name is required."),
        Refused(["Name": "taken"], "ConflictException", "Pipe taken already exists."),
        Refused(
            ["Source": "arn:aws:kinesis:us-east-1:000000000000:stream/s"],
            "ValidationException",
            "comes from a queue"
        ),
        Refused(["Source": "arn:aws:sqs:us-east-1:000000000000:nope"], "ValidationException", "does not exist"),
        Refused(["Target": "m"], "ValidationException", "is no ARN"),
        Refused(
            ["Target": "arn:aws:sns:us-east-1:000000000000:t"],
            "ValidationException",
            "does not support the target"
        ),
        Refused(["Enrichment": "arn:x"], "ValidationException", "Quickstep does not support Enrichment of a pipe."),
        Refused(
            ["SourceParameters": ["FilterCriteria": [:]]],
            "ValidationException",
            "Quickstep does not support SourceParameters.FilterCriteria of a pipe."
        ),
        Refused(
            ["SourceParameters": ["SqsQueueParameters": ["BatchSize": 11]]],
            "ValidationException",
            "a BatchSize of 11"
        ),
        Refused(
            ["SourceParameters": ["SqsQueueParameters": ["MaximumBatchingWindowInSeconds": 5]]],
            "ValidationException",
            "MaximumBatchingWindowInSeconds"
        ),
        Refused(
            [
                "TargetParameters": [
                    "StepFunctionStateMachineParameters": ["InvocationType": "REQUEST_RESPONSE"]
                ]
            ],
            "ValidationException",
            "the InvocationType REQUEST_RESPONSE"
        ),
        Refused(["TargetParameters": ["InputTemplate": "<$..x>"]], "ValidationException", "<$..x>"),
        Refused(["DesiredState": "PAUSED"], "ValidationException", "must be RUNNING or STOPPED"),
    ]

    @Test(arguments: refused)
    func `what cannot be a pipe is refused by name`(example: Refused) async throws {
        let runtime = try await PipeRuntime.withQueue()
        try await runtime.createPipe(PipeRuntime.machine, ["Name": "taken"])
        var parameters: JSONObject = ["Name": "p", "Source": PipeRuntime.queue, "Target": PipeRuntime.machine]
        for (name, value) in example.parameters { parameters[name] = value }
        let error = await runtime.refusal("CreatePipe", parameters)
        #expect(error?.code == example.code)
        #expect(error?.message.contains(example.text) == true, "\(error?.message ?? "no error")")
        #expect(await runtime.refusal("DescribePipe", ["Name": "p"]) != nil)
    }
}
