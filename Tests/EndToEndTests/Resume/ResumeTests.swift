import QuickstepJSON
import Subprocess
import Testing

extension EndToEnd {
    /// What `resume` carries on, and what every other command leaves alone.
    struct ResumeTests {
        let scratch: Scratch
        let host: Host

        init() throws {
            scratch = try Scratch()
            host = Host(program: .application, scratch: scratch)
            try scratch.write("hello", to: "hello.txt")
        }

        private func upload(_ key: String, crashAt moment: String? = nil) async throws -> Outcome {
            var command = try host.command([
                "upload", "hello.txt", "uploads/\(key)", "--template", "template.yaml", "--data", "data",
            ])
            command.environment[Hook.crashAt.rawValue] = moment
            return try await command.run()
        }

        private func statuses() async throws -> [JSONValue?] {
            let listed = try await host("executions", "--data", "data", "--output", "json").succeeded()
            return (try listed.json().arrayValue ?? []).map { $0["status"] }
        }

        @Test func `a message that waits is carried on by resume, and by nothing else`() async throws {
            try scratch.write(FailingPipelineTests.template, to: "template.yaml")
            try scratch.write(Definitions.fails, to: "flow.asl.json")
            // The object and its message are stored; no execution is there yet.
            let killed = try await upload("one.txt", crashAt: "after:3")
            try #require(killed.wasKilled)
            #expect(try await statuses().isEmpty)

            let other = try await upload("two.txt")
            #expect(other.error.hasPrefix("note: 1 message unfinished: "), "\(other)")
            #expect(try await statuses() == ["FAILED"])

            let resumed = try await host("resume", "--data", "data")
            #expect(resumed.end == .exited(1))
            try Golden("resume-message", Blurs(scratch)).check(resumed)
            #expect(try await statuses() == ["FAILED", "FAILED"])
            let again = try await host("resume", "--data", "data").succeeded()
            #expect(again.error == "Nothing is unfinished in data.\n")
        }

