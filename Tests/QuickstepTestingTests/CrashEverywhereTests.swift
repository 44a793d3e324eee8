import QuickstepTesting
import Synchronization
import Testing

/// Crashes of users' workflows at every commit, and what a broken runtime or a broken handler looks like in the report.
struct CrashEverywhereTests {
    struct Scenario: Sendable, CustomTestStringConvertible {
        let name: String
        let definition: String
        var input: JSONValue = [:]
        var status = ExecutionResult.Status.succeeded
        /// The least number of points that are to be crashed.
        var pointsMin = 8

        var testDescription: String { name }
    }

    static let scenarios = [
        Scenario(name: "Pass", definition: #"{"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}"#),
        Scenario(
            name: "Wait and Task",
            definition: """
                {"StartAt": "W", "States": {
                  "W": {"Type": "Wait", "Seconds": 86400, "Next": "T"},
                  "T": {"Type": "Task", "Resource": "echo", "End": true}}}
                """,
            input: ["a": 1]
        ),
        Scenario(
            name: "Map of Tasks",
            definition: """
                {"StartAt": "M", "States": {"M": {"Type": "Map", "ItemsPath": "$.items", "End": true, "ItemProcessor": {
                  "StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "echo", "End": true}}}}}}
                """,
            input: ["items": [1, 2, 2, 3]],
            pointsMin: 14
        ),
        Scenario(
            name: "Retry of a Task that fails twice",
            definition: """
                {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "flaky", "End": true,
                  "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 10, "MaxAttempts": 3}]}}}
                """,
            pointsMin: 14
        ),
        Scenario(
            name: "failed branch",
            definition: """
                {"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
                  {"StartAt": "Bad", "States": {"Bad": {"Type": "Fail", "Error": "Bad", "Cause": "as told"}}},
                  {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "echo", "End": true}}}]}}}
                """,
            status: .failed
        ),
        Scenario(
            name: "map run of Tasks",
            definition: """
                {"StartAt": "M", "States": {"M": {"Type": "Map", "ItemsPath": "$.items", "End": true, "ItemProcessor": {
                  "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                  "StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "echo", "End": true}}}}}}
                """,
            input: ["items": [1, 2, 2]],
            pointsMin: 14
        ),
        Scenario(
            name: "random draw",
            definition: """
                {"StartAt": "R", "States": {"R": {"Type": "Pass", "End": true,
                  "Parameters": {"n.$": "States.MathRandom(1, 1000000)", "id.$": "States.UUID()"}}}}
                """
        ),
        Scenario(
            name: "callback that nobody gives",
            definition: """
                {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true, "TimeoutSeconds": 3600,
                  "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "Parameters": {
                    "QueueUrl": "http://localhost:4566/000000000000/effects",
                    "MessageBody": {"token.$": "$$.Task.Token"}}}}}
                """,
            status: .running
        ),
        Scenario(
            name: "effects in all services",
            definition: """
                {"StartAt": "Send", "States": {
                  "Send": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "ResultPath": null, "Next": "Publish",
                    "Parameters": {"QueueUrl": "http://localhost:4566/000000000000/effects", "MessageBody": {"n": 1}}},
                  "Publish": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "ResultPath": null, "Next": "Put",
                    "Parameters": {"TopicArn": "arn:aws:sns:us-east-1:000000000000:told", "Message.$": "$$.Execution.Id"}},
                  "Put": {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem", "ResultPath": null, "Next": "Store",
                    "Parameters": {"TableName": "things", "Item": {"id": {"S": "one"}, "at": {"S.$": "$$.State.EnteredTime"}}}},
                  "Store": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:putObject", "ResultPath": null, "Next": "Child",
                    "Parameters": {"Bucket": "things", "Key": "one", "Body": "content"}},
                  "Child": {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2", "End": true,
                    "Parameters": {"StateMachineArn": "arn:aws:states:us-east-1:000000000000:stateMachine:child", "Input": {"b": 2}}}}}
                """,
            pointsMin: 20
        ),
    ]

    static let template = Template.file("Tests/QuickstepTestingTests/Events/effects.template.yaml")

    @FunctionBuilder static func functions() -> [Function] {
        Function("echo") { (event: JSONValue, _: FunctionContext) in event }
        flaky()
    }

    /// Fails twice, whoever asks: a repeated call under a token that it knows answers as it did before.
    static func flaky() -> Function {
        let tokens = Tokens()
        return Function("flaky") { (event: JSONValue, context: FunctionContext) async throws -> JSONValue in
            guard tokens.number(of: context.idempotencyToken) > 2 else { throw NotYet() }
            return event
        }
    }

    final class Tokens: Sendable {
        private let seen = Mutex<[String]>([])

        /// Counts new tokens from 1; one that was seen keeps its number.
        func number(of token: String) -> Int {
            seen.withLock { seen in
                if let index = seen.firstIndex(of: token) { return index + 1 }
                seen.append(token)
                return seen.count
            }
        }
    }

    struct NotYet: FunctionError {
        var errorType: String { "NotYet" }
        var errorMessage: String { "not yet" }
    }

    @Test(arguments: scenarios)
    func `a workflow crashed at any commit ends as if nothing had happened`(scenario: Scenario) async throws {
        let report = try await CrashEverywhere(
            scenario.definition,
            input: scenario.input,
            template: Self.template,
            pairs: 20,
            functions: { Self.functions() }
        )
        .run()
        #expect(report.failures.isEmpty, "\(report)")
        #expect(report.status == scenario.status)
        #expect(report.points >= scenario.pointsMin, "\(report)")
        #expect(report.notes.contains { $0.contains("waits for somebody outside") } == (scenario.status == .running))
    }

    @Test func `a runtime that acts before the commit is found out`() async throws {
        var planted = CrashEverywhere(Self.scenarios[1].definition, functions: { Self.functions() })
        planted.actsBeforeCommit = true
        let report = try await planted.run()
        #expect(
            report.failures.contains { $0.description.contains("its start was acknowledged, and it is lost") },
            "\(report)"
        )
        // The report names the point, and the point alone shows it again.
        let failure = try #require(report.failures.first { !$0.crashes.isEmpty })
        let again = try await planted.run(only: failure.crashes)
        #expect(again.failures.contains { $0.crashes == failure.crashes }, "\(again)")
    }

