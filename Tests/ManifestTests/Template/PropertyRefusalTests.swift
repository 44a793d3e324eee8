import Testing

@testable import QuickstepManifest

@Suite struct PropertyRefusalTests {
    @Test(arguments: cases)
    func `a template is refused for`(_ refused: RefusedTemplate) {
        #expect(refusal(refused.template) == refused.refusal)
    }

    private static let cases: [RefusedTemplate] = [
        RefusedTemplate(
            "the notifications of a bucket",
            template: #"""
                Resources:
                  One:
                    Type: AWS::S3::Bucket
                    Properties:
                      NotificationConfiguration:
                        TopicConfigurations:
                          - Event: s3:ObjectRestore:Post
                            Topic: arn:aws:sqs:us-east-1:000000000000:jobs
                          - Event: s3:ObjectCreated:*
                            Function: resize
                        QueueConfigurations: all
                        LambdaConfigurations:
                          - Event: s3:ObjectCreated:Put
                            Function: arn:aws:lambda:us-east-1:000000000000:function:shrink
                            Filter:
                              S3Key:
                                Rules: [{ Name: infix, Value: a }]
                          - Event: s3:ObjectCreated:Put
                            Function: arn:aws:lambda:us-east-1:000000000000:function:resize
                            Filter:
                              S3Key:
                                Rules: [{ Name: prefix, Value: a }, { Name: Prefix, Value: b }]
                """#,
            refusal: #"""
                flow/template.yaml:7:20: error: The buckets here do not tell of 's3:ObjectRestore:Post' [TEMPLATE_UNSUPPORTED]
                  7 |           - Event: s3:ObjectRestore:Post
                    |                    ^^^^^^^^^^^^^^^^^^^^^
                  hint: They tell of s3:ObjectCreated:*, s3:ObjectCreated:Put, s3:ObjectCreated:Post, s3:ObjectCreated:Copy, s3:ObjectCreated:CompleteMultipartUpload, s3:ObjectRemoved:*, s3:ObjectRemoved:Delete, s3:ObjectRemoved:DeleteMarkerCreated.

                flow/template.yaml:8:20: error: 'Topic' must be the ARN of a topic, not 'arn:aws:sqs:us-east-1:000000000000:jobs' [TEMPLATE_INVALID]
                  8 |             Topic: arn:aws:sqs:us-east-1:000000000000:jobs
                    |                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

                flow/template.yaml:9:13: error: TopicConfigurations needs 'Topic' [TEMPLATE_INVALID]
                  9 |           - Event: s3:ObjectCreated:*
                    |             ^^^^^

                flow/template.yaml:10:13: error: Quickstep does not support 'Function' of TopicConfigurations [TEMPLATE_UNSUPPORTED]
                  10 |             Function: resize
                     |             ^^^^^^^^
                  hint: Supported: Event, Topic, Filter.

                flow/template.yaml:11:30: error: 'QueueConfigurations' must be a list [TEMPLATE_INVALID]
                  11 |         QueueConfigurations: all
                     |                              ^^^

                flow/template.yaml:14:23: error: No handler is linked for the function 'shrink' [TEMPLATE_FUNCTION_NOT_LINKED]
                  14 |             Function: arn:aws:lambda:us-east-1:000000000000:function:shrink
                     |                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                  hint: Linked are resize.

                flow/template.yaml:17:33: error: 'Name' must be prefix or suffix [TEMPLATE_INVALID]
                  17 |                 Rules: [{ Name: infix, Value: a }]
                     |                                 ^^^^^

                flow/template.yaml:22:53: error: 'Rules' has one rule 'prefix' at most [TEMPLATE_INVALID]
                  22 |                 Rules: [{ Name: prefix, Value: a }, { Name: Prefix, Value: b }]
                     |                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^

                """#
        ),
        RefusedTemplate(
            "the properties of a subscription",
            template: #"""
                Resources:
                  One:
                    Type: AWS::SNS::Subscription
                    Properties:
                      TopicArn: arn:aws:sns:us-east-1:000000000000:news
                      Protocol: pigeon
                      Endpoint: ada@example.com
                      RawMessageDelivery: maybe
                      FilterPolicy: [a]
                      FilterPolicyScope: Body
                """#,
            refusal: #"""
                flow/template.yaml:6:17: error: 'Protocol' must be one of sqs, lambda, http, https, email, email-json, sms [TEMPLATE_INVALID]
                  6 |       Protocol: pigeon
                    |                 ^^^^^^

                flow/template.yaml:8:27: error: 'RawMessageDelivery' must be true or false [TEMPLATE_INVALID]
                  8 |       RawMessageDelivery: maybe
                    |                           ^^^^^

                flow/template.yaml:9:21: error: 'FilterPolicy' must be an object [TEMPLATE_INVALID]
                  9 |       FilterPolicy: [a]
                    |                     ^^^

                flow/template.yaml:10:26: error: 'FilterPolicyScope' must be one of MessageAttributes, MessageBody [TEMPLATE_INVALID]
                  10 |       FilterPolicyScope: Body
                     |                          ^^^^

                """#
        ),
        RefusedTemplate(
            "what a subscription lacks",
            template: #"""
                Resources:
                  One:
                    Type: AWS::SNS::Subscription
                    Properties:
                      Protocol: sqs
                """#,
            refusal: #"""
                flow/template.yaml:4:5: error: AWS::SNS::Subscription needs 'TopicArn', 'Endpoint' [TEMPLATE_INVALID]
                  4 |     Properties:
                    |     ^^^^^^^^^^

                """#
        ),
        RefusedTemplate(
            "the subscriptions of a topic",
            template: #"""
                Resources:
                  One:
                    Type: AWS::SNS::Topic
                    Properties:
                      ArchivePolicy: {}
                      Subscription:
                        - { Protocol: sqs }
                        - { Protocol: firehose, Endpoint: 'https://example.com' }
                """#,
            refusal: #"""
                flow/template.yaml:5:7: error: Quickstep does not support 'ArchivePolicy' of AWS::SNS::Topic [TEMPLATE_UNSUPPORTED]
                  5 |       ArchivePolicy: {}
                    |       ^^^^^^^^^^^^^
                  hint: Supported: TopicName, Subscription, FifoTopic, ContentBasedDeduplication, FifoThroughputScope, DisplayName, SignatureVersion, TracingConfig, DeliveryPolicy, Tags.

                flow/template.yaml:7:11: error: Subscription needs 'Endpoint' [TEMPLATE_INVALID]
                  7 |         - { Protocol: sqs }
                    |           ^^^^^^^^^^^^^^^^^

                flow/template.yaml:8:23: error: 'Protocol' must be one of sqs, lambda, http, https, email, email-json, sms [TEMPLATE_INVALID]
                  8 |         - { Protocol: firehose, Endpoint: 'https://example.com' }
                    |                       ^^^^^^^^

                """#
        ),
        RefusedTemplate(
            "the properties of a queue",
            template: #"""
                Resources:
                  One:
                    Type: AWS::SQS::Queue
                    Properties:
                      VisibilityTimeout: 43201
                      DelaySeconds: -1
                      MessageRetentionPeriod: 59
                      MaximumMessageSize: 1.5
                      ReceiveMessageWaitTimeSeconds: soon
                      KmsDataKeyReusePeriodSeconds: 59
                      Policy: {}
                      RedrivePolicy: { deadLetterTargetArn: dead, maxReceiveCount: 0, extra: 1 }
                """#,
            refusal: #"""
                flow/template.yaml:5:26: error: 'VisibilityTimeout' must be a whole number from 0 to 43200 [TEMPLATE_INVALID]
                  5 |       VisibilityTimeout: 43201
                    |                          ^^^^^

                flow/template.yaml:6:21: error: 'DelaySeconds' must be a whole number from 0 to 900 [TEMPLATE_INVALID]
                  6 |       DelaySeconds: -1
                    |                     ^^

                flow/template.yaml:7:31: error: 'MessageRetentionPeriod' must be a whole number from 60 to 1209600 [TEMPLATE_INVALID]
                  7 |       MessageRetentionPeriod: 59
                    |                               ^^

                flow/template.yaml:8:27: error: 'MaximumMessageSize' must be a whole number from 1024 to 1048576 [TEMPLATE_INVALID]
                  8 |       MaximumMessageSize: 1.5
                    |                           ^^^

                flow/template.yaml:9:38: error: 'ReceiveMessageWaitTimeSeconds' must be a whole number from 0 to 20 [TEMPLATE_INVALID]
                  9 |       ReceiveMessageWaitTimeSeconds: soon
                    |                                      ^^^^

                flow/template.yaml:10:37: error: 'KmsDataKeyReusePeriodSeconds' must be a whole number from 60 to 86400 [TEMPLATE_INVALID]
                  10 |       KmsDataKeyReusePeriodSeconds: 59
                     |                                     ^^

                flow/template.yaml:11:7: error: Quickstep does not support 'Policy' of AWS::SQS::Queue [TEMPLATE_UNSUPPORTED]
                  11 |       Policy: {}
                     |       ^^^^^^
                  hint: Supported: QueueName, VisibilityTimeout, DelaySeconds, MessageRetentionPeriod, MaximumMessageSize, ReceiveMessageWaitTimeSeconds, RedrivePolicy, FifoQueue, ContentBasedDeduplication, DeduplicationScope, FifoThroughputLimit, RedriveAllowPolicy, KmsMasterKeyId, KmsDataKeyReusePeriodSeconds, SqsManagedSseEnabled, Tags.

                flow/template.yaml:12:45: error: 'deadLetterTargetArn' must be the ARN of a queue, not 'dead' [TEMPLATE_INVALID]
                  12 |       RedrivePolicy: { deadLetterTargetArn: dead, maxReceiveCount: 0, extra: 1 }
                     |                                             ^^^^

                flow/template.yaml:12:68: error: 'maxReceiveCount' must be a whole number from 1 to 1000 [TEMPLATE_INVALID]
                  12 |       RedrivePolicy: { deadLetterTargetArn: dead, maxReceiveCount: 0, extra: 1 }
                     |                                                                    ^

                flow/template.yaml:12:71: error: Quickstep does not support 'extra' of RedrivePolicy [TEMPLATE_UNSUPPORTED]
                  12 |       RedrivePolicy: { deadLetterTargetArn: dead, maxReceiveCount: 0, extra: 1 }
                     |                                                                       ^^^^^
                  hint: Supported: deadLetterTargetArn, maxReceiveCount.

                """#
        ),
        RefusedTemplate(
            "a redrive policy that is no object",
            template: #"""
                Resources:
                  One:
                    Type: AWS::SQS::Queue
                    Properties:
                      RedrivePolicy: none
                """#,
            refusal: #"""
                flow/template.yaml:5:22: error: 'RedrivePolicy' must be an object [TEMPLATE_INVALID]
                  5 |       RedrivePolicy: none
                    |                      ^^^^

                """#
        ),
        RefusedTemplate(
            "what a redrive policy lacks",
            template: #"""
                Resources:
                  One:
                    Type: AWS::SQS::Queue
                    Properties:
                      RedrivePolicy: {}
                """#,
            refusal: #"""
                flow/template.yaml:5:7: error: RedrivePolicy needs 'deadLetterTargetArn', 'maxReceiveCount' [TEMPLATE_INVALID]
                  5 |       RedrivePolicy: {}
                    |       ^^^^^^^^^^^^^

                """#
        ),
        RefusedTemplate(
            "a table without a key",
            template: #"""
                Resources:
                  One:
                    Type: AWS::DynamoDB::Table
                    Properties:
                      BillingMode: PAY_PER_REQUEST
                """#,
            refusal: #"""
                flow/template.yaml:4:5: error: AWS::DynamoDB::Table needs 'KeySchema', 'AttributeDefinitions' [TEMPLATE_INVALID]
                  4 |     Properties:
                    |     ^^^^^^^^^^

                """#
        ),
        RefusedTemplate(
            "a table without throughput",
            template: #"""
                Resources:
                  One:
                    Type: AWS::DynamoDB::Table
                    Properties:
                      KeySchema: [{ AttributeName: id, KeyType: HASH }]
                      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
                """#,
            refusal: #"""
                flow/template.yaml:2:3: error: AWS::DynamoDB::Table needs 'ProvisionedThroughput' [TEMPLATE_INVALID]
                  2 |   One:
                    |   ^^^
                  hint: Or write BillingMode: PAY_PER_REQUEST.

                """#
        ),
        RefusedTemplate(
            "a throughput that is not asked for",
            template: #"""
                Resources:
                  One:
                    Type: AWS::DynamoDB::Table
                    Properties:
                      BillingMode: PAY_PER_REQUEST
                      ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 }
                      KeySchema: [{ AttributeName: id, KeyType: HASH }]
                      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
                """#,
            refusal: #"""
                flow/template.yaml:6:7: error: 'ProvisionedThroughput' is for the billing mode PROVISIONED [TEMPLATE_INVALID]
                  6 |       ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 }
                    |       ^^^^^^^^^^^^^^^^^^^^^