        @Test func `a message that its workflow cannot take is not waited for, and told of`() async throws {
            try scratch.write(FailingPipelineTests.template, to: "template.yaml")
            try scratch.write(Definitions.fails, to: "flow.asl.json")
            #expect(try await upload("one.txt").end == .exited(1))
            let body = String(repeating: "x", count: 300_000)
            try scratch.write(#"{"QueueUrl": "jobs", "MessageBody": "\#(body)"}"#, to: "large.json")
            // The pipe takes it, its target refuses it, and it is hidden until the visibility timeout ends.
            try await host("call", "sqs", "SendMessage", "@large.json", "--data", "data").succeeded()
            let resumed = try await host("resume", "--data", "data").succeeded()
            #expect(resumed.error.contains("note: 1 message is hidden"), "\(resumed)")
        }

        @Test func `an upload ends as the worst of its workflows did`() async throws {
            try scratch.write(Self.twoWorkflows, to: "template.yaml")
            try scratch.write(Definitions.fails, to: "fails.asl.json")
            try scratch.write(Definitions.good, to: "good.asl.json")
            let outcome = try await upload("x")
            #expect(outcome.end == .exited(1))
            #expect(outcome.error.contains("\nFAILED\nerror: workflow fails: FAILED "), "\(outcome)")
        }

        @Test func `a function that fails for good fails the upload`() async throws {
            try scratch.write(Self.bucketAndFunction, to: "template.yaml")
            let command = ["upload", "hello.txt", "uploads/x", "--template", "template.yaml", "--clock", "virtual"]
            let outcome = try await host.command(command).run()
            #expect(outcome.end == .exited(1))
            try Golden("upload-to-failing-function", Blurs(scratch)).check(outcome)
        }

        @Test func `an interrupt keeps what is unfinished, and says how to carry on`() async throws {
            let wait = Package.workflow("wait")
            let command = try host.command(["run", wait, "--input", #"{"seconds": 3}"#, "--data", "data"])
            let held = try await command.runUntilKilled(afterLineWith: "waiting until", by: .interrupt) { _, _ in }
            #expect(held.outcome.end == .exited(130))
            #expect(try await statuses() == ["RUNNING"])
            let resumed = try await host("resume", "--data", "data").succeeded()
            try Golden("resume-wait", Blurs(scratch)).check(resumed)
            #expect(try await statuses() == ["SUCCEEDED"])
        }

        @Test func `work of functions that are not linked is left for the application that has them`() async throws {
            try scratch.write(Definitions.task("echo"), to: "call.asl.json")
            var command = try host.command(["run", "call.asl.json", "--name", "one", "--data", "data"])
            // The task's work is stored, and the handler not yet called.
            command.environment[Hook.crashAt.rawValue] = "after:4"
            try #require(try await command.run().wasKilled)
            let stock = try await Host(scratch: scratch)("resume", "--data", "data")
            #expect(stock.end == .exited(64))
            try Golden("resume-without-its-functions", Blurs(scratch)).check(stock)
            #expect(try await statuses() == ["RUNNING"])
            try await host("resume", "--data", "data").succeeded()
            #expect(try await statuses() == ["SUCCEEDED"])
        }

        @Test func `what a command begins and does not finish, it says`() async throws {
            try scratch.write(FailingPipelineTests.template, to: "template.yaml")
            try scratch.write(
                #"{"StartAt": "Hold", "States": {"Hold": {"Type": "Wait", "Seconds": 2, "End": true}}}"#,
                to: "flow.asl.json"
            )
            try await upload("one.txt").succeeded()
            let message = #"{"QueueUrl": "jobs", "MessageBody": "m"}"#
            let sent = try await host("call", "sqs", "SendMessage", message, "--data", "data").succeeded()
            #expect(sent.error.hasPrefix("note: 1 "), "\(sent)")
            let listed = try await host("executions", "--data", "data").succeeded()
            #expect(listed.error.hasPrefix("note: 1 "), "\(listed)")
            try await host("resume", "--data", "data").succeeded()
            #expect(try await host("executions", "--data", "data").succeeded().error.isEmpty)
        }

        @Test func `thousands of notices are followed to their end`() async throws {
            try scratch.write(FailingPipelineTests.template, to: "template.yaml")
            try scratch.write(Self.longLoop, to: "flow.asl.json")
            let outcome = try await upload("one.txt").succeeded()
            #expect(outcome.error.hasSuffix("SUCCEEDED\n"))
            #expect(outcome.error.split(separator: "\n").count > 6000)
        }

        /// Two states, three thousand times each.
        private static let longLoop = """
            {"StartAt": "Begin", "States": {
              "Begin": {"Type": "Pass", "Result": {"n": 0}, "Next": "Count"},
              "Count": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.n, 1)"}, "Next": "IsDone"},
              "IsDone": {
                "Type": "Choice",
                "Choices": [{"Variable": "$.n", "NumericLessThan": 3000, "Next": "Count"}],
                "Default": "Done"
              },
              "Done": {"Type": "Succeed"}}}
            """

        private static let twoWorkflows = """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Uploads:
                Type: AWS::S3::Bucket
                Properties:
                  BucketName: uploads
                  NotificationConfiguration:
                    TopicConfigurations:
                      - { Event: "s3:ObjectCreated:*", Topic: !Ref Uploaded }
              Uploaded:
                Type: AWS::SNS::Topic
                Properties: { TopicName: uploaded }
              ToFailing:
                Type: AWS::SNS::Subscription
                Properties: { TopicArn: !Ref Uploaded, Protocol: sqs, Endpoint: !GetAtt FailingJobs.Arn }
              ToGood:
                Type: AWS::SNS::Subscription
                Properties: { TopicArn: !Ref Uploaded, Protocol: sqs, Endpoint: !GetAtt GoodJobs.Arn }
              FailingJobs:
                Type: AWS::SQS::Queue
                Properties: { QueueName: failing-jobs }
              GoodJobs:
                Type: AWS::SQS::Queue
                Properties: { QueueName: good-jobs }
              FailingPipe:
                Type: AWS::Pipes::Pipe
                Properties:
                  Name: failing
                  Source: !GetAtt FailingJobs.Arn
                  Target: !GetAtt Fails.Arn
              GoodPipe:
                Type: AWS::Pipes::Pipe
                Properties:
                  Name: good
                  Source: !GetAtt GoodJobs.Arn
                  Target: !GetAtt Succeeds.Arn
              Fails:
                Type: AWS::Serverless::StateMachine
                Properties: { Name: fails, DefinitionUri: fails.asl.json }
              Succeeds:
                Type: AWS::Serverless::StateMachine
                Properties: { Name: succeeds, DefinitionUri: good.asl.json }

            """

        private static let bucketAndFunction = """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Uploads:
                Type: AWS::S3::Bucket
                Properties:
                  BucketName: uploads
                  NotificationConfiguration:
                    LambdaConfigurations:
                      - { Event: "s3:ObjectCreated:*", Function: !GetAtt Throws.Arn }
              Throws:
                Type: AWS::Serverless::Function
                Properties: { FunctionName: throws }

            """
    }
}
