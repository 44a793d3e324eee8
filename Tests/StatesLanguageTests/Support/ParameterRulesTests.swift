import QuickstepJSON
import Testing

@testable import QuickstepStatesLanguage

@Suite struct ParameterRulesTests {
    private func state(_ resource: String, _ parameters: String) -> String {
        #"{"Type":"Task","Resource":"arn:aws:states:::\#(resource)","Parameters":\#(parameters),"End":true}"#
    }

    private func refusal(_ service: String, _ action: String, _ parameters: JSONValue) -> String? {
        ParameterRules.of(.integration(service: service, action: action))?.refusal(of: parameters)
    }

    // MARK: Definitions

    @Test(arguments: [
        ("lambda:invoke", "{}", "The field 'FunctionName' is required but was missing"),
        ("lambda:invoke.waitForTaskToken", #"{"Payload":{}}"#, "The field 'FunctionName' is required but was missing"),
        ("sqs:sendMessage", #"{"QueueUrl":"q"}"#, "The field 'MessageBody' is required but was missing"),
        ("sns:publish", #"{"TopicArn":"t"}"#, "The field 'Message' is required but was missing"),
        ("states:startExecution.sync:2", "{}", "The field 'StateMachineArn' is required but was missing"),
        ("dynamodb:getItem", #"{"TableName":"t"}"#, "The field 'Key' is required but was missing"),
        ("dynamodb:putItem", #"{"Item":{}}"#, "The field 'TableName' is required but was missing"),
        ("lambda:invoke", #"{"FunctionName":"f","Payload":1}"#, "The value for the field 'Payload' must be a STRING"),
        ("lambda:invoke", #"{"FunctionName":true}"#, "The value for the field 'FunctionName' must be a STRING"),
        (
            "sqs:sendMessage", #"{"QueueUrl":"q","MessageBody":"b","DelaySeconds":"5"}"#,
            "The value for the field 'DelaySeconds' must be an INTEGER"
        ),
    ])
    func `a definition that could never start its task is refused`(resource: String, parameters: String, text: String) {
        #expect(
            problems(ofState: state(resource, parameters))
                == ["SCHEMA_VALIDATION_FAILED: \(text) at /States/S/Parameters"]
        )
    }

    @Test(arguments: [
        ("lambda:invoke", #"{"FunctionName.$":"$.f","Payload.$":"$"}"#),
        ("lambda:invoke", #"{"FunctionName":"f","Payload":[1],"Other":1}"#),
        ("sqs:sendMessage", #"{"QueueUrl":"q","MessageBody":null,"DelaySeconds":5}"#),
        ("sns:publish", #"{"TopicArn":"t","Message":{"a":1}}"#),
        ("sns:publish", #"{"TopicArn":"t","Message":1}"#),
        ("sqs:sendMessage", #"{"QueueUrl":"q","MessageBody":true}"#),
        ("states:startExecution", #"{"StateMachineArn":"a","Input":5}"#),
        ("aws-sdk:sqs:sendMessage", "{}"),
    ])
    func `what may start its task is left alone`(resource: String, parameters: String) {
        #expect(problems(ofState: state(resource, parameters)) == [])
    }

    // MARK: Calls

    @Test func `a value of another type is refused in the service's words`() {
        #expect(
            refusal("lambda", "invoke", ["FunctionName": "add", "Payload": 1])
                == #"The Parameters '{"FunctionName":"add","Payload":1}' could not be used to start the Task: "#
                + "[The value for the field 'Payload' must be a STRING]"
        )
    }

    @Test func `a name that is still to be computed is refused wherever it stands`() {
        let parameters: JSONValue = ["FunctionName": "f", "Payload": ["a": [["taskToken.$": "AQC8"]]]]
        #expect(
            refusal("lambda", "invoke.waitForTaskToken", parameters)?.hasSuffix(
                "[The value for the field 'taskToken.$' must be a valid JSONPath or a valid intrinsic function call]"
            ) == true
        )
        #expect(refusal("lambda", "invoke", ["FunctionName": "f", "Payload": ["x.$": "$.a"]]) == nil)
    }

    @Test func `everything that is wrong is told, what is missing first`() {
        #expect(
            refusal("sqs", "sendMessage", ["MessageBody": true, "MessageGroupId": 1, "DelaySeconds": 1.5])?.hasSuffix(
                "[The field 'QueueUrl' is required but was missing, The value for the field 'MessageGroupId' must be a "
                    + "STRING, The value for the field 'DelaySeconds' must be an INTEGER]"
            ) == true
        )
    }

    @Test func `what is null is for the service that is called`() {
        #expect(refusal("dynamodb", "putItem", ["TableName": "t", "Item": nil]) == nil)
        #expect(refusal("lambda", "invoke", ["FunctionName": "f", "Payload": nil]) == nil)
    }

    @Test func `functions, activities and the generic form have no rules`() {
        #expect(ParameterRules.of(.function("f")) == nil)
        #expect(ParameterRules.of(.activity("a")) == nil)
        #expect(ParameterRules.of(.integration(service: "aws-sdk:sqs", action: "sendMessage")) == nil)
    }
}