                """#
        ),
        RefusedTemplate(
            "a billing mode and an index that there are not",
            template: #"""
                Resources:
                  One:
                    Type: AWS::DynamoDB::Table
                    Properties:
                      BillingMode: FREE
                      KeySchema: [{ AttributeName: id, KeyType: HASH }]
                      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
                      GlobalSecondaryIndexes: []
                """#,
            refusal: #"""
                flow/template.yaml:5:20: error: 'BillingMode' must be one of PAY_PER_REQUEST, PROVISIONED [TEMPLATE_INVALID]
                  5 |       BillingMode: FREE
                    |                    ^^^^

                flow/template.yaml:8:7: error: Quickstep does not support 'GlobalSecondaryIndexes' of AWS::DynamoDB::Table [TEMPLATE_UNSUPPORTED]
                  8 |       GlobalSecondaryIndexes: []
                    |       ^^^^^^^^^^^^^^^^^^^^^^
                  hint: Supported: TableName, KeySchema, AttributeDefinitions, BillingMode, ProvisionedThroughput.

                """#
        ),
        RefusedTemplate(
            "a key in the wrong order",
            template: #"""
                Resources:
                  One:
                    Type: AWS::DynamoDB::Table
                    Properties:
                      BillingMode: PAY_PER_REQUEST
                      KeySchema: [{ AttributeName: id, KeyType: RANGE }]
                      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
                """#,
            refusal: #"""
                flow/template.yaml:6:49: error: 'KeyType' must be HASH [TEMPLATE_INVALID]
                  6 |       KeySchema: [{ AttributeName: id, KeyType: RANGE }]
                    |                                                 ^^^^^

