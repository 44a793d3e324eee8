import QuickstepJSONPath
import Testing

@testable import QuickstepStatesLanguage

@Suite struct TaskDecodingTests {
    private func resource(_ text: String) throws -> TaskResource? {
        guard case .task(let task)? = try decodeState(#"{"Type":"Task","Resource":"\#(text)","Next":"T"}"#)?.kind else {
            return nil
        }
        return task.resource
    }

    @Test(arguments: [
        "resize", "resize-image_2", "arn:aws:lambda:us-east-1:000000000000:function:resize",
        "arn:aws:lambda:us-east-1:000000000000:function:resize:$LATEST", "arn:aws-cn:lambda:cn-north-1:1:function:f:3",
    ])
    func `a function is named by its ARN or bare`(text: String) throws {
        #expect(try resource(text) == .function(text))
    }

    @Test(arguments: [
        ("lambda", "invoke"), ("sqs", "sendMessage"), ("sns", "publish"), ("dynamodb", "putItem"),
        ("dynamodb", "getItem"),
    ])
    func `the stock integrations are known`(service: String, action: String) throws {
        let expected = TaskResource.integration(service: service, action: action)
        #expect(try resource("arn:aws:states:::\(service):\(action)") == expected)
    }

    @Test func `what else can be called is the runtime's matter`() {
        let state = #"{"Type":"Task","Resource":"arn:aws:states:::glue:startJobRun","Next":"T"}"#
        let options = DecodingOptions(integrations: ["glue:startJobRun"])
        #expect(problems(ofState: state, options: options).isEmpty)
        let refused = errors(in: machineText(state: state))
        #expect(refused.map(\.code) == [DiagnosticCode.unsupported])
        #expect(refused.first?.message == "Quickstep does not support the integration glue:startJobRun yet")
        #expect(
            refused.first?.hint
                == "These exist: dynamodb:deleteItem, dynamodb:getItem, dynamodb:putItem, dynamodb:updateItem, "
                + "events:putEvents, lambda:invoke, sns:publish, sqs:sendMessage, states:startExecution."
        )
    }

    @Test(arguments: [
        "arn:aws:states:::dynamodb:query", "arn:aws:states:::nonsense:call", "arn:aws:lambda:us-east-1:1:layer:x",
        "arn:aws:s3:::bucket", "arn:", "", "not a name", "arn:aws:states:::sqs",
    ])
    func `an unknown resource is refused in the service's words`(text: String) {
        #expect(
            problems(ofState: #"{"Type":"Task","Resource":"\#(text)","Next":"T"}"#) == [
                "SCHEMA_VALIDATION_FAILED: The resource provided \(text) is not recognized. The value is not a valid "
                    + "resource ARN, or the resource is not available in this region. at /States/S/Resource"
            ]
        )
    }

    @Test(arguments: [
        ("arn:aws:states:::ecs:runTask.sync", "the integration ecs:runTask"),
        ("arn:aws:states:::aws-sdk:rekognition:detectFaces", "the integration aws-sdk:rekognition:detectFaces"),
        ("arn:aws:states:::http:invoke", "an HTTP task"),
    ])
    func `what is not supported yet is refused by name`(resource: String, name: String) {
        let found = errors(in: machineText(state: #"{"Type":"Task","Resource":"\#(resource)","Next":"T"}"#))
        #expect(found.map(\.code) == [DiagnosticCode.unsupported])
        #expect(found.first?.message.contains(name) == true)
        #expect(found.first?.hint?.isEmpty == false)
    }

    @Test(arguments: [
        ("arn:aws:states:us-east-1:000000000000:activity:a", "Express state machine does not support Activity ARN"),
        (
            "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            "Express state machine does not support '.waitForTaskToken' service integration "
        ),
        (
            "arn:aws:states:::states:startExecution.sync",
            "Express state machine does not support '.sync' service integration"
        ),
    ])
    func `an Express machine refuses patterns in the service's words`(resource: String, message: String) {
        let found = problems(
            ofState: #"{"Type":"Task","Resource":"\#(resource)","Next":"T"}"#,
            options: DecodingOptions(machineType: .express)
        )
        #expect(found == ["SCHEMA_VALIDATION_FAILED: \(message) at /States/S/Resource"])
    }

    @Test(arguments: [
        ("arn:aws:states:::sqs:sendMessage.waitForTaskToken", IntegrationPattern.callback, "sendMessage"),
        ("arn:aws:states:::states:startExecution.sync", .synchronous, "startExecution"),
        ("arn:aws:states:::states:startExecution.sync:2", .synchronousParsed, "startExecution"),
        ("arn:aws:states:::states:startExecution", .requestResponse, "startExecution"),
    ])
    func `the suffix of an integration is its pattern`(
        text: String,
        pattern: IntegrationPattern,
        operation: String
    ) throws {
        let resource = try #require(try resource(text))
        #expect(resource.pattern == pattern)
        #expect(resource.operation == operation)
        #expect(resource.text == text)
    }

    @Test(arguments: [
        "arn:aws:states:::sqs:sendMessage.sync", "arn:aws:states:::dynamodb:putItem.waitForTaskToken",
        "arn:aws:states:::aws-sdk:sqs:sendMessage.sync", "arn:aws:states:::lambda:invoke.sync:2",
    ])
    func `a pattern that an integration does not have is no resource`(text: String) {
        let found = errors(in: machineText(state: #"{"Type":"Task","Resource":"\#(text)","Next":"T"}"#))
        #expect(found.map(\.code) == ["SCHEMA_VALIDATION_FAILED"])
        #expect(found.first?.message.hasPrefix("The resource provided \(text) is not recognized.") == true)
    }

    @Test func `an activity is named by its ARN`() throws {
        let arn = "arn:aws:states:us-east-1:000000000000:activity:a"
        #expect(try resource(arn) == .activity(arn))
    }

    @Test(arguments: [
        (#""HeartbeatSeconds":5,"TimeoutSeconds":5"#, "HeartbeatSeconds must be smaller than TimeoutSeconds"),
        (#""HeartbeatSeconds":0"#, "Minimum value is 1"),
    ])
    func `a heartbeat is positive and shorter than the whole task`(fields: String, message: String) {
        let found = errors(in: machineText(state: #"{"Type":"Task","Resource":"f",\#(fields),"Next":"T"}"#))
        #expect(found.map(\.message) == [message])
        #expect(found.map(\.location) == ["/States/S/HeartbeatSeconds"])
    }

    @Test func `credentials must name a role`() {
        #expect(
            problems(ofState: #"{"Type":"Task","Resource":"f","Credentials":{},"Next":"T"}"#) == [
                "SCHEMA_VALIDATION_FAILED: The field 'RoleArn' is required but was missing at /States/S/Credentials"
            ]
        )
    }

    @Test func `a task needs a resource`() {
        #expect(
            problems(ofState: #"{"Type":"Task","Next":"T"}"#) == [
                "SCHEMA_VALIDATION_FAILED: These fields are required: [Resource] at /States/S"
            ]
        )
    }

    @Test(arguments: [
        ("0", "Minimum value is 1"), ("100000000", "Maximum value is 99999999"),
        ("1.5", "The field 'TimeoutSeconds' must be an integer, but it is a number"),
        (#""1""#, "The field 'TimeoutSeconds' must be an integer, but it is a string"),
    ])
    func `a timeout is a positive integer`(value: String, message: String) {
        let found = errors(
            in: machineText(state: #"{"Type":"Task","Resource":"f","TimeoutSeconds":\#(value),"Next":"T"}"#)
        )
        #expect(found.map(\.message) == [message])
    }

    @Test func `a timeout is given once`() throws {
        #expect(
            problems(
                ofState: #"{"Type":"Task","Resource":"f","TimeoutSeconds":1,"TimeoutSecondsPath":"$.t","Next":"T"}"#
            ) == [
                "SCHEMA_VALIDATION_FAILED: There should only be one of the following fields: [TimeoutSeconds, "
                    + "TimeoutSecondsPath] at /States/S"
            ]
        )
        let state = try decodeState(#"{"Type":"Task","Resource":"f","TimeoutSecondsPath":"$.t","Next":"T"}"#)
        guard case .task(let task)? = state?.kind else {
            Issue.record("The state is no Task.")
            return
        }
        #expect(try task.timeout == .path(JSONPath("$.t")))
    }
}
