import Testing

extension EndToEnd {
    /// A pipeline whose workflow fails for good.
    struct FailingPipelineTests {
        static let template = """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Uploads:
                Type: AWS::S3::Bucket
                Properties:
                  BucketName: uploads
                  NotificationConfiguration:
                    QueueConfigurations:
                      - { Event: "s3:ObjectCreated:*", Queue: !GetAtt Jobs.Arn }
              Jobs:
                Type: AWS::SQS::Queue
                Properties: { QueueName: jobs }
              Pipe:
                Type: AWS::Pipes::Pipe
                Properties:
                  Name: jobs-to-flow
                  Source: !GetAtt Jobs.Arn
                  SourceParameters: { SqsQueueParameters: { BatchSize: 1 } }
                  Target: !GetAtt Flow.Arn
              Flow:
                Type: AWS::Serverless::StateMachine
                Properties: { Name: flow, DefinitionUri: flow.asl.json }

            """

        private struct Failure: Sendable {
            let golden: String
            let definition: String
        }

        @Test func `an upload whose workflow fails ends, shows where, and exits with 1`() async throws {
            // One fails in a Fail state, the other in a state that it never leaves.
            let failures = [
                Failure(golden: "upload-fails", definition: Definitions.fails),
                Failure(golden: "upload-fails-in-a-task", definition: Definitions.task("nobody")),
            ]
            for failure in failures {
                let scratch = try Scratch()
                let host = Host(scratch: scratch)
                try scratch.write("hello", to: "hello.txt")
                try scratch.write(Self.template, to: "template.yaml")
                try scratch.write(failure.definition, to: "flow.asl.json")
                let outcome = try await host(
                    "upload",
                    "hello.txt",
                    "uploads/hello.txt",
                    "--template",
                    "template.yaml",
                    "--data",
                    "data"
                )
                #expect(outcome.end == .exited(1))
                try Golden(failure.golden, Blurs(scratch)).check(outcome)
                try await host.servesAGoodRequest()
            }
        }
    }
}