                """#
        ),
        RefusedTemplate(
            "a key of three",
            template: #"""
                Resources:
                  One:
                    Type: AWS::DynamoDB::Table
                    Properties:
                      BillingMode: PAY_PER_REQUEST
                      KeySchema: [1, 2, 3]
                      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
                """#,
            refusal: #"""
                flow/template.yaml:6:18: error: 'KeySchema' has a HASH key, and a RANGE key at most [TEMPLATE_INVALID]
                  6 |       KeySchema: [1, 2, 3]
                    |                  ^^^^^^^^^

                """#
        ),
        RefusedTemplate(
            "a key without definition",
            template: #"""
                Resources:
                  One:
                    Type: AWS::DynamoDB::Table
                    Properties:
                      BillingMode: PAY_PER_REQUEST
                      KeySchema: [{ AttributeName: key, KeyType: HASH }]
                      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
                """#,
            refusal: #"""
                flow/template.yaml:6:36: error: 'AttributeDefinitions' does not define another attribute 'key' [TEMPLATE_INVALID]
                  6 |       KeySchema: [{ AttributeName: key, KeyType: HASH }]
                    |                                    ^^^

                """#
        ),
        RefusedTemplate(
            "a definition without key",
            template: #"""
                Resources:
                  One:
                    Type: AWS::DynamoDB::Table
                    Properties:
                      BillingMode: PAY_PER_REQUEST
                      KeySchema: [{ AttributeName: id, KeyType: HASH }]
                      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }, { AttributeName: at, AttributeType: N }]
                """#,
            refusal: #"""
                flow/template.yaml:7:71: error: 'at' is not part of the key [TEMPLATE_INVALID]
                  7 | …ibuteDefinitions: [{ AttributeName: id, AttributeType: S }, { AttributeName: at, AttributeType: N }]
                    |                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                  hint: Only the attributes of the key are defined: items may have any others.

                """#
        ),
        RefusedTemplate(
            "an attribute that is defined twice",
            template: #"""
                Resources:
                  One:
                    Type: AWS::DynamoDB::Table
                    Properties:
                      BillingMode: PAY_PER_REQUEST
                      KeySchema: [{ AttributeName: id, KeyType: HASH }]
                      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }, { AttributeName: id, AttributeType: N }]
                """#,
            refusal: #"""
                flow/template.yaml:7:71: error: The attribute 'id' is defined already [TEMPLATE_INVALID]
                  7 | …ibuteDefinitions: [{ AttributeName: id, AttributeType: S }, { AttributeName: id, AttributeType: N }]
                    |                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

                """#
        ),
        RefusedTemplate(
            "the properties of a pipe",
            template: #"""
                Resources:
                  One:
                    Type: AWS::Pipes::Pipe
                    Properties:
                      Source: arn:aws:kinesis:us-east-1:000000000000:stream/s
                      Target: arn:aws:sns:us-east-1:000000000000:jobs
                      SourceParameters:
                        FilterCriteria: {}
                        SqsQueueParameters: { BatchSize: 11, MaximumBatchingWindowInSeconds: 5 }
                      DesiredState: PAUSED
                      Enrichment: arn:aws:lambda:us-east-1:000000000000:function:resize
                """#,
            refusal: #"""
                flow/template.yaml:5:15: error: 'Source' must be the ARN of a queue, not 'arn:aws:kinesis:us-east-1:000000000000:stream/s' [TEMPLATE_INVALID]
                  5 |       Source: arn:aws:kinesis:us-east-1:000000000000:stream/s
                    |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

                flow/template.yaml:6:15: error: 'Target' must be the ARN of a state machine or of a function or of a queue, not 'arn:aws:sns:us-east-1:000000000000:jobs' [TEMPLATE_INVALID]
                  6 |       Target: arn:aws:sns:us-east-1:000000000000:jobs
                    |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

                flow/template.yaml:8:9: error: Quickstep does not support 'FilterCriteria' of SourceParameters [TEMPLATE_UNSUPPORTED]
                  8 |         FilterCriteria: {}
                    |         ^^^^^^^^^^^^^^
                  hint: Supported: SqsQueueParameters.

                flow/template.yaml:9:42: error: 'BatchSize' must be a whole number from 1 to 10 [TEMPLATE_INVALID]
                  9 |         SqsQueueParameters: { BatchSize: 11, MaximumBatchingWindowInSeconds: 5 }
                    |                                          ^^

                flow/template.yaml:9:46: error: Quickstep does not support 'MaximumBatchingWindowInSeconds' of SqsQueueParameters [TEMPLATE_UNSUPPORTED]
                  9 |         SqsQueueParameters: { BatchSize: 11, MaximumBatchingWindowInSeconds: 5 }
                    |                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                  hint: Supported: BatchSize.

                flow/template.yaml:10:21: error: 'DesiredState' must be one of RUNNING, STOPPED [TEMPLATE_INVALID]
                  10 |       DesiredState: PAUSED
                     |                     ^^^^^^

                flow/template.yaml:11:7: error: Quickstep does not support 'Enrichment' of AWS::Pipes::Pipe [TEMPLATE_UNSUPPORTED]
                  11 |       Enrichment: arn:aws:lambda:us-east-1:000000000000:function:resize
                     |       ^^^^^^^^^^
                  hint: Supported: Name, Description, Source, Target, SourceParameters, TargetParameters, DesiredState.

                """#
        ),
        RefusedTemplate(
            "the target parameters of a pipe",
            template: #"""
                Resources:
                  One:
                    Type: AWS::Pipes::Pipe
                    Properties:
                      Source: arn:aws:sqs:us-east-1:000000000000:jobs
                      Target: arn:aws:lambda:us-east-1:000000000000:function:resize
                      TargetParameters:
                        LambdaFunctionParameters: { InvocationType: FIRE_AND_FORGET }
                        StepFunctionStateMachineParameters: {}
                """#,
            refusal: #"""
                flow/template.yaml:8:53: error: 'InvocationType' must be REQUEST_RESPONSE [TEMPLATE_INVALID]
                  8 |         LambdaFunctionParameters: { InvocationType: FIRE_AND_FORGET }
                    |                                                     ^^^^^^^^^^^^^^^

                flow/template.yaml:9:9: error: Quickstep does not support 'StepFunctionStateMachineParameters' of TargetParameters [TEMPLATE_UNSUPPORTED]
                  9 |         StepFunctionStateMachineParameters: {}
                    |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                  hint: Supported: InputTemplate, LambdaFunctionParameters.

                """#
        ),
        RefusedTemplate(
            "the properties of a rule",
            template: #"""
                Resources:
                  One:
                    Type: AWS::Events::Rule
                    Properties:
                      EventPattern: { source: app }
                      ScheduleExpression: rate(1 minute)
                      State: MAYBE
                      Targets:
                        - { Id: a, Arn: "arn:aws:kinesis:us-east-1:000000000000:stream/s" }
                        - { Arn: "arn:aws:sqs:us-east-1:000000000000:q" }
                """#,
            refusal: #"""
                flow/template.yaml:5:21: error: 'EventPattern' is not valid: "source" must be an object or an array [TEMPLATE_INVALID]
                  5 |       EventPattern: { source: app }
                    |                     ^^^^^^^^^^^^^^^

                flow/template.yaml:6:7: error: Quickstep does not support 'ScheduleExpression' of AWS::Events::Rule [TEMPLATE_UNSUPPORTED]
                  6 |       ScheduleExpression: rate(1 minute)
                    |       ^^^^^^^^^^^^^^^^^^
                  hint: Supported: Name, Description, EventBusName, EventPattern, State, Targets.

                flow/template.yaml:7:14: error: 'State' must be one of ENABLED, DISABLED [TEMPLATE_INVALID]
                  7 |       State: MAYBE
                    |              ^^^^^

                flow/template.yaml:9:25: error: 'Arn' must be the ARN of a queue or of a topic or of a function or of a state machine or of an event bus, not 'arn:aws:kinesis:us-east-1:000000000000:stream/s' [TEMPLATE_INVALID]
                  9 |         - { Id: a, Arn: "arn:aws:kinesis:us-east-1:000000000000:stream/s" }
                    |                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

                flow/template.yaml:10:11: error: a target needs 'Id' [TEMPLATE_INVALID]
                  10 |         - { Arn: "arn:aws:sqs:us-east-1:000000000000:q" }
                     |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

                """#
        ),
        RefusedTemplate(
            "what a pipe lacks",
            template: #"""
                Resources:
                  One:
                    Type: AWS::Pipes::Pipe
                    Properties:
                      Name: pipe
                """#,
            refusal: #"""
                flow/template.yaml:4:5: error: AWS::Pipes::Pipe needs 'Source', 'Target' [TEMPLATE_INVALID]
                  4 |     Properties:
                    |     ^^^^^^^^^^

                """#
        ),
        RefusedTemplate(
            "a function that is not linked",
            template: #"""
                Resources:
                  One:
                    Type: AWS::Serverless::Function
                    Properties:
                      FunctionName: shrink
                      Timeout: 901
                      Environment: {}
                """#,
            refusal: #"""
                flow/template.yaml:5:21: error: No handler is linked for the function 'shrink' [TEMPLATE_FUNCTION_NOT_LINKED]
                  5 |       FunctionName: shrink
                    |                     ^^^^^^
                  hint: Linked are resize.

                flow/template.yaml:6:16: error: 'Timeout' must be a whole number from 1 to 900 [TEMPLATE_INVALID]
                  6 |       Timeout: 901
                    |                ^^^

                flow/template.yaml:7:7: error: Quickstep does not support 'Environment' of AWS::Serverless::Function [TEMPLATE_UNSUPPORTED]
                  7 |       Environment: {}
                    |       ^^^^^^^^^^^
                  hint: Supported: FunctionName, Timeout.

                """#
        ),
        RefusedTemplate(
            "a function without a name of its own that is not linked",
            template: #"""
                Resources:
                  Shrink:
                    Type: AWS::Serverless::Function
                """#,
            refusal: #"""
                flow/template.yaml:2:3: error: No handler is linked for the function 'Shrink' [TEMPLATE_FUNCTION_NOT_LINKED]
                  2 |   Shrink:
                    |   ^^^^^^
                  hint: Linked are resize.

                """#
        ),
    ]
}