    @Test func `a handler that does its work twice is found out`() async throws {
        let sends = """
            {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "send", "End": true}}}
            """
        let report = try await CrashEverywhere(sends, template: Self.template) {
            Function("send") { (event: JSONValue, context: FunctionContext) async throws -> JSONValue in
                // Without a look at the token: a call that is repeated sends again.
                _ = try await context.services.call(
                    "sqs",
                    "SendMessage",
                    ["QueueUrl": "http://localhost:4566/000000000000/effects", "MessageBody": "once"]
                )
                return event
            }
        }
        .run()
        #expect(
            report.failures.contains { $0.description.contains("queue effects: doubled: 2 messages instead of 1") },
            "\(report)"
        )
    }

    @Test func `a workflow that decides at random is not judged, and the report says so`() async throws {
        var isTold = false
        for seed in UInt64(1)...4 {
            let report = try await CrashEverywhere(
                """
                {"StartAt": "R", "States": {
                  "R": {"Type": "Pass", "Parameters": {"n.$": "States.MathRandom(0, 1000000000)"}, "Next": "C"},
                  "C": {"Type": "Choice", "Default": "A", "Choices": [
                    {"Variable": "$.n", "NumericLessThan": 500000000, "Next": "B"}]},
                  "A": {"Type": "Fail", "Error": "A"}, "B": {"Type": "Succeed"}}}
                """,
                seed: seed
            )
            .run()
            // Two undisturbed runs may be alike by chance; a crash after which it decides otherwise is then not blamed.
            for failure in report.failures {
                #expect(failure.crashes.isEmpty, "\(report)")
                #expect(failure.description.contains("between two undisturbed runs"))
                #expect(report.points == 0)
                isTold = true
            }
        }
        #expect(isTold)
    }

    @Test func `a function that is not linked is named`() async throws {
        let error = try await #require(throws: RuntimeError.self) {
            try await CrashEverywhere(Self.scenarios[1].definition).run()
        }
        #expect(error.code == .function)
        #expect(error.message.contains("echo"))
    }

    @Test func `an input that is refused is no difference`() async throws {
        let error = try await #require(throws: RuntimeError.self) {
            try await CrashEverywhere("{").run()
        }
        #expect(error.code == .input)
    }
}
