import QuickstepJSON
import QuickstepServiceKit
import Testing

@testable import QuickstepStepFunctions

struct VersionTests {
    private func machine(_ harness: Harness) async throws -> JSONValue {
        let output = try await harness.call(
            "CreateStateMachine",
            [
                "name": "machine", "definition": .string(Definitions.pass), "roleArn": .string(Harness.role),
                "publish": true, "versionDescription": "first",
            ]
        )
        return try #require(output["stateMachineArn"])
    }

    private func numbers(_ harness: Harness, _ machine: JSONValue) async throws -> [String] {
        try await harness.listed(
            "ListStateMachineVersions",
            ["stateMachineArn": machine],
            "stateMachineVersions",
            "stateMachineVersionArn"
        ).map { String($0.suffix(1)) }
    }

    private func update(_ harness: Harness, _ machine: JSONValue, _ comment: String) async throws -> JSONObject {
        try await harness.call(
            "UpdateStateMachine",
            ["stateMachineArn": machine, "definition": .string(Definitions.pass(comment)), "publish": true]
        )
    }

    @Test func `a version keeps what the machine was, and has its description`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        let machine = try await machine(harness)
        let updated = try await update(harness, machine, "second")
        #expect(updated["stateMachineVersionArn"]?.stringValue == "\(arnPrefix)stateMachine:machine:2")
        #expect(updated["revisionId"] != nil)
        let first = try await harness.call(
            "DescribeStateMachine",
            ["stateMachineArn": .string("\(arnPrefix)stateMachine:machine:1")]
        )
        #expect(first["stateMachineArn"]?.stringValue == "\(arnPrefix)stateMachine:machine:1")
        #expect(first["description"] == "first")
        #expect(first["definition"]?.stringValue == Definitions.pass)
        #expect(first["revisionId"] == nil)
        #expect(try await numbers(harness, machine) == ["2", "1"])
        await harness.kernel.stop()
    }

    @Test func `an unchanged revision keeps its version, and numbers are not used again`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        let machine = try await machine(harness)
        let same = try await harness.call(
            "UpdateStateMachine",
            ["stateMachineArn": machine, "definition": .string(Definitions.pass), "publish": true]
        )
        #expect(same["stateMachineVersionArn"]?.stringValue?.hasSuffix(":1") == true)
        #expect(same["revisionId"] == nil)
        _ = try await update(harness, machine, "second")
        for _ in 0..<2 {
            _ = try await harness.call(
                "DeleteStateMachineVersion",
                ["stateMachineVersionArn": .string("\(arnPrefix)stateMachine:machine:2")]
            )
        }
        let published = try await harness.call("PublishStateMachineVersion", ["stateMachineArn": machine])
        #expect(published["stateMachineVersionArn"]?.stringValue?.hasSuffix(":3") == true)
        #expect(try await harness.call("PublishStateMachineVersion", ["stateMachineArn": machine]) == published)
        #expect(try await numbers(harness, machine) == ["3", "1"])
        await harness.kernel.stop()
    }

    @Test func `a revision that is not the current one is not published`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        let machine = try await machine(harness)
        #expect(
            await harness.refusal(
                "PublishStateMachineVersion",
                ["stateMachineArn": machine, "revisionId": "INITIAL"]
            ) == nil
        )
        #expect(
            await harness.refusal("PublishStateMachineVersion", ["stateMachineArn": machine, "revisionId": "r"])
                == "ConflictException: Failed to publish the State Machine version for revision r. The current State Machine "
                + "revision is INITIAL."
        )
        let revision = try #require(try await update(harness, machine, "second")["revisionId"])
        #expect(
            await harness.refusal(
                "PublishStateMachineVersion",
                ["stateMachineArn": machine, "revisionId": "INITIAL"]
            )
                == "ConflictException: Failed to publish the State Machine version for revision INITIAL. The current State "
                + "Machine revision is \(revision.stringValue ?? "")."
        )
        await harness.kernel.stop()
    }

    @Test(arguments: ["CreateStateMachine", "UpdateStateMachine"])
    func `a description without publication is refused`(operation: String) async throws {
        let harness = try await Harness.start(InMemoryStore())
        let machine = try await machine(harness)
        let parameters: JSONObject = [
            "name": "other", "stateMachineArn": machine, "definition": .string(Definitions.pass),
            "roleArn": .string(Harness.role), "versionDescription": "no",
        ]
        #expect(
            await harness.refusal(operation, parameters)
                == "ValidationException: Version description can only be set when publish is true"
        )
        await harness.kernel.stop()
    }

    @Test func `a machine has at most a thousand versions`() async throws {
        let store = InMemoryStore()
        let harness = try await Harness.start(store)
        let machine = try await machine(harness)
        let row = try #require(store.get(Rows.version(1, of: "machine", in: .standard)))
        let version = try #require(VersionRecord(json: try JSONValue.parse(bytes: row)))
        try await harness.kernel.sequencer.turn { (turn) throws(ServiceError) in
            for number in 2...1000 {
                let copy = VersionRecord(
                    number: number,
                    revision: version.revision,
                    description: nil,
                    createdAt: version.createdAt
                )
                turn.put(Rows.version(number, of: "machine", in: .standard), copy.json)
            }
        }
        #expect(
            await harness.refusal(
                "UpdateStateMachine",
                ["stateMachineArn": machine, "definition": .string(Definitions.pass("one more")), "publish": true]
            ) == "ServiceQuotaExceededException: The request would cause a service quota to be exceeded."
        )
        // Nothing of the refused update remains.
        let described = try await harness.call("DescribeStateMachine", ["stateMachineArn": machine])
        #expect(described["definition"]?.stringValue == Definitions.pass)
        await harness.kernel.stop()
    }

    @Test func `an execution through a version runs it, and is listed with it`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        let machine = try await machine(harness)
        _ = try await update(harness, machine, "second")
        let version = "\(arnPrefix)stateMachine:machine:1"
        let plain = try await harness.begin(machine.stringValue ?? "", name: "plain")
        let through = try await harness.begin(version, name: "through")
        await harness.settle()
        #expect(try await harness.describe(plain)["stateMachineVersionArn"] == nil)
        let described = try await harness.describe(through)
        #expect(described["stateMachineVersionArn"]?.stringValue == version)
        #expect(described["stateMachineAliasArn"] == nil)
        #expect(described["stateMachineArn"] == machine)
        #expect(
            try await harness.history(through)[0]["executionStartedEventDetails"]?["stateMachineVersionArn"]?
                .stringValue
                == version
        )
        let ran = try await harness.call("DescribeStateMachineForExecution", ["executionArn": .string(through)])
        #expect(ran["definition"]?.stringValue == Definitions.pass)
        #expect(ran["stateMachineArn"] == machine)
        let names = try await harness.listed(
            "ListExecutions",
            ["stateMachineArn": .string(version)],
            "executions",
            "name"
        )
        #expect(names == ["through"])
        #expect(
            await harness.refusal("StartExecution", ["stateMachineArn": .string("\(arnPrefix)stateMachine:machine:9")])
                == "StateMachineDoesNotExist: State Machine Does Not Exist: '\(arnPrefix)stateMachine:machine:9'"
        )
        await harness.kernel.stop()
    }
}
