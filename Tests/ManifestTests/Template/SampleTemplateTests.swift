import QuickstepJSON
import QuickstepServiceKit
import QuickstepStatesLanguage
import Testing

@testable import QuickstepManifest

@Suite struct SampleTemplateTests {
    private func sample() throws -> ReadTemplate {
        try TemplateFile.read(
            path: Sample.path,
            bytes: try Sample.bytes(Sample.path),
            linkedFunctions: Sample.functions,
            readFile: Sample.bytes
        )
    }

    @Test func `the sample is deployed step by step`() throws {
        let steps = try sample().template.deployment()
        let shown = steps.filter { $0.request.service != "states" }.map { step in
            "\(step.request.service) \(step.request.operation) \(JSONValue.object(step.request.parameters).compactText)"
        }
        #expect(shown == Self.deployment)
        #expect(steps.map(\.tolerated).filter { !$0.isEmpty }.count == 8)
    }

    @Test func `the machine is deployed after what it calls, and before the pipe`() throws {
        let services = try sample().template.deployment().map(\.request.service)
        let machine = try #require(services.firstIndex(of: "states"))
        #expect(services[..<machine].contains("dynamodb"))
        #expect(services[machine...].contains("pipes"))
        #expect(services.last == "s3")
    }

    @Test func `nothing in the sample is refused, and only access rights have no effect`() throws {
        let warnings = try sample().warnings.flatMap(\.diagnostics)
        #expect(Set(warnings.map(\.code)) == [TemplateCode.ignored])
    }

    @Test func `the sample needs all its functions`() throws {
        let error = #expect(throws: InvalidTemplate.self) {
            try TemplateFile.read(
                path: Sample.path,
                bytes: try Sample.bytes(Sample.path),
                linkedFunctions: Array(Sample.functions.dropLast()),
                readFile: Sample.bytes
            )
        }
        let messages = error?.reports.flatMap(\.diagnostics).map(\.message)
        #expect(messages == ["No handler is linked for the function 'quarantine-image'"])
    }

    @Test func `the sample's definition has its substitutions made`() throws {
        let machine = try #require(try sample().template.stateMachines.first)
        let definition = try JSONValue.parse(machine.definition)
        let states = definition["States"]
        #expect(machine.name == "image-upload")
        #expect(machine.file == "Workflows/image-upload/image-upload.asl.json")
        #expect(states?["RecordImage"]?["Parameters"]?["TableName"] == "images")
        #expect(
            states?["PublishReady"]?["Parameters"]?["TopicArn"] == "arn:aws:sns:us-east-1:000000000000:image-ready"
        )
        #expect(
            states?["PublishRejected"]?["Parameters"]?["TopicArn"]
                == "arn:aws:sns:us-east-1:000000000000:image-rejected"
        )
        #expect(!machine.definition.contains("${"))
    }

    @Test func `the sample's definition is valid as it lies there`() throws {
        let path = "Workflows/image-upload/image-upload.asl.json"
        let decoded = try StateMachine.decodeWithWarnings(DefinitionSource(file: path, bytes: try Sample.bytes(path)))
        #expect(decoded.warnings.isEmpty)
    }

    private static let account = "us-east-1:000000000000"

    private static let deployment = [
        #"sqs CreateQueue {"QueueName":"image-jobs"}"#,
        #"sqs CreateQueue {"QueueName":"image-jobs-dlq"}"#,
        #"sqs CreateQueue {"QueueName":"image-audit"}"#,
        #"sqs SetQueueAttributes {"QueueUrl":"arn:aws:sqs:\#(account):image-jobs","Attributes":{"VisibilityTimeout":"60","DelaySeconds":"0","MessageRetentionPeriod":"345600","MaximumMessageSize":"1048576","ReceiveMessageWaitTimeSeconds":"0","RedrivePolicy":"{\"deadLetterTargetArn\":\"arn:aws:sqs:\#(account):image-jobs-dlq\",\"maxReceiveCount\":3}"}}"#,
        #"sqs SetQueueAttributes {"QueueUrl":"arn:aws:sqs:\#(account):image-jobs-dlq","Attributes":{"VisibilityTimeout":"30","DelaySeconds":"0","MessageRetentionPeriod":"1209600","MaximumMessageSize":"1048576","ReceiveMessageWaitTimeSeconds":"0","RedrivePolicy":""}}"#,
        #"sqs SetQueueAttributes {"QueueUrl":"arn:aws:sqs:\#(account):image-audit","Attributes":{"VisibilityTimeout":"30","DelaySeconds":"0","MessageRetentionPeriod":"345600","MaximumMessageSize":"1048576","ReceiveMessageWaitTimeSeconds":"0","RedrivePolicy":""}}"#,
        #"sns CreateTopic {"Name":"image-uploads"}"#,
        #"sns CreateTopic {"Name":"image-ready"}"#,
        #"sns CreateTopic {"Name":"image-rejected"}"#,
        #"sns Subscribe {"TopicArn":"arn:aws:sns:\#(account):image-uploads","Protocol":"sqs","Endpoint":"arn:aws:sqs:\#(account):image-jobs","Attributes":{"RawMessageDelivery":"true","FilterPolicy":""},"ReturnSubscriptionArn":true}"#,
        #"sns Subscribe {"TopicArn":"arn:aws:sns:\#(account):image-ready","Protocol":"sqs","Endpoint":"arn:aws:sqs:\#(account):image-audit","Attributes":{"RawMessageDelivery":"true","FilterPolicy":""},"ReturnSubscriptionArn":true}"#,
        #"sns Subscribe {"TopicArn":"arn:aws:sns:\#(account):image-rejected","Protocol":"sqs","Endpoint":"arn:aws:sqs:\#(account):image-audit","Attributes":{"RawMessageDelivery":"true","FilterPolicy":""},"ReturnSubscriptionArn":true}"#,
        #"dynamodb CreateTable {"TableName":"images","KeySchema":[{"AttributeName":"bucket","KeyType":"HASH"},{"AttributeName":"key","KeyType":"RANGE"}],"AttributeDefinitions":[{"AttributeName":"bucket","AttributeType":"S"},{"AttributeName":"key","AttributeType":"S"}],"BillingMode":"PAY_PER_REQUEST"}"#,
        #"s3 CreateBucket {"Bucket":"uploads"}"#,
        #"s3 CreateBucket {"Bucket":"thumbnails"}"#,
        #"s3 CreateBucket {"Bucket":"quarantine"}"#,
        #"pipes CreatePipe {"Name":"image-jobs-to-workflow","Source":"arn:aws:sqs:\#(account):image-jobs","SourceParameters":{"SqsQueueParameters":{"BatchSize":1}},"Target":"arn:aws:states:\#(account):stateMachine:image-upload","DesiredState":"RUNNING"}"#,
        #"s3 PutBucketNotificationConfiguration {"Bucket":"uploads","NotificationConfiguration":{"TopicConfigurations":[{"Id":"UploadsBucket-0","TopicArn":"arn:aws:sns:\#(account):image-uploads","Events":["s3:ObjectCreated:*"]}]},"SkipDestinationValidation":true}"#,
        #"s3 PutBucketNotificationConfiguration {"Bucket":"thumbnails","NotificationConfiguration":{},"SkipDestinationValidation":true}"#,
        #"s3 PutBucketNotificationConfiguration {"Bucket":"quarantine","NotificationConfiguration":{},"SkipDestinationValidation":true}"#,
    ]
}
