import Testing

@testable import QuickstepManifest

@Suite struct ReferenceRefusalTests {
    @Test(arguments: cases)
    func `a template is refused for`(_ refused: RefusedTemplate) {
        #expect(refusal(refused.template) == refused.refusal)
    }

    private static let cases: [RefusedTemplate] = [
        RefusedTemplate(
            "a reference to nothing",
            template: #"""
                Resources:
                  Jobs:
                    Type: AWS::SQS::Queue
                    Properties:
                      RedrivePolicy: { deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 3 }
                """#,
            refusal: #"""
                flow/template.yaml:5:45: error: The template has no resource 'Dead' [TEMPLATE_UNKNOWN_REFERENCE]
                  5 |       RedrivePolicy: { deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 3 }
                    |                                             ^^^^^^^^^^^^^^^^
                  hint: It has Jobs.

                """#
        ),
        RefusedTemplate(
            "an attribute that there is not",
            template: #"""
                Resources:
                  Jobs:
                    Type: AWS::SQS::Queue
                  Sub:
                    Type: AWS::SNS::Subscription
                    Properties:
                      TopicArn: !GetAtt News.Arn
                      Protocol: sqs
                      Endpoint: !Sub ${Jobs.Name}
                  News:
                    Type: AWS::SNS::Topic
                """#,
            refusal: #"""
                flow/template.yaml:7:17: error: The topic 'News' has no attribute 'Arn' [TEMPLATE_UNKNOWN_REFERENCE]
                  7 |       TopicArn: !GetAtt News.Arn
                    |                 ^^^^^^^^^^^^^^^^
                  hint: There is News.TopicArn, News.TopicName.

                flow/template.yaml:9:17: error: The queue 'Jobs' has no attribute 'Name' [TEMPLATE_UNKNOWN_REFERENCE]
                  9 |       Endpoint: !Sub ${Jobs.Name}
                    |                 ^^^^^^^^^^^^^^^^^
                  hint: There is Jobs.Arn, Jobs.QueueName, Jobs.QueueUrl.

                """#
        ),
        RefusedTemplate(
            "a reference of the wrong kind",
            template: #"""
                Resources:
                  Jobs:
                    Type: AWS::SQS::Queue
                  News:
                    Type: AWS::SNS::Topic
                  Sub:
                    Type: AWS::SNS::Subscription
                    Properties:
                      TopicArn: News
                      Protocol: sqs
                      Endpoint: !Ref Jobs
                """#,
            refusal: #"""
                flow/template.yaml:9:17: error: 'TopicArn' must be the ARN of a topic, not 'News' [TEMPLATE_INVALID]
                  9 |       TopicArn: News
                    |                 ^^^^
                  hint: Write !Ref News.

                flow/template.yaml:11:17: error: 'Endpoint' must be the ARN of a queue, not 'http://localhost:4566/000000000000/Jobs' [TEMPLATE_INVALID]
                  11 |       Endpoint: !Ref Jobs
                     |                 ^^^^^^^^^
                  hint: Write !GetAtt Jobs.Arn.

                """#
        ),
        RefusedTemplate(
            "functions outside the subset",
            template: #"""
                Resources:
                  News:
                    Type: AWS::SNS::Topic
                    Properties:
                      TopicName: !Join ['-', [a, b]]
                  Jobs:
                    Type: AWS::SQS::Queue
                    Properties:
                      QueueName:
                        Fn::ImportValue: jobs
                  Data:
                    Type: AWS::S3::Bucket
                    Properties:
                      BucketName: !Sub ['${A}-data', { A: b }]
                """#,
            refusal: #"""
                flow/template.yaml:5:18: error: Quickstep does not support the function !Join [TEMPLATE_UNSUPPORTED]
                  5 |       TopicName: !Join ['-', [a, b]]
                    |                  ^^^^^^^^^^^^^^^^^^^
                  hint: Supported are !Ref, !GetAtt, !Sub.

                flow/template.yaml:10:9: error: Quickstep does not support the function !ImportValue [TEMPLATE_UNSUPPORTED]
                  10 |         Fn::ImportValue: jobs
                     |         ^^^^^^^^^^^^^^^
                  hint: Supported are !Ref, !GetAtt, !Sub.

                flow/template.yaml:14:19: error: !Sub takes a text here; its form with a list of variables is not supported [TEMPLATE_INVALID]
                  14 |       BucketName: !Sub ['${A}-data', { A: b }]
                     |                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^

                """#
        ),
        RefusedTemplate(
            "pseudo parameters outside the subset",
            template: #"""
                Resources:
                  One:
                    Type: AWS::SQS::Queue
                    Properties:
                      QueueName: !Sub ${AWS::StackName}-jobs
                """#,
            refusal: #"""
                flow/template.yaml:5:18: error: Quickstep does not support the pseudo parameter AWS::StackName [TEMPLATE_UNSUPPORTED]
                  5 |       QueueName: !Sub ${AWS::StackName}-jobs
                    |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^
                  hint: Supported are AWS::AccountId, AWS::Partition, AWS::Region.

                """#
        ),
        RefusedTemplate(
            "malformed functions",
            template: #"""
                Resources:
                  One:
                    Type: AWS::SNS::Subscription
                    Properties:
                      TopicArn: !Ref [a]
                      Protocol: !Sub "${open"
                      Endpoint: !GetAtt Jobs
                """#,
            refusal: #"""
                flow/template.yaml:5:17: error: !Ref takes the name of a resource [TEMPLATE_INVALID]
                  5 |       TopicArn: !Ref [a]
                    |                 ^^^^^^^^

                flow/template.yaml:6:17: error: !Sub has a '${' without '}' [TEMPLATE_INVALID]
                  6 |       Protocol: !Sub "${open"
                    |                 ^^^^^^^^^^^^^

                """#
        ),
        RefusedTemplate(
            "a reference to what has no effect",
            template: #"""
                Resources:
                  Role:
                    Type: AWS::IAM::Role
                  News:
                    Type: AWS::SNS::Topic
                    Properties:
                      Subscription: [{ Protocol: lambda, Endpoint: !GetAtt Role.Arn }]
                """#,
            refusal: #"""
                flow/template.yaml:7:52: error: 'Role' has no effect here, so that nothing else can refer to it [TEMPLATE_UNKNOWN_REFERENCE]
                  7 |       Subscription: [{ Protocol: lambda, Endpoint: !GetAtt Role.Arn }]
                    |                                                    ^^^^^^^^^^^^^^^^

                """#
        ),
        RefusedTemplate(
            "a reference to a subscription",
            template: #"""
                Resources:
                  News:
                    Type: AWS::SNS::Topic
                  Sub:
                    Type: AWS::SNS::Subscription
                    Properties: { TopicArn: !Ref News, Protocol: lambda, Endpoint: !Ref Sub }
                """#,
            refusal: #"""
                flow/template.yaml:6:68: error: 'Sub' is a subscription, which cannot be referred to [TEMPLATE_UNSUPPORTED]
                  6 |     Properties: { TopicArn: !Ref News, Protocol: lambda, Endpoint: !Ref Sub }
                    |                                                                    ^^^^^^^^

                """#
        ),
        RefusedTemplate(
            "a refused resource, but not the references to it",
            template: #"""
                Resources:
                  Stream:
                    Type: AWS::Kinesis::Stream
                  Jobs:
                    Type: AWS::SQS::Queue
                    Properties:
                      RedrivePolicy: { deadLetterTargetArn: !GetAtt Stream.Arn, maxReceiveCount: 3 }
                """#,
            refusal: #"""
                flow/template.yaml:3:11: error: Quickstep does not support resources of the type AWS::Kinesis::Stream [TEMPLATE_UNSUPPORTED]
                  3 |     Type: AWS::Kinesis::Stream
                    |           ^^^^^^^^^^^^^^^^^^^^
                  hint: Supported are AWS::S3::Bucket, AWS::SNS::Topic, AWS::SNS::Subscription, AWS::SQS::Queue, AWS::DynamoDB::Table, AWS::Pipes::Pipe, AWS::Events::EventBus, AWS::Events::Rule, AWS::Serverless::StateMachine, AWS::Serverless::Function.

                """#
        ),
    ]
}
