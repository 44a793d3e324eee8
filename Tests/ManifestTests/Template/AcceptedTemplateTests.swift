import QuickstepJSON
import QuickstepServiceKit
import QuickstepStatesLanguage
import Testing

@testable import QuickstepManifest

@Suite struct AcceptedTemplateTests {
    private static let account = "us-east-1:000000000000"
    private static let hello = #"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#

    @Test func `a bucket notifies topics, queues and functions alike`() throws {
        let template = try read(
            """
            Resources:
              Uploads:
                Type: AWS::S3::Bucket
                DeletionPolicy: Retain
                UpdateReplacePolicy: Retain
                Metadata: { anything: [goes] }
                Properties:
                  BucketName: !Sub uploads-${AWS::Region}
                  NotificationConfiguration:
                    LambdaConfigurations:
                      - Event: s3:ObjectRemoved:*
                        Function: !GetAtt Resize.Arn
                    TopicConfigurations:
                      - Event: s3:ObjectCreated:Put
                        Topic: !Ref News
                        Filter:
                          S3Key:
                            Rules:
                              - { Name: prefix, Value: in/ }
                              - { Name: Suffix, Value: .jpg }
                    QueueConfigurations:
                      - Event: s3:ObjectCreated:Copy
                        Queue: arn:aws:sqs:eu-west-1:111122223333:elsewhere
              News: { Type: AWS::SNS::Topic }
              Resize: { Type: AWS::Serverless::Function, Properties: { FunctionName: resize } }
              Other: { Type: AWS::S3::Bucket }
            """
        ).template
        #expect(
            template.buckets == [
                BucketResource(
                    logicalID: "Uploads",
                    name: "uploads-us-east-1",
                    notifications: [
                        BucketResource.Notification(
                            target: .topic(arn: "arn:aws:sns:\(Self.account):News"),
                            event: "s3:ObjectCreated:Put",
                            prefix: "in/",
                            suffix: ".jpg"
                        ),
                        BucketResource.Notification(
                            target: .queue(arn: "arn:aws:sqs:eu-west-1:111122223333:elsewhere"),
                            event: "s3:ObjectCreated:Copy",
                            prefix: nil,
                            suffix: nil
                        ),
                        BucketResource.Notification(
                            target: .function(arn: "arn:aws:lambda:\(Self.account):function:resize"),
                            event: "s3:ObjectRemoved:*",
                            prefix: nil,
                            suffix: nil
                        ),
                    ]
                ),
                BucketResource(logicalID: "Other", name: "other", notifications: []),
            ]
        )
    }

    @Test func `topics may be FIFO and have attributes, and subscribers may be on the web`() throws {
        let template = try read(
            """
            Resources:
              Orders:
                Type: AWS::SNS::Topic
                Properties:
                  TopicName: orders.fifo
                  FifoTopic: true
                  ContentBasedDeduplication: true
                  FifoThroughputScope: MessageGroup
              News:
                Type: AWS::SNS::Topic
                Properties:
                  DisplayName: News
                  SignatureVersion: 2
                  DeliveryPolicy: { http: { defaultHealthyRetryPolicy: { numRetries: 5 } } }
                  Tags: [{ Key: team, Value: web }]
              Hook:
                Type: AWS::SNS::Subscription
                Properties:
                  TopicArn: !Ref News
                  Protocol: https
                  Endpoint: https://example.com/hook
                  RedrivePolicy: { deadLetterTargetArn: !GetAtt Dead.Arn }
                  DeliveryPolicy: { throttlePolicy: { maxReceivesPerSecond: 5 } }
              Dead: { Type: AWS::SQS::Queue, Properties: { QueueName: dead } }
            """
        ).template
        #expect(
            template.topics == [
                TopicResource(
                    logicalID: "Orders",
                    name: "orders.fifo",
                    attributes: [
                        "FifoTopic": "true", "ContentBasedDeduplication": "true", "FifoThroughputScope": "MessageGroup",
                    ]
                ),
                TopicResource(
                    logicalID: "News",
                    name: "News",
                    attributes: [
                        "DisplayName": "News", "SignatureVersion": "2",
                        "DeliveryPolicy": #"{"http":{"defaultHealthyRetryPolicy":{"numRetries":5}}}"#,
                    ],
                    tags: ["team": "web"]
                ),
            ]
        )
        #expect(
            template.subscriptions == [
                SubscriptionResource(
                    logicalID: "Hook",
                    topicARN: "arn:aws:sns:\(Self.account):News",
                    transport: .https,
                    endpoint: "https://example.com/hook",
                    isRaw: false,
                    filterPolicy: nil,
                    filterPolicyScope: "MessageAttributes",
                    redrivePolicy: #"{"deadLetterTargetArn":"arn:aws:sqs:\#(Self.account):dead"}"#,
                    deliveryPolicy: #"{"throttlePolicy":{"maxReceivesPerSecond":5}}"#
                )
            ]
        )
    }

    @Test func `topics have subscriptions of their own and others`() throws {
        let template = try read(
            """
            Resources:
              News:
                Type: AWS::SNS::Topic
                Properties:
                  TopicName: news
                  Subscription:
                    - { Protocol: sqs, Endpoint: !GetAtt Jobs.Arn }
                    - { Protocol: lambda, Endpoint: !GetAtt [Resize, Arn] }
              Filtered:
                Type: AWS::SNS::Subscription
                Properties:
                  TopicArn: !GetAtt News.TopicArn
                  Protocol: sqs
                  Endpoint: !Sub "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${Jobs.QueueName}"
                  RawMessageDelivery: "true"
                  FilterPolicyScope: MessageBody
                  FilterPolicy: { kind: [a, { prefix: !Ref Data }], size: [{ numeric: [">", 1.50] }] }
              Text:
                Type: AWS::SNS::Subscription
                Properties:
                  TopicArn: { Ref: News }
                  Protocol: lambda
                  Endpoint: { "Fn::GetAtt": [Resize, Arn] }
                  FilterPolicy: '{"kind": ["b"]}'
              Jobs: { Type: AWS::SQS::Queue, Properties: { QueueName: jobs } }
              Resize: { Type: AWS::Serverless::Function, Properties: { FunctionName: resize } }
              Data: { Type: AWS::S3::Bucket, Properties: { BucketName: data } }
            """
        ).template
        let topic = "arn:aws:sns:\(Self.account):news"
        let queue = "arn:aws:sqs:\(Self.account):jobs"
        let function = "arn:aws:lambda:\(Self.account):function:resize"
        func subscription(
            _ logicalID: String,
            _ transport: SubscriptionResource.Transport,
            _ endpoint: String,
            isRaw: Bool = false,
            _ policy: String? = nil,
            _ scope: String = "MessageAttributes"
        ) -> SubscriptionResource {
            SubscriptionResource(
                logicalID: logicalID,
                topicARN: topic,
                transport: transport,
                endpoint: endpoint,
                isRaw: isRaw,
                filterPolicy: policy,
                filterPolicyScope: scope
            )
        }
        #expect(template.topics == [TopicResource(logicalID: "News", name: "news")])
        #expect(
            template.subscriptions == [
                subscription("News", .sqs, queue),
                subscription("News", .lambda, function),
                subscription(
                    "Filtered",
                    .sqs,
                    queue,
                    isRaw: true,
                    #"{"kind":["a",{"prefix":"data"}],"size":[{"numeric":[">",1.50]}]}"#,
                    "MessageBody"
                ),
                subscription("Text", .lambda, function, #"{"kind":["b"]}"#),
            ]
        )
    }

    @Test func `a queue has every attribute of a standard queue`() throws {
        let template = try read(
            """
            Resources:
              Plain: { Type: AWS::SQS::Queue }
              Jobs:
                Type: AWS::SQS::Queue
                DependsOn: [Plain]
                Properties:
                  QueueName: jobs
                  VisibilityTimeout: 1
                  DelaySeconds: "2"
                  MessageRetentionPeriod: 60
                  MaximumMessageSize: 1024
                  ReceiveMessageWaitTimeSeconds: 3
                  RedrivePolicy: { deadLetterTargetArn: !GetAtt Plain.Arn, maxReceiveCount: 4 }
            """
        ).template
        #expect(
            template.queues == [
                QueueResource(
                    logicalID: "Plain",
                    name: "Plain",
                    visibilitySeconds: 30,
                    delaySeconds: 0,
                    retentionSeconds: 345_600,
                    messageBytesMax: 1_048_576,
                    waitSeconds: 0,
                    redrivePolicy: nil
                ),
                QueueResource(
                    logicalID: "Jobs",
                    name: "jobs",
                    visibilitySeconds: 1,
                    delaySeconds: 2,
                    retentionSeconds: 60,
                    messageBytesMax: 1024,
                    waitSeconds: 3,
                    redrivePolicy: QueueResource.RedrivePolicy(
                        targetARN: "arn:aws:sqs:\(Self.account):Plain",
                        receiveCountMax: 4
                    )
                ),
            ]
        )
    }

    @Test func `a table has a key of one or two attributes`() throws {
        let template = try read(
            """
            Resources:
              One:
                Type: AWS::DynamoDB::Table
                Properties:
                  TableName: one
                  BillingMode: PAY_PER_REQUEST
                  KeySchema: [{ AttributeName: id, KeyType: HASH }]
                  AttributeDefinitions: [{ AttributeName: id, AttributeType: B }]
              Two:
                Type: AWS::DynamoDB::Table
                Properties:
                  ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 2 }
                  KeySchema:
                    - { AttributeName: at, KeyType: HASH }
                    - { AttributeName: id, KeyType: RANGE }
                  AttributeDefinitions:
                    - { AttributeName: id, AttributeType: S }
                    - { AttributeName: at, AttributeType: N }
            """
        ).template
        #expect(
            template.tables == [
                TableResource(
                    logicalID: "One",
                    name: "one",
                    hashKey: TableResource.KeyAttribute(name: "id", type: "B"),
                    rangeKey: nil,
                    billing: .onDemand
                ),
                TableResource(
                    logicalID: "Two",
                    name: "Two",
                    hashKey: TableResource.KeyAttribute(name: "at", type: "N"),
                    rangeKey: TableResource.KeyAttribute(name: "id", type: "S"),
                    billing: .provisioned(readUnits: 1, writeUnits: 2)
                ),
            ]
        )
    }

    @Test func `a pipe leads from a queue to a machine, a function or another queue`() throws {
        let template = try read(
            """
            Resources:
              Jobs: { Type: AWS::SQS::Queue }
              Flow: { Type: AWS::Serverless::StateMachine, Properties: { DefinitionUri: hello.asl.json } }
              Resize: { Type: AWS::Serverless::Function, Properties: { FunctionName: resize } }
              ToFlow:
                Type: AWS::Pipes::Pipe
                Properties:
                  RoleArn: arn:aws:iam::000000000000:role/any
                  Source: !GetAtt Jobs.Arn
                  Target: !Ref Flow
                  TargetParameters:
                    StepFunctionStateMachineParameters: { InvocationType: FIRE_AND_FORGET }
              ToResize:
                Type: AWS::Pipes::Pipe
                Properties:
                  Name: to-resize
                  Description: Resizes.
                  Source: !GetAtt Jobs.Arn
                  SourceParameters: { SqsQueueParameters: { BatchSize: 5 } }
                  Target: !GetAtt Resize.Arn
                  TargetParameters:
                    InputTemplate: '{"body": <$.body>}'
                    LambdaFunctionParameters: { InvocationType: REQUEST_RESPONSE }
                  DesiredState: STOPPED
              Copies: { Type: AWS::SQS::Queue }
              ToCopies:
                Type: AWS::Pipes::Pipe
                Properties:
                  Source: !GetAtt Jobs.Arn
                  Target: !GetAtt Copies.Arn
                  TargetParameters:
                    SqsQueueParameters: { MessageGroupId: $.body.customer, MessageDeduplicationId: $.messageId }
            """,
            files: ["flow/hello.asl.json": Self.hello]
        ).template
        #expect(
            template.pipes == [
                PipeResource(
                    logicalID: "ToFlow",
                    name: "ToFlow",
                    text: nil,
                    sourceARN: "arn:aws:sqs:\(Self.account):Jobs",
                    targetARN: "arn:aws:states:\(Self.account):stateMachine:Flow",
                    targetKind: .stateMachine,
                    batchSize: nil,
                    inputTemplate: nil,
                    messageGroupID: nil,
                    messageDeduplicationID: nil,
                    isRunning: true
                ),
                PipeResource(
                    logicalID: "ToResize",
                    name: "to-resize",
                    text: "Resizes.",
                    sourceARN: "arn:aws:sqs:\(Self.account):Jobs",
                    targetARN: "arn:aws:lambda:\(Self.account):function:resize",
                    targetKind: .function,
                    batchSize: 5,
                    inputTemplate: #"{"body": <$.body>}"#,
                    messageGroupID: nil,
                    messageDeduplicationID: nil,
                    isRunning: false
                ),
                PipeResource(
                    logicalID: "ToCopies",
                    name: "ToCopies",
                    text: nil,
                    sourceARN: "arn:aws:sqs:\(Self.account):Jobs",
                    targetARN: "arn:aws:sqs:\(Self.account):Copies",
                    targetKind: .queue,
                    batchSize: nil,
                    inputTemplate: nil,
                    messageGroupID: "$.body.customer",
                    messageDeduplicationID: "$.messageId",
                    isRunning: true
                ),
            ]
        )
    }

    @Test func `a rule leads from a bus to its targets`() throws {
        let template = try read(
            """
            Resources:
              Jobs: { Type: AWS::SQS::Queue }
              Orders: { Type: AWS::Events::EventBus, Properties: { Name: orders, Description: All of them. } }
              Plain: { Type: AWS::Events::Rule, Properties: { EventPattern: { source: [app] } } }
              Full:
                Type: AWS::Events::Rule
                Properties:
                  Name: full
                  Description: Everything.
                  EventBusName: !Ref Orders
                  EventPattern: { detail: { n: [{ numeric: [">", 1.50] }] } }
                  State: DISABLED
                  Targets:
                    - Id: queue
                      Arn: !GetAtt Jobs.Arn
                      RoleArn: arn:aws:iam::000000000000:role/any
                      InputTransformer: { InputPathsMap: { n: $.detail.n }, InputTemplate: '{"n": <n>}' }
                      DeadLetterConfig: { Arn: !GetAtt Jobs.Arn }
                    - { Id: bus, Arn: !GetAtt Orders.Arn }
            """
        ).template
        let queue = "arn:aws:sqs:\(Self.account):Jobs"
        let bus = "arn:aws:events:\(Self.account):event-bus/orders"
        #expect(
            template.eventBuses == [
                EventBusResource(logicalID: "Orders", name: "orders", text: "All of them.")
            ]
        )
        #expect(
            template.rules == [
                RuleResource(
                    logicalID: "Plain",
                    name: "Plain",
                    bus: nil,
                    text: nil,
                    pattern: #"{"source":["app"]}"#,
                    isEnabled: true,
                    targets: []
                ),
                RuleResource(
                    logicalID: "Full",
                    name: "full",
                    bus: "orders",
                    text: "Everything.",
                    pattern: #"{"detail":{"n":[{"numeric":[">",1.50]}]}}"#,
                    isEnabled: false,
                    targets: [
                        RuleResource.Target(
                            arn: queue,
                            members: [
                                "Id": "queue", "Arn": .string(queue),
                                "InputTransformer": [
                                    "InputPathsMap": ["n": "$.detail.n"], "InputTemplate": #"{"n": <n>}"#,
                                ],
                                "DeadLetterConfig": ["Arn": .string(queue)],
                            ]
                        ),
                        RuleResource.Target(arn: bus, members: ["Id": "bus", "Arn": .string(bus)]),
                    ]
                ),
            ]
        )
    }

    @Test func `a machine has its definition in a file or in the template`() throws {
        let template = try read(
            """
            Resources:
              File:
                Type: AWS::Serverless::StateMachine
                Properties:
                  Name: file
                  Type: STANDARD
                  DefinitionUri: ./parts/wait.asl.json
                  DefinitionSubstitutions: { Seconds: 5, Next: !Sub "Done" }
              Yaml:
                Type: AWS::Serverless::StateMachine
                Properties:
                  DefinitionUri: parts/wait.asl.yaml
                  DefinitionSubstitutions: { Function: !GetAtt Resize.Arn }
              Inline:
                Type: AWS::Serverless::StateMachine
                Properties:
                  DefinitionSubstitutions: { Name: resize }
                  Definition:
                    StartAt: A
                    States:
                      A:
                        Type: Task
                        Resource: !GetAtt Resize.Arn
                        Parameters: { a: "${Name}-${Unknown}", b: "${x y}", c: [1.50, null] }
                        End: true
              Resize: { Type: AWS::Serverless::Function, Properties: { FunctionName: resize } }
            """,
            files: [
                "flow/parts/wait.asl.json":
                    #"{"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": ${Seconds}, "Next": "${Next}"}, "Done": {"Type": "Succeed"}}}"#,
                "flow/parts/wait.asl.yaml":
                    "StartAt: A\nStates:\n  A: {Type: Task, Resource: \"${Function}\", End: true}\n",
            ]
        )
        let function = "arn:aws:lambda:\(Self.account):function:resize"
        #expect(
            template.template.stateMachines == [
                StateMachineResource(
                    logicalID: "File",
                    name: "file",
                    definition:
                        #"{"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 5, "Next": "Done"}, "Done": {"Type": "Succeed"}}}"#,
                    file: "flow/parts/wait.asl.json"
                ),
                StateMachineResource(
                    logicalID: "Yaml",
                    name: "Yaml",
                    definition:
                        #"{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"\#(function)","End":true}}}"#,
                    file: "flow/parts/wait.asl.yaml"
                ),
                StateMachineResource(
                    logicalID: "Inline",
                    name: "Inline",
                    definition:
                        #"{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"\#(function)","Parameters":{"a":"resize-${Unknown}","b":"${x y}","c":[1.50,null]},"End":true}}}"#,
                    file: nil
                ),
            ]
        )
        #expect(
            template.warnings.map { $0.rendered() } == [
                """
                flow/template.yaml:18:7: warning: 'DefinitionSubstitutions' says nothing of '${Unknown}' [TEMPLATE_UNFILLED_PLACE]
                  18 |       Definition:
                     |       ^^^^^^^^^^

                """
            ]
        )
    }

    @Test func `functions and access rights of a real template are read, and what has no effect is told`() throws {
        let read = try read(
            """
            Transform: [AWS::Serverless-2016-10-31]
            Metadata: { anything: { goes: here } }
            Resources:
              Resize:
                Type: AWS::Serverless::Function
                Properties:
                  FunctionName: resize
                  Timeout: 900
                  Handler: app.handler
                  Runtime: provided.al2023
                  CodeUri: .
                  MemorySize: 512
                  Policies: [AWSLambdaBasicExecutionRole, { S3ReadPolicy: { BucketName: !Ref Nowhere } }]
              Flow:
                Type: AWS::Serverless::StateMachine
                Properties:
                  DefinitionUri: hello.asl.json
                  Role: !GetAtt Role.Arn
              Role: { Type: AWS::IAM::Role, Properties: { AssumeRolePolicyDocument: {} } }
              Policy: { Type: AWS::S3::BucketPolicy, DependsOn: Role }
            """,
            files: ["flow/hello.asl.json": Self.hello]
        )
        #expect(
            read.template.functions == [FunctionResource(logicalID: "Resize", name: "resize", timeoutSeconds: 900)]
        )
        #expect(
            read.warnings.flatMap(\.diagnostics).map(\.message) == [
                "AWS::IAM::Role has no effect: there is no IAM here",
                "AWS::S3::BucketPolicy has no effect: there is no IAM here",
                "'Handler' of AWS::Serverless::Function has no effect here",
                "'Runtime' of AWS::Serverless::Function has no effect here",
                "'CodeUri' of AWS::Serverless::Function has no effect here",
                "'MemorySize' of AWS::Serverless::Function has no effect here",
                "'Policies' of AWS::Serverless::Function has no effect here",
                "'Role' of AWS::Serverless::StateMachine has no effect here",
            ]
        )
        #expect(read.warnings.flatMap(\.diagnostics).allSatisfy { $0.severity == .warning && $0.range != nil })
    }

    @Test func `any function goes where nobody says which are linked`() throws {
        let template = try read("Resources: { Any: { Type: AWS::Serverless::Function } }", functions: nil).template
        #expect(template.functions == [FunctionResource(logicalID: "Any", name: "Any", timeoutSeconds: nil)])
    }

    @Test func `a template may be JSON`() throws {
        let text =
            #"{"Resources": {"Jobs": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": {"Fn::Sub": "${AWS::AccountId}-jobs"}}}}}"#
        #expect(try read(text, path: "template.json").template.queues.map(\.name) == ["000000000000-jobs"])
        #expect(
            refusal(#"{"Resources": {}, "Resources": {"A": {"Type": "B"}}}"#, path: "template.json")
                == """
                template.json:1:19: error: Duplicate key 'Resources' [TEMPLATE_SYNTAX]
                  1 | {"Resources": {}, "Resources": {"A": {"Type": "B"}}}
                    |                   ^^^^^^^^^^^

                template.json:1:47: error: Quickstep does not support resources of the type B [TEMPLATE_UNSUPPORTED]
                  1 | {"Resources": {}, "Resources": {"A": {"Type": "B"}}}
                    |                                               ^^^
                  hint: Supported are AWS::S3::Bucket, AWS::SNS::Topic, AWS::SNS::Subscription, AWS::SQS::Queue, AWS::DynamoDB::Table, AWS::Pipes::Pipe, AWS::Events::EventBus, AWS::Events::Rule, AWS::Serverless::StateMachine, AWS::Serverless::Function.

                """
        )
    }

    @Test func `names and references follow account and Region`() throws {
        let scope = Scope(account: "111122223333", region: "eu-west-1")
        let text = """
            Resources:
              News:
                Type: AWS::SNS::Topic
                Properties:
                  TopicName: !Sub ${AWS::AccountId}-${AWS::Region}-${!AWS}
            """
        let refused = #expect(throws: InvalidTemplate.self) {
            try TemplateFile.read(path: "t.yaml", bytes: Array(text.utf8), linkedFunctions: nil, scope: scope) { _ in []
            }
        }
        #expect(
            refused?.reports.first?.diagnostics.first?.message.hasPrefix("'111122223333-eu-west-1-${AWS}' cannot")
                == true
        )
        let good = text.replacing("-${!AWS}", with: "")
        let template = try TemplateFile.read(
            path: "t.yaml",
            bytes: Array(good.utf8),
            linkedFunctions: nil,
            scope: scope
        ) { _ in [] }.template
        #expect(template.topics.map(\.name) == ["111122223333-eu-west-1"])
        #expect(template.deployment().allSatisfy { $0.request.scope == scope })
    }

    @Test func `resources may refer to each other in a circle`() throws {
        let template = try read(
            """
            Resources:
              One: { Type: AWS::SQS::Queue, Properties: { RedrivePolicy: { deadLetterTargetArn: !GetAtt Two.Arn, maxReceiveCount: 1 } } }
              Two: { Type: AWS::SQS::Queue, Properties: { RedrivePolicy: { deadLetterTargetArn: !GetAtt One.Arn, maxReceiveCount: 1 } } }
            """
        ).template
        #expect(
            template.queues.map(\.redrivePolicy?.targetARN) == [
                "arn:aws:sqs:\(Self.account):Two", "arn:aws:sqs:\(Self.account):One",
            ]
        )
    }
}
