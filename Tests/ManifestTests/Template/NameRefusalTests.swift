import Testing

@testable import QuickstepManifest

@Suite struct NameRefusalTests {
    @Test(arguments: cases)
    func `a template is refused for`(_ refused: RefusedTemplate) {
        #expect(refusal(refused.template) == refused.refusal)
    }

    private static let cases: [RefusedTemplate] = [
        RefusedTemplate(
            "the name of a bucket",
            template: #"""
                Resources:
                  One:
                    Type: AWS::S3::Bucket
                    Properties:
                      BucketName: My_Uploads
                """#,
            refusal: #"""
                flow/template.yaml:5:19: error: 'My_Uploads' cannot name a bucket: it must have 3 to 63 lower-case letters, digits, dots and hyphens, and begin and end with a letter or a digit [TEMPLATE_INVALID]
                  5 |       BucketName: My_Uploads
                    |                   ^^^^^^^^^^

                """#
        ),
        RefusedTemplate(
            "a bucket's name that looks like an address",
            template: #"""
                Resources:
                  One:
                    Type: AWS::S3::Bucket
                    Properties:
                      BucketName: 192.168.5.4
                """#,
            refusal: #"""
                flow/template.yaml:5:19: error: '192.168.5.4' cannot name a bucket: it looks like an address [TEMPLATE_INVALID]
                  5 |       BucketName: 192.168.5.4
                    |                   ^^^^^^^^^^^

                """#
        ),
        RefusedTemplate(
            "a default name that is too short",
            template: #"""
                Resources:
                  Up:
                    Type: AWS::S3::Bucket
                """#,
            refusal: #"""
                flow/template.yaml:2:3: error: 'up' cannot name a bucket: it must have 3 to 63 lower-case letters, digits, dots and hyphens, and begin and end with a letter or a digit [TEMPLATE_INVALID]
                  2 |   Up:
                    |   ^^

                """#
        ),
        RefusedTemplate(
            "the name of a FIFO queue that is none",
            template: #"""
                Resources:
                  One:
                    Type: AWS::SQS::Queue
                    Properties:
                      QueueName: jobs.fifo
                """#,
            refusal: #"""
                flow/template.yaml:4:5: error: 'jobs.fifo' can only name a FIFO queue [TEMPLATE_INVALID]
                  4 |     Properties:
                    |     ^^^^^^^^^^
                  hint: Write 'FifoQueue: true'.

                """#
        ),
        RefusedTemplate(
            "the name of a topic",
            template: #"""
                Resources:
                  One:
                    Type: AWS::SNS::Topic
                    Properties:
                      TopicName: a topic
                """#,
            refusal: #"""
                flow/template.yaml:5:18: error: 'a topic' cannot name a topic: it must have 1 to 256 letters, digits, hyphens and underscores [TEMPLATE_INVALID]
                  5 |       TopicName: a topic
                    |                  ^^^^^^^

                """#
        ),
        RefusedTemplate(
            "a FIFO topic that is not named as one",
            template: #"""
                Resources:
                  One: { Type: AWS::SNS::Topic, Properties: { FifoTopic: true } }
                """#,
            refusal: #"""
                flow/template.yaml:2:33: error: a FIFO topic needs a 'TopicName' that ends with .fifo [TEMPLATE_INVALID]
                  2 |   One: { Type: AWS::SNS::Topic, Properties: { FifoTopic: true } }
                    |                                 ^^^^^^^^^^

                """#
        ),
        RefusedTemplate(
            "the name of a table",
            template: #"""
                Resources:
                  One:
                    Type: AWS::DynamoDB::Table
                    Properties:
                      TableName: t
                      BillingMode: PAY_PER_REQUEST
                      KeySchema: [{ AttributeName: id, KeyType: HASH }]
                      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
                """#,
            refusal: #"""
                flow/template.yaml:5:18: error: 't' cannot name a table: it must have 3 to 255 letters, digits, hyphens, underscores and dots [TEMPLATE_INVALID]
                  5 |       TableName: t
                    |                  ^

                """#
        ),
        RefusedTemplate(
            "the name of a function",
            template: #"""
                Resources:
                  One:
                    Type: AWS::Serverless::Function
                    Properties:
                      FunctionName: re size
                """#,
            refusal: #"""
                flow/template.yaml:5:21: error: 're size' cannot name a function: it must have 1 to 64 letters, digits, hyphens and underscores [TEMPLATE_INVALID]
                  5 |       FunctionName: re size
                    |                     ^^^^^^^

                """#
        ),
        RefusedTemplate(
            "a name that is no text",
            template: #"""
                Resources:
                  One:
                    Type: AWS::SQS::Queue
                    Properties:
                      QueueName: [jobs]
                """#,
            refusal: #"""
                flow/template.yaml:5:18: error: 'QueueName' must be a text [TEMPLATE_INVALID]
                  5 |       QueueName: [jobs]
                    |                  ^^^^^^

                """#
        ),
        RefusedTemplate(
            "a name that refers to another resource",
            template: #"""
                Resources:
                  Jobs:
                    Type: AWS::SQS::Queue
                    Properties:
                      QueueName: !Sub ${Other}-jobs
                  Other:
                    Type: AWS::SQS::Queue
                """#,
            refusal: #"""
                flow/template.yaml:5:18: error: A name cannot refer to another resource [TEMPLATE_UNSUPPORTED]
                  5 |       QueueName: !Sub ${Other}-jobs
                    |                  ^^^^^^^^^^^^^^^^^^
                  hint: It may hold ${AWS::Region}, ${AWS::AccountId} and ${AWS::Partition}.

                """#
        ),
    ]
}
