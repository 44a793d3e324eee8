import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepStepFunctions

struct StateMachineTests {
    private static let request: JSONObject = [
        "name": "machine", "definition": .string(Definitions.pass), "roleArn": .string(Harness.role),
    ]

    // MARK: Create

    @Test func `creating a machine again with the same members answers as the first time`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        var request = Self.request
        request["publish"] = true
        request["versionDescription"] = "first"
        let first = try await harness.call("CreateStateMachine", request)
        #expect(first["stateMachineVersionArn"]?.stringValue == "\(arnPrefix)stateMachine:machine:1")
        // Another role and other tags make no difference, and are not taken over.
        request["roleArn"] = "arn:aws:iam::000000000000:role/other"
        request["tags"] = [["key": "late", "value": "yes"]]
        #expect(try await harness.call("CreateStateMachine", request) == first)
        let arn = try #require(first["stateMachineArn"])
        let described = try await harness.call("DescribeStateMachine", ["stateMachineArn": arn])
        #expect(described["roleArn"]?.stringValue == Harness.role)
        #expect(try await harness.call("ListTagsForResource", ["resourceArn": arn])["tags"] == [])
        await harness.kernel.stop()
    }

    @Test(
        arguments: [
            ("definition", .string(Definitions.pass + " ")), ("type", "EXPRESS"), ("publish", true),
            ("tracingConfiguration", ["enabled": true]), ("loggingConfiguration", ["includeExecutionData": true]),
            ("encryptionConfiguration", ["type": "CUSTOMER_MANAGED_KMS_KEY", "kmsKeyId": "key"]),
        ] as [(String, JSONValue)]
    )
    func `creating a machine again with another member is refused`(member: String, value: JSONValue) async throws {
        let harness = try await Harness.start(InMemoryStore())
        _ = try await harness.call("CreateStateMachine", Self.request)
        var request = Self.request
        request[member] = value
        #expect(
            await harness.refusal("CreateStateMachine", request)
                == "StateMachineAlreadyExists: State Machine Already Exists: '\(arnPrefix)stateMachine:machine'"
        )
        await harness.kernel.stop()
    }

    @Test func `what a machine is made with is shown`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        let logging: JSONValue = [
            "level": "ERROR", "includeExecutionData": true,
            "destinations": [
                ["cloudWatchLogsLogGroup": ["logGroupArn": "arn:aws:logs:us-east-1:000000000000:log-group:/g:*"]]
            ],
        ]
        var request = Self.request
        request["type"] = "EXPRESS"
        request["loggingConfiguration"] = logging
        request["tracingConfiguration"] = ["enabled": true]
        request["encryptionConfiguration"] = ["type": "CUSTOMER_MANAGED_KMS_KEY", "kmsKeyId": "key"]
        let arn = try #require(try await harness.call("CreateStateMachine", request)["stateMachineArn"])
        let described = try await harness.call("DescribeStateMachine", ["stateMachineArn": arn])
        #expect(
            described == [
                "stateMachineArn": arn, "name": "machine", "status": "ACTIVE",
                "definition": .string(Definitions.pass), "roleArn": .string(Harness.role), "type": "EXPRESS",
                "creationDate": .seconds(epoch), "loggingConfiguration": logging,
                "tracingConfiguration": ["enabled": true],
                "encryptionConfiguration": [
                    "type": "CUSTOMER_MANAGED_KMS_KEY", "kmsKeyId": "key", "kmsDataKeyReusePeriodSeconds": 300,
                ],
            ]
        )
        let list = try await harness.call("ListStateMachines", [:])["stateMachines"]
        #expect(list?[0]?["type"] == "EXPRESS")
        await harness.kernel.stop()
    }

    @Test func `a description of metadata alone has an empty definition`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        let arn = try await harness.create(Definitions.pass)
        let described = try await harness.call(
            "DescribeStateMachine",
            ["stateMachineArn": .string(arn), "includedData": "METADATA_ONLY"]
        )
        #expect(described["definition"] == "{}")
        await harness.kernel.stop()
    }

    // MARK: Update

    @Test func `a change makes a new revision, and a request that changes nothing keeps it`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        let arn = JSONValue.string(try await harness.create(Definitions.pass))
        let untouched = try await harness.call(
            "UpdateStateMachine",
            ["stateMachineArn": arn, "definition": .string(Definitions.pass)]
        )
        #expect(untouched == ["updateDate": .seconds(epoch)])
        #expect(try await harness.call("DescribeStateMachine", ["stateMachineArn": arn])["revisionId"] == nil)

        let changed = try await harness.call(
            "UpdateStateMachine",
            ["stateMachineArn": arn, "definition": .string(Definitions.pass("new"))]
        )
        let revision = try #require(changed["revisionId"])
        let same = try await harness.call(
            "UpdateStateMachine",
            ["stateMachineArn": arn, "roleArn": .string(Harness.role)]
        )
        #expect(same["revisionId"] == revision)
        let other = try await harness.call(
            "UpdateStateMachine",
            ["stateMachineArn": arn, "roleArn": "arn:aws:iam::000000000000:role/other"]
        )
        #expect(other["revisionId"] != revision)
        let described = try await harness.call("DescribeStateMachine", ["stateMachineArn": arn])
        #expect(described["revisionId"] == other["revisionId"])
        #expect(described["definition"]?.stringValue == Definitions.pass("new"))
        await harness.kernel.stop()
    }

    @Test func `an execution goes on with the machine that it began with`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        harness.kernel.activity.begin()
        let arn = try await harness.create(Definitions.wait)
        let execution = try await harness.begin(arn)
        _ = try await harness.call(
            "UpdateStateMachine",
            ["stateMachineArn": .string(arn), "definition": .string(Definitions.pass), "roleArn": "other role"]
        )
        let machine = try await harness.call(
            "DescribeStateMachineForExecution",
            ["executionArn": .string(execution)]
        )
        #expect(machine["definition"]?.stringValue == Definitions.wait)
        #expect(machine["roleArn"]?.stringValue == Harness.role)
        #expect(machine["updateDate"] == .seconds(epoch))
        #expect(machine["revisionId"] == nil)
        harness.kernel.activity.end()
        await harness.settle()
        #expect(try await harness.history(execution).contains { $0["type"] == "WaitStateEntered" })
        await harness.kernel.stop()
    }

    @Test func `an update that names nothing, or a version, is refused`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        let arn = try await harness.create(Definitions.pass)
        #expect(
            await harness.refusal("UpdateStateMachine", ["stateMachineArn": .string(arn), "publish": true])
                == "MissingRequiredParameter: Either the definition, the role ARN, the LoggingConfiguration, or the "
                + "TracingConfiguration must be specified"
        )
        #expect(
            await harness.refusal("UpdateStateMachine", ["stateMachineArn": .string("\(arn):1"), "roleArn": "r"])
                == "StateMachineDoesNotExist: State Machine Does Not Exist: '\(arn):1'"
        )
        await harness.kernel.stop()
    }

    // MARK: Delete

    @Test func `a deleted machine is gone, and deleting it again is no error`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        var request = Self.request
        request["publish"] = true
        request["tags"] = [["key": "k", "value": "v"]]
        let arn = try #require(try await harness.call("CreateStateMachine", request)["stateMachineArn"])
        let execution = try await harness.begin(arn.stringValue ?? "")
        await harness.settle()
        for _ in 0..<2 { #expect(try await harness.call("DeleteStateMachine", ["stateMachineArn": arn]) == [:]) }
        #expect(
            await harness.refusal("DescribeStateMachine", ["stateMachineArn": arn])
                == "StateMachineDoesNotExist: State Machine Does Not Exist: '\(arnPrefix)stateMachine:machine'"
        )
        #expect(try await harness.call("ListStateMachines", [:])["stateMachines"] == [])
        // What ended stays to be described.
        #expect(try await harness.describe(execution)["status"] == "SUCCEEDED")
        // One of the same name begins anew: without versions, tags and executions.
        _ = try await harness.call("CreateStateMachine", Self.request)
        #expect(try await harness.call("ListExecutions", ["stateMachineArn": arn])["executions"] == [])
        _ = try await harness.begin(arn.stringValue ?? "", name: "again")
        await harness.settle()
        #expect(
            try await harness.listed("ListExecutions", ["stateMachineArn": arn], "executions", "name") == ["again"]
        )
        #expect(
            try await harness.call("ListStateMachineVersions", ["stateMachineArn": arn])["stateMachineVersions"] == []
        )
        #expect(try await harness.call("ListTagsForResource", ["resourceArn": arn])["tags"] == [])
        await harness.kernel.stop()
    }

    @Test func `a machine with executions that run is deleted when they have been aborted`() async throws {
        let store = InMemoryStore()
        let harness = try await Harness.start(store)
        harness.kernel.activity.begin()
        let arn = try await harness.create(Definitions.wait)
        let other = try await harness.create(Definitions.wait, name: "machine-2")
        let execution = try await harness.begin(arn)
        let untouched = try await harness.begin(other)
        let machine: JSONObject = ["stateMachineArn": .string(arn)]
        await harness.kernel.timers.pause()
        _ = try await harness.call("DeleteStateMachine", machine)
        #expect(try await harness.call("DescribeStateMachine", machine)["status"] == "DELETING")
        for (operation, parameters) in [
            ("StartExecution", machine), ("UpdateStateMachine", machine.merging(["roleArn": "r"])),
            ("PublishStateMachineVersion", machine),
            (
                "CreateStateMachine",
                ["name": "machine", "definition": .string(Definitions.wait), "roleArn": .string(Harness.role)]
            ),
        ] {
            #expect(
                await harness.refusal(operation, parameters)
                    == "StateMachineDeleting: State Machine is being deleted: '\(arn)'",
                "\(operation)"
            )
        }
        harness.kernel.activity.end()
        await harness.kernel.stop()

        // A restart in between changes nothing.
        let second = try await Harness.start(store.copy(), seed: 2)
        second.kernel.activity.begin()
        while try await second.describe(execution)["status"] == "RUNNING" { await Task.yield() }
        #expect(try await second.describe(execution)["status"] == "ABORTED")
        #expect(await second.refusal("DescribeStateMachine", machine)?.hasPrefix("StateMachineDoesNotExist") == true)
        #expect(
            try await second.listed("ListStateMachines", [:], "stateMachines", "name") == ["machine-2"]
        )
        #expect(try await second.describe(untouched)["status"] == "RUNNING")
        _ = try await second.create(Definitions.pass)
        #expect(try await second.call("DescribeStateMachine", machine)["status"] == "ACTIVE")
        second.kernel.activity.end()
        await second.settle()
        await second.kernel.stop()
    }

    // MARK: List

    @Test func `machines are listed in pages that join without a gap`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        let names = (0..<7).map { "m\($0)" }
        for name in names { _ = try await harness.create(Definitions.pass, name: name) }
        let pages = try await harness.pages("ListStateMachines", ["maxResults": 3], "stateMachines", "name")
        #expect(pages == [["m0", "m1", "m2"], ["m3", "m4", "m5"], ["m6"]])
        await harness.kernel.stop()
    }

    @Test func `a token is refused when it is a day old, and so is any other text`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        for name in ["a", "b"] { _ = try await harness.create(Definitions.pass, name: name) }
        let first = try await harness.call("ListStateMachines", ["maxResults": 1])
        let token = try #require(first["nextToken"])
        #expect(await harness.refusal("ListStateMachines", ["nextToken": token]) == nil)
        for other: JSONValue in ["InvalidToken", "00", .string(String(repeating: "f", count: 40))] {
            #expect(
                await harness.refusal("ListStateMachines", ["nextToken": other])
                    == "InvalidToken: Invalid Token: 'Invalid token'"
            )
        }
        harness.kernel.clock.advance(to: epoch.adding(milliseconds: 24 * 60 * 60 * 1000))
        #expect(
            await harness.refusal("ListStateMachines", ["nextToken": token])
                == "InvalidToken: Invalid Token: 'Invalid token'"
        )
        await harness.kernel.stop()
    }

    @Test func `a token is taken back by the list that gave it, asked for the same`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        for name in ["a", "b"] {
            _ = try await harness.create(Definitions.pass, name: name)
            _ = try await harness.call("CreateActivity", ["name": .string(name)])
        }
        let machine = "\(arnPrefix)stateMachine:a"
        for name in ["one", "two"] { _ = try await harness.begin(machine, name: name) }
        await harness.settle()
        let executions: JSONObject = [
            "stateMachineArn": .string(machine), "statusFilter": "SUCCEEDED", "maxResults": 1,
        ]
        let history: JSONObject = ["executionArn": "\(arnPrefix)execution:a:one", "maxResults": 1]
        let machines = try #require(try await harness.call("ListStateMachines", ["maxResults": 1])["nextToken"])
        let ended = try #require(try await harness.call("ListExecutions", executions)["nextToken"])
        let events = try #require(try await harness.call("GetExecutionHistory", history)["nextToken"])
        func refusal(_ operation: String, _ parameters: JSONObject, _ token: JSONValue) async -> String? {
            await harness.refusal(operation, parameters.merging(["nextToken": token]))
        }
        #expect(await refusal("ListExecutions", executions.merging(["maxResults": 5]), ended) == nil)
        #expect(await refusal("GetExecutionHistory", history, events) == nil)
        let invalid = "InvalidToken: Invalid Token: 'Invalid token'"
        #expect(await refusal("ListActivities", [:], machines) == invalid)
        #expect(await refusal("ListExecutions", executions.merging(["statusFilter": "FAILED"]), ended) == invalid)
        let other: JSONObject = ["stateMachineArn": "\(arnPrefix)stateMachine:b"]
        #expect(await refusal("ListExecutions", executions.merging(other), ended) == invalid)
        #expect(await refusal("GetExecutionHistory", history.merging(["reverseOrder": true]), events) == invalid)
        let second: JSONObject = ["executionArn": "\(arnPrefix)execution:a:two"]
        #expect(await refusal("GetExecutionHistory", history.merging(second), events) == invalid)
        await harness.kernel.stop()
    }
}

extension JSONObject {
    /// The object with the members of another added.
    fileprivate func merging(_ other: JSONObject) -> JSONObject {
        var result = self
        for (key, value) in other { result[key] = value }
        return result
    }
}
