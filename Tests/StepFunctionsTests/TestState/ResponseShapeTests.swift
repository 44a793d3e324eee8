import QuickstepJSON
import Testing

@testable import QuickstepStepFunctions

struct ResponseShapeTests {
    private func violation(
        _ resource: String,
        _ result: JSONValue,
        mode: FieldValidationMode = .strict
    ) throws -> String? {
        let colon = try #require(resource.lastIndex(of: ";"))
        let shape = try #require(
            ResponseShape.answer(
                service: String(resource[..<colon]),
                action: String(resource[resource.index(after: colon)...])
            )
        )
        return shape.violation(by: result, mode: mode)
    }

    @Test(
        arguments: [
            ("aws-sdk:kms;encrypt", ["CiphertextBlob": 1], "Field 'CiphertextBlob' must be a string"),
            (
                "aws-sdk:kms;encrypt", ["CiphertextBlob": ""],
                "Field 'CiphertextBlob' is smaller than the minimum length"
            ),
            (
                "aws-sdk:lambda;getFunction", ["Configuration": ["MemorySize": 127]],
                "Field 'MemorySize' is less than the minimum value"
            ),
            (
                "aws-sdk:lambda;getFunction", ["Configuration": ["MemorySize": 10241]],
                "Field 'MemorySize' exceeds the maximum value"
            ),
            ("aws-sdk:s3;getObject", ["StorageClass": "Papyrus"], "Field 'StorageClass' is not an expected value"),
            ("events;putEvents", ["Entries": "text"], "Field 'Entries' must be an array"),
            ("events;putEvents", ["Entries": [["EventId": "a"], ["EventId": []]]], "Field 'EventId' must be a string"),
            ("lambda;invoke", ["StatusCode": "200"], "Field 'StatusCode' must be a number"),
            ("states;startExecution", [:], "Required field 'ExecutionArn' is missing"),
            (
                "states;startExecution", ["ExecutionArn": "a", "StartDate": 1_764_103_483],
                "Field 'StartDate' must be a string"
            ),
            (
                "states;startExecution.sync",
                ["ExecutionArn": "a", "StateMachineArn": "b", "Status": "SUCCEEDED", "StartDate": "c", "Output": [:]],
                "Field 'Output' must be a string"
            ),
            ("dynamodb;getItem", ["Item": ["a": ["M": ["b": ["S": 1]]]]], "Field 'S' must be a string"),
            ("dynamodb;getItem", ["Item": ["a": ["BOOL": "true"]]], "Field 'BOOL' must be a boolean"),
            ("sqs;sendMessage", ["MessageId": [:]], "Field 'MessageId' must be a string"),
        ] as [(String, JSONValue, String)]
    )
    func `what does not conform is named`(resource: String, result: JSONValue, violation: String) throws {
        #expect(try self.violation(resource, result) == violation)
        #expect(try self.violation(resource, result, mode: .none) == nil)
    }

    @Test(
        arguments: [
            ("events;putEvents", ["random": "json"]),
            ("lambda;invoke", ["Payload": ["any": [1]], "ExecutedVersion": "$LATEST"]),
            ("dynamodb;putItem", ["SdkHttpMetadata": ["HttpStatusCode": 200]]),
            ("aws-sdk:s3;getObject", ["StorageClass": "STANDARD", "ContentLength": 9, "Body": "text"]),
            (
                "states;startExecution.sync:2",
                ["ExecutionArn": "a", "StateMachineArn": "b", "Status": "SUCCEEDED", "StartDate": "c", "Output": [:]]
            ),
        ] as [(String, JSONValue)]
    )
    func `what conforms, or is not known, passes`(resource: String, result: JSONValue) throws {
        #expect(try violation(resource, result) == nil)
    }

    @Test func `what is present is checked even where nothing is required`() throws {
        #expect(try violation("states;startExecution", [:], mode: .present) == nil)
        #expect(
            try violation("states;startExecution", ["StartDate": true], mode: .present)
                == "Field 'StartDate' must be a string"
        )
    }

    @Test(arguments: [
        ("sqs", "sendMessage.waitForTaskToken"), ("aws-sdk:textract", "analyzeDocument"), ("glue", "startJobRun.sync"),
    ])
    func `an answer that is not known has no shape`(service: String, action: String) {
        #expect(ResponseShape.answer(service: service, action: action) == nil)
    }
}
