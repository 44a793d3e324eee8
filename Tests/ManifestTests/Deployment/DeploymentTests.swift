import QuickstepJSON
import QuickstepServiceKit
import Testing

@testable import QuickstepManifest

@Suite struct DeploymentTests {
    private func requests(_ text: String, _ operation: String) throws -> [String] {
        try read(text, files: ["flow/a.json": "{\"StartAt\": \"A\",\n \"States\": {\"A\": {\"Type\": \"Succeed\"}}}"])
            .template
            .deployment().filter { $0.request.operation == operation }
            .map { JSONValue.object($0.request.parameters).compactText }
    }

    @Test func `filters of notifications are in the spelling of the SDK`() throws {
        let text = """
            Resources:
              Data:
                Type: AWS::S3::Bucket
                Properties:
                  NotificationConfiguration:
                    QueueConfigurations:
                      - { Event: "s3:ObjectCreated:Put", Queue: !GetAtt Jobs.Arn, Filter: { S3Key: { Rules: [{ Name: suffix, Value: .png }] } } }
                      - { Event: "s3:ObjectRemoved:*", Queue: !GetAtt Jobs.Arn }
                    LambdaConfigurations:
                      - { Event: "s3:ObjectCreated:Put", Function: !GetAtt F.Arn, Filter: { S3Key: { Rules: [{ Name: Prefix, Value: a }, { Name: suffix, Value: .jpg }] } } }
              Jobs: { Type: AWS::SQS::Queue }
              F: { Type: AWS::Serverless::Function, Properties: { FunctionName: resize } }
            """
        #expect(
            try requests(text, "PutBucketNotificationConfiguration") == [
                #"{"Bucket":"data","NotificationConfiguration":{"QueueConfigurations":["#
                    + #"{"Id":"Data-0","QueueArn":"arn:aws:sqs:us-east-1:000000000000:Jobs","Events":["s3:ObjectCreated:Put"],"#
                    + #""Filter":{"Key":{"FilterRules":[{"Name":"suffix","Value":".png"}]}}},"#
                    + #"{"Id":"Data-1","QueueArn":"arn:aws:sqs:us-east-1:000000000000:Jobs","Events":["s3:ObjectRemoved:*"]}],"#
                    + #""LambdaFunctionConfigurations":["#
                    + #"{"Id":"Data-2","LambdaFunctionArn":"arn:aws:lambda:us-east-1:000000000000:function:resize","#
                    + #""Events":["s3:ObjectCreated:Put"],"Filter":{"Key":{"FilterRules":["#
                    + #"{"Name":"prefix","Value":"a"},{"Name":"suffix","Value":".jpg"}]}}}]},"SkipDestinationValidation":true}"#
            ]
        )
    }

    @Test func `a machine is deployed with the text of its file`() throws {
        let text = "Resources: { Flow: { Type: AWS::Serverless::StateMachine, Properties: { DefinitionUri: a.json } } }"
        #expect(
            try requests(text, "DeployStateMachine") == [
                #"{"name":"Flow","definition":"{\"StartAt\": \"A\",\n \"States\": {\"A\": {\"Type\": \"Succeed\"}}}"}"#
            ]
        )
    }

    @Test func `a pipe's parameters are written out`() throws {
        let text = """
            Resources:
              Jobs: { Type: AWS::SQS::Queue }
              P:
                Type: AWS::Pipes::Pipe
                Properties:
                  Description: All of it.
                  Source: !GetAtt Jobs.Arn
                  Target: arn:aws:lambda:us-east-1:000000000000:function:resize
                  TargetParameters: { InputTemplate: "<$.body>" }
                  DesiredState: STOPPED
            """
        #expect(
            try requests(text, "CreatePipe") == [
                #"{"Name":"P","Source":"arn:aws:sqs:us-east-1:000000000000:Jobs","#
                    + #""SourceParameters":{"SqsQueueParameters":{"BatchSize":10}},"#
                    + #""Target":"arn:aws:lambda:us-east-1:000000000000:function:resize","DesiredState":"STOPPED","#
                    + #""TargetParameters":{"InputTemplate":"<$.body>"},"Description":"All of it."}"#
            ]
        )
    }

    @Test func `a table's throughput is handed on`() throws {
        let text = """
            Resources:
              Items:
                Type: AWS::DynamoDB::Table
                Properties:
                  ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 2 }
                  KeySchema: [{ AttributeName: id, KeyType: HASH }]
                  AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
            """
        #expect(
            try requests(text, "CreateTable") == [
                #"{"TableName":"Items","KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],"#
                    + #""AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],"BillingMode":"PROVISIONED","#
                    + #""ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":2}}"#
            ]
        )
    }

    @Test func `all steps run in one turn and in order`() async throws {
        let text = """
            Resources:
              Jobs: { Type: AWS::SQS::Queue }
              News: { Type: AWS::SNS::Topic, Properties: { Subscription: [{ Protocol: sqs, Endpoint: !GetAtt Jobs.Arn }] } }
              Data: { Type: AWS::S3::Bucket }
            """
        let template = try read(text).template
        let services = ["sqs", "sns", "s3"].map { ScriptedService($0) }
        let error = await ScriptedService.deploy(template, over: services)
        #expect(error == nil)
        #expect(
            services.map { $0.asked.map { String($0.prefix { $0 != " " }) } } == [
                ["CreateQueue", "SetQueueAttributes"], ["CreateTopic", "GetTopicAttributes", "Subscribe"],
                ["CreateBucket", "PutBucketNotificationConfiguration"],
            ]
        )
    }
}
