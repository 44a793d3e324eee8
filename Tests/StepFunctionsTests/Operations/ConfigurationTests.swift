import QuickstepJSON
import QuickstepServiceKit
import Testing

@testable import QuickstepStepFunctions

struct ConfigurationTests {
    private static let group = "arn:aws:logs:us-east-1:000000000000:log-group:/aws/vendedlogs/g:*"

    private static func destination(_ arn: String) -> JSONValue {
        ["cloudWatchLogsLogGroup": ["logGroupArn": .string(arn)]]
    }

    private func create(_ member: String, _ value: JSONValue, _ harness: Harness) async -> String? {
        await harness.refusal(
            "CreateStateMachine",
            [
                "name": "machine", "definition": .string(Definitions.pass), "roleArn": .string(Harness.role),
                member: value,
            ]
        )
    }

    @Test(
        arguments: [
            (["level": "FATAL"], "Must specify exactly one Log Destination."),
            (["level": "ALL", "destinations": []], "Must specify exactly one Log Destination."),
            (
                ["level": "ALL", "destinations": [destination(group), destination(group)]],
                "Must specify exactly one Log Destination."
            ),
            (["level": "ALL", "destinations": [["cloudWatchLogsLogGroup": [:]]]], "Log Destination not found."),
            (["level": "ALL", "destinations": [destination("group")]], "Log Destination not found."),
        ] as [(JSONValue, String)]
    )
    func `logging without its one destination is refused`(logging: JSONValue, why: String) async throws {
        let harness = try await Harness.start(InMemoryStore())
        #expect(
            await create("loggingConfiguration", logging, harness)
                == "InvalidLoggingConfiguration: Invalid Logging Configuration: \(why)"
        )
        await harness.kernel.stop()
    }

    @Test(
        arguments: [
            ([:], ["level": "OFF", "includeExecutionData": false]),
            (["destinations": []], ["destinations": [], "level": "OFF", "includeExecutionData": false]),
            (
                ["level": "OFF", "includeExecutionData": true, "destinations": [destination(group)]],
                ["destinations": [destination(group)], "level": "OFF", "includeExecutionData": true]
            ),
            (
                ["level": "ALL", "destinations": [destination(group)]],
                ["destinations": [destination(group)], "level": "ALL", "includeExecutionData": false]
            ),
        ] as [(JSONValue, JSONValue)]
    )
    func `logging is shown as it was given, with its defaults`(given: JSONValue, shown: JSONValue) async throws {
        let harness = try await Harness.start(InMemoryStore())
        #expect(await create("loggingConfiguration", given, harness) == nil)
        let described = try await harness.call(
            "DescribeStateMachine",
            ["stateMachineArn": .string("\(arnPrefix)stateMachine:machine")]
        )
        #expect(described["loggingConfiguration"]?.isEqual(to: shown) == true)
        await harness.kernel.stop()
    }

    @Test(
        arguments: [
            (["type": "CUSTOMER_MANAGED_KMS_KEY"], "InvalidEncryptionConfiguration"),
            (["type": "AWS_OWNED_KEY", "kmsKeyId": "key"], "InvalidEncryptionConfiguration"),
            (["kmsKeyId": "key"], "ValidationException"), (["type": "NONE"], "ValidationException"),
            (
                ["type": "CUSTOMER_MANAGED_KMS_KEY", "kmsKeyId": "key", "kmsDataKeyReusePeriodSeconds": 59],
                "ValidationException"
            ),
        ] as [(JSONValue, String)]
    )
    func `encryption that cannot be is refused`(encryption: JSONValue, code: String) async throws {
        let harness = try await Harness.start(InMemoryStore())
        #expect(await create("encryptionConfiguration", encryption, harness)?.hasPrefix("\(code): ") == true)
        await harness.kernel.stop()
    }
}
