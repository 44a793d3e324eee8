import QuickstepJSON
import QuickstepServiceKit
import Testing

@testable import QuickstepStepFunctions

struct ConstraintTests {
    private static let machine: JSONValue = .string("\(arnPrefix)stateMachine:machine")

    private static func violation(_ text: String) -> String {
        "ValidationException: 1 validation error detected: \(text)"
    }

    @Test(
        arguments: [
            (
                "ListExecutions", ["stateMachineArn": machine, "maxResults": 1001],
                "Value '1001' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000"
            ),
            (
                "ListStateMachines", ["maxResults": -1],
                "Value '-1' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 0"
            ),
            (
                "ListExecutions", ["stateMachineArn": machine, "statusFilter": "succeeded"],
                "Value 'succeeded' at 'statusFilter' failed to satisfy constraint: Member must satisfy enum value set: "
                    + "[SUCCEEDED, TIMED_OUT, PENDING_REDRIVE, ABORTED, FAILED, RUNNING]"
            ),
            (
                "StartExecution", ["stateMachineArn": machine, "name": .string(String(repeating: "x", count: 81))],
                "Value '\(String(repeating: "x", count: 81))' at 'name' failed to satisfy constraint: "
                    + "Member must have length less than or equal to 80"
            ),
            (
                "DescribeStateMachine", [:],
                "Value null at 'stateMachineArn' failed to satisfy constraint: Member must not be null"
            ),
            (
                "GetExecutionHistory", ["executionArn": "e", "nextToken": ""],
                "Value '' at 'nextToken' failed to satisfy constraint: Member must have length greater than or equal to 1"
            ),
            (
                // What may be a secret is not shown.
                "StopExecution", ["executionArn": "e", "error": .string(String(repeating: "x", count: 257))],
                "Value at 'error' failed to satisfy constraint: Member must have length less than or equal to 256"
            ),
            (
                "CreateStateMachine",
                ["name": "m", "definition": "{}", "roleArn": "r", "loggingConfiguration": ["level": "x"]],
                "Value 'x' at 'loggingConfiguration.level' failed to satisfy constraint: "
                    + "Member must satisfy enum value set: [ALL, ERROR, FATAL, OFF]"
            ),
            (
                "TagResource",
                ["resourceArn": machine, "tags": [["key": .string(String(repeating: "k", count: 129)), "value": ""]]],
                "Value '\(String(repeating: "k", count: 129))' at 'tags.1.member.key' failed to satisfy constraint: "
                    + "Member must have length less than or equal to 128"
            ),
        ] as [(String, JSONObject, String)]
    )
    func `a broken constraint is named with its place`(operation: String, parameters: JSONObject, text: String)
        async throws
    {
        let harness = try await Harness.start(InMemoryStore())
        #expect(await harness.refusal(operation, parameters) == Self.violation(text))
        await harness.kernel.stop()
    }

    @Test func `several broken constraints come in one answer`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        #expect(
            await harness.refusal("CreateStateMachine", ["name": "", "definition": "{}"])
                == "ValidationException: 2 validation errors detected: Value '' at 'name' failed to satisfy constraint: Member "
                + "must have length greater than or equal to 1; Value null at 'roleArn' failed to satisfy constraint: Member "
                + "must not be null"
        )
        await harness.kernel.stop()
    }

    @Test func `a token of a list of executions may be longer than others`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        _ = try await harness.create(Definitions.pass)
        func refusal(_ operation: String, _ count: Int) async -> String? {
            let token = JSONValue.string(String(repeating: "x", count: count))
            return await harness.refusal(operation, ["stateMachineArn": Self.machine, "nextToken": token])
        }
        #expect(await refusal("ListExecutions", 3096)?.hasPrefix("InvalidToken") == true)
        #expect(await refusal("ListExecutions", 3097)?.hasSuffix("less than or equal to 3096") == true)
        #expect(await refusal("ListStateMachineVersions", 1024)?.hasPrefix("InvalidToken") == true)
        #expect(await refusal("ListStateMachineVersions", 1025)?.hasSuffix("less than or equal to 1024") == true)
        await harness.kernel.stop()
    }

    @Test(arguments: [
        ("not an ARN", "Invalid ARN prefix: not an ARN"),
        ("\(arnPrefix)activity:a", "Resource type not valid in this context: activity"),
        ("\(arnPrefix)stateMachine:", "\(arnPrefix)stateMachine:"),
        ("arn:aws:sqs:us-east-1:000000000000:q", "arn:aws:sqs:us-east-1:000000000000:q"),
    ])
    func `an ARN of anything else is refused`(arn: String, why: String) async throws {
        let harness = try await Harness.start(InMemoryStore())
        for operation in ["DescribeStateMachine", "StartExecution", "ListStateMachineVersions", "DeleteStateMachine"] {
            #expect(
                await harness.refusal(operation, ["stateMachineArn": .string(arn)])
                    == "InvalidArn: Invalid Arn: '\(why)'"
            )
        }
        await harness.kernel.stop()
    }

    @Test func `a member of another type is refused by the protocol`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        #expect(
            await harness.refusal("ListStateMachines", ["maxResults": "many"])
                == "SerializationException: The value of 'maxResults' must be an integer."
        )
        await harness.kernel.stop()
    }
}
