import Testing

extension EndToEnd {
    /// A template that cannot be used is refused with file and line, before anything is put in place.
    struct TemplateErrorTests {
        let scratch: Scratch
        let host: Host

        init() throws {
            scratch = try Scratch()
            host = Host(scratch: scratch)
            try scratch.write("hello", to: "hello.txt")
            try scratch.write(Definitions.good, to: "good.asl.json")
            try scratch.write(Definitions.danglingTransition, to: "bad.asl.json")
        }

        struct Mistake: Sendable, CustomTestStringConvertible {
            let golden: String
            let resources: String

            var testDescription: String { golden }
        }

        static let mistakes = [
            Mistake(
                golden: "template-unsupported-resource",
                resources: """
                      Uploads:
                        Type: AWS::S3::Bucket
                      Thumbnails:
                        Type: AWS::CloudFront::Distribution
                        Properties:
                          DistributionConfig: { Enabled: true }
                    """
            ),
            Mistake(
                golden: "template-unsupported-property",
                resources: """
                      Uploads:
                        Type: AWS::S3::Bucket
                        Properties:
                          BucketName: uploads
                          AccelerateConfiguration: { AccelerationStatus: Enabled }
                    """
            ),
            Mistake(
                golden: "template-unknown-reference",
                resources: """
                      Uploads:
                        Type: AWS::S3::Bucket
                        Properties:
                          NotificationConfiguration:
                            QueueConfigurations:
                              - { Event: "s3:ObjectCreated:*", Queue: !GetAtt Jbos.Arn }
                      Jobs:
                        Type: AWS::SQS::Queue
                    """
            ),
            Mistake(
                golden: "template-function-not-linked",
                resources: """
                      Resize:
                        Type: AWS::Serverless::Function
                        Properties:
                          FunctionName: resize
                    """
            ),
            Mistake(
                golden: "template-bad-definition",
                resources: """
                      Flow:
                        Type: AWS::Serverless::StateMachine
                        Properties:
                          Name: flow
                          DefinitionUri: bad.asl.json
                    """
            ),
            Mistake(
                golden: "template-missing-definition",
                resources: """
                      Flow:
                        Type: AWS::Serverless::StateMachine
                        Properties:
                          Name: flow
                          DefinitionUri: missing.asl.json
                    """
            ),
            Mistake(
                golden: "template-malformed-yaml",
                resources: """
                      Uploads:
                        Type: AWS::S3::Bucket
                       Properties: {}
                    """
            ),
        ]

        @Test(arguments: mistakes)
        func `a template that cannot be used is refused with its line`(mistake: Mistake) async throws {
            let head = "Transform: AWS::Serverless-2016-10-31\nResources:\n"
            try scratch.write(head + mistake.resources + "\n", to: "template.yaml")
            let outcome = try await upload()
            #expect(outcome.end == .exited(3))
            #expect(outcome.output.isEmpty)
            try Golden(mistake.golden, Blurs(scratch)).check(outcome)
            #expect(!Files.exists(scratch.path("data")), "a template that is not valid makes no data folder")
            let validated = try await host("validate", "template.yaml")
            if mistake.golden == "template-function-not-linked" {
                // Which functions will be linked is not known to `validate`.
                #expect(validated.end == .exited(0))
            } else {
                #expect(validated.end == .exited(3))
                // What cannot be read at all is not known to be a template.
                if mistake.golden != "template-malformed-yaml" { #expect(outcome.error == validated.output) }
            }

            try scratch.write(head + Self.good + "\n", to: "template.yaml")
            try await upload().succeeded()
            let stored = try await host("download", "uploads/hello.txt", "--data", "data").succeeded()
            #expect(stored.output == "hello")
            try await host.servesAGoodRequest()
        }

        @Test func `a template that is not there is a slip of the hand`() async throws {
            let outcome = try await upload()
            #expect(outcome.end == .exited(64))
            try Golden("template-missing", Blurs(scratch)).check(outcome)
            #expect(!Files.exists(scratch.path("data")))
        }

        private func upload() async throws -> Outcome {
            try await host("upload", "hello.txt", "uploads/hello.txt", "--template", "template.yaml", "--data", "data")
        }

        private static let good = """
              Uploads:
                Type: AWS::S3::Bucket
                Properties:
                  BucketName: uploads
            """
    }
}
