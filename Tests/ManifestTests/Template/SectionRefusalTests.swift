import Testing

@testable import QuickstepManifest

@Suite struct SectionRefusalTests {
    @Test(arguments: cases)
    func `a template is refused for`(_ refused: RefusedTemplate) {
        #expect(refusal(refused.template) == refused.refusal)
    }

    private static let cases: [RefusedTemplate] = [
        RefusedTemplate(
            "a template that is no object",
            template: #"""
                - a
                """#,
            refusal: #"""
                flow/template.yaml:1:1: error: A template is an object with a section 'Resources' [TEMPLATE_INVALID]
                  1 | - a
                    | ^

                """#
        ),
        RefusedTemplate(
            "a text that is no YAML",
            template: #"""
                Resources:
                  One: [
                """#,
            refusal: #"""
                flow/template.yaml:2:9: error: Not valid YAML: did not find expected node content, while parsing a flow node that begins on line 2 [TEMPLATE_SYNTAX]
                  2 |   One: [
                    |         ^

                """#
        ),
        RefusedTemplate(
            "a key that is there twice",
            template: #"""
                Resources:
                  One:
                    Type: AWS::SNS::Topic
                    Type: AWS::SQS::Queue
                """#,
            refusal: #"""
                flow/template.yaml:4:5: error: Duplicate key 'Type': line 3 has it already [TEMPLATE_SYNTAX]
                  4 |     Type: AWS::SQS::Queue
                    |     ^^^^

                """#
        ),
        RefusedTemplate(
            "a template without resources",
            template: #"""
                Description: nothing
                """#,
            refusal: #"""
                flow/template.yaml:1:1: error: A template needs a section 'Resources' with at least one resource [TEMPLATE_INVALID]
                  1 | Description: nothing
                    | ^^^^^^^^^^^

                """#
        ),
        RefusedTemplate(
            "sections outside the subset, all at once",
            template: #"""
                AWSTemplateFormatVersion: 2011-01-01
                Transform: [AWS::Serverless-2016-10-31, AWS::LanguageExtensions]
                Parameters:
                  Stage: { Type: String }
                Globals: {}
                Conditions: {}
                Mappings: {}
                Resources:
                  One:
                    Type: AWS::SNS::Topic
                Outputs:
                  Arn: { Value: !Ref One }
                """#,
            refusal: #"""
                flow/template.yaml:1:27: error: 'AWSTemplateFormatVersion' must be "2010-09-09" [TEMPLATE_INVALID]
                  1 | AWSTemplateFormatVersion: 2011-01-01
                    |                           ^^^^^^^^^^

                flow/template.yaml:2:41: error: Quickstep does not support this transform [TEMPLATE_UNSUPPORTED]
                  2 | Transform: [AWS::Serverless-2016-10-31, AWS::LanguageExtensions]
                    |                                         ^^^^^^^^^^^^^^^^^^^^^^^
                  hint: Supported is AWS::Serverless-2016-10-31.

                flow/template.yaml:3:1: error: Quickstep does not support the section 'Parameters' [TEMPLATE_UNSUPPORTED]
                  3 | Parameters:
                    | ^^^^^^^^^^
                  hint: A template has AWSTemplateFormatVersion, Transform, Description, Metadata, Resources.

                flow/template.yaml:5:1: error: Quickstep does not support the section 'Globals' [TEMPLATE_UNSUPPORTED]
                  5 | Globals: {}
                    | ^^^^^^^
                  hint: A template has AWSTemplateFormatVersion, Transform, Description, Metadata, Resources.

                flow/template.yaml:6:1: error: Quickstep does not support the section 'Conditions' [TEMPLATE_UNSUPPORTED]
                  6 | Conditions: {}
                    | ^^^^^^^^^^
                  hint: A template has AWSTemplateFormatVersion, Transform, Description, Metadata, Resources.

                flow/template.yaml:7:1: error: Quickstep does not support the section 'Mappings' [TEMPLATE_UNSUPPORTED]
                  7 | Mappings: {}
                    | ^^^^^^^^
                  hint: A template has AWSTemplateFormatVersion, Transform, Description, Metadata, Resources.

                flow/template.yaml:11:1: error: Quickstep does not support the section 'Outputs' [TEMPLATE_UNSUPPORTED]
                  11 | Outputs:
                     | ^^^^^^^
                  hint: A template has AWSTemplateFormatVersion, Transform, Description, Metadata, Resources.

                """#
        ),
        RefusedTemplate(
            "a resource type outside the subset",
            template: #"""
                Resources:
                  Stream:
                    Type: AWS::Kinesis::Stream
                """#,
            refusal: #"""
                flow/template.yaml:3:11: error: Quickstep does not support resources of the type AWS::Kinesis::Stream [TEMPLATE_UNSUPPORTED]
                  3 |     Type: AWS::Kinesis::Stream
                    |           ^^^^^^^^^^^^^^^^^^^^
                  hint: Supported are AWS::S3::Bucket, AWS::SNS::Topic, AWS::SNS::Subscription, AWS::SQS::Queue, AWS::DynamoDB::Table, AWS::Pipes::Pipe, AWS::Events::EventBus, AWS::Events::Rule, AWS::Serverless::StateMachine, AWS::Serverless::Function.

                """#
        ),
        RefusedTemplate(
            "a resource type with a replacement",
            template: #"""
                Resources:
                  Resize:
                    Type: AWS::Lambda::Function
                """#,
            refusal: #"""
                flow/template.yaml:3:11: error: Quickstep does not support resources of the type AWS::Lambda::Function [TEMPLATE_UNSUPPORTED]
                  3 |     Type: AWS::Lambda::Function
                    |           ^^^^^^^^^^^^^^^^^^^^^
                  hint: Use AWS::Serverless::Function.

                """#
        ),
        RefusedTemplate(
            "a resource without a type",
            template: #"""
                Resources:
                  One: {}
                  Two: text
                """#,
            refusal: #"""
                flow/template.yaml:2:3: error: The resource 'One' needs a 'Type' [TEMPLATE_INVALID]
                  2 |   One: {}
                    |   ^^^

                flow/template.yaml:3:3: error: The resource 'Two' needs a 'Type' [TEMPLATE_INVALID]
                  3 |   Two: text
                    |   ^^^

                """#
        ),
        RefusedTemplate(
            "a logical name with a hyphen",
            template: #"""
                Resources:
                  my-topic:
                    Type: AWS::SNS::Topic
                """#,
            refusal: #"""
                flow/template.yaml:2:3: error: The name of a resource has letters and digits only [TEMPLATE_INVALID]
                  2 |   my-topic:
                    |   ^^^^^^^^

                """#
        ),
        RefusedTemplate(
            "attributes of a resource outside the subset",
            template: #"""
                Resources:
                  One:
                    Type: AWS::SNS::Topic
                    Condition: IsProduction
                    DependsOn: Two
                    Properties: []
                """#,
            refusal: #"""
                flow/template.yaml:4:5: error: Quickstep does not support 'Condition' of a resource [TEMPLATE_UNSUPPORTED]
                  4 |     Condition: IsProduction
                    |     ^^^^^^^^^
                  hint: Supported: Type, Properties, DependsOn.

                flow/template.yaml:5:16: error: The template has no resource 'Two' [TEMPLATE_UNKNOWN_REFERENCE]
                  5 |     DependsOn: Two
                    |                ^^^

                flow/template.yaml:6:17: error: 'Properties' must be an object [TEMPLATE_INVALID]
                  6 |     Properties: []
                    |                 ^^

                """#
        ),
        RefusedTemplate(
            "properties outside the subset",
            template: #"""
                Resources:
                  One:
                    Type: AWS::S3::Bucket
                    Properties:
                      VersioningConfiguration: { Status: Enabled }
                      NotificationConfiguration:
                        EventBridgeConfiguration: {}
                """#,
            refusal: #"""
                flow/template.yaml:5:7: error: Quickstep does not support 'VersioningConfiguration' of AWS::S3::Bucket [TEMPLATE_UNSUPPORTED]
                  5 |       VersioningConfiguration: { Status: Enabled }
                    |       ^^^^^^^^^^^^^^^^^^^^^^^
                  hint: Supported: BucketName, NotificationConfiguration.

                flow/template.yaml:7:9: error: Quickstep does not support 'EventBridgeConfiguration' of NotificationConfiguration [TEMPLATE_UNSUPPORTED]
                  7 |         EventBridgeConfiguration: {}
                    |         ^^^^^^^^^^^^^^^^^^^^^^^^
                  hint: Supported: TopicConfigurations, QueueConfigurations, LambdaConfigurations.

                """#
        ),
        RefusedTemplate(
            "two resources of one name",
            template: #"""
                Resources:
                  One:
                    Type: AWS::SQS::Queue
                    Properties: { QueueName: jobs }
                  Two:
                    Type: AWS::SQS::Queue
                    Properties:
                      QueueName: jobs
                """#,
            refusal: #"""
                flow/template.yaml:8:18: error: The queue 'One' is called 'jobs' already [TEMPLATE_INVALID]
                  8 |       QueueName: jobs
                    |                  ^^^^

                """#
        ),
    ]
}
