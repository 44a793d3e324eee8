import QuickstepJSON
import QuickstepServiceKit
import Testing

/// What the operations on resources leave when a commit fails, and what a restart finds.
struct DurabilityTests {
    private static let machine = "\(arnPrefix)stateMachine:machine"
    private static let activity = "\(arnPrefix)activity:activity"

    /// One operation of each kind that changes something, in an order in which all can be done.
    private static let script: [(operation: String, parameters: JSONObject)] = [
        (
            "CreateStateMachine",
            [
                "name": "machine", "definition": .string(Definitions.pass), "roleArn": .string(Harness.role),
                "publish": true, "tags": [["key": "a", "value": "1"]],
            ]
        ),
        (
            "UpdateStateMachine",
            ["stateMachineArn": .string(machine), "definition": .string(Definitions.pass("2")), "publish": true]
        ),
        ("UpdateStateMachine", ["stateMachineArn": .string(machine), "roleArn": "other"]),
        ("PublishStateMachineVersion", ["stateMachineArn": .string(machine), "description": "third"]),
        ("DeleteStateMachineVersion", ["stateMachineVersionArn": .string("\(machine):2")]),
        (
            "CreateStateMachineAlias",
            [
                "name": "live",
                "routingConfiguration": [["stateMachineVersionArn": .string("\(machine):1"), "weight": 100]],
            ]
        ),
        (
            "UpdateStateMachineAlias",
            ["stateMachineAliasArn": .string("\(machine):live"), "description": "described"]
        ),
        ("TagResource", ["resourceArn": .string(machine), "tags": [["key": "b", "value": "2"]]]),
        ("UntagResource", ["resourceArn": .string(machine), "tagKeys": ["a"]]),
        ("CreateActivity", ["name": "activity"]),
        ("TagResource", ["resourceArn": .string(activity), "tags": [["key": "c", "value": "3"]]]),
        ("CreateActivity", ["name": "gone"]),
        ("DeleteActivity", ["activityArn": .string("\(arnPrefix)activity:gone")]),
    ]

    /// All that clients can see, without the ids of revisions, which every change draws anew.
    private func sight(_ harness: Harness) async throws -> [JSONObject] {
        var seen: [JSONObject] = []
        for (operation, parameters) in [
            ("DescribeStateMachine", ["stateMachineArn": .string(Self.machine)]),
            ("DescribeStateMachine", ["stateMachineArn": .string("\(Self.machine):3")]),
            ("ListStateMachines", [:]),
            ("ListStateMachineVersions", ["stateMachineArn": .string(Self.machine)]),
            ("DescribeStateMachineAlias", ["stateMachineAliasArn": .string("\(Self.machine):live")]),
            ("ListTagsForResource", ["resourceArn": .string(Self.machine)]),
            ("ListTagsForResource", ["resourceArn": .string(Self.activity)]),
            ("ListActivities", [:]),
        ] as [(String, JSONObject)] {
            var output = try await harness.call(operation, parameters)
            output.removeValue(forKey: "revisionId")
            seen.append(output)
        }
        return seen
    }

    private func run(_ harness: Harness, repeating: Bool = false) async throws -> Int {
        var refusals = 0
        for (operation, parameters) in Self.script {
            do throws(ServiceError) {
                _ = try await harness.call(operation, parameters)
            } catch {
                #expect(repeating && error.isRetryable, "\(operation): \(error)")
                refusals += 1
                _ = try await harness.call(operation, parameters)
            }
        }
        return refusals
    }

    @Test func `an operation whose commit failed has done nothing, and can be repeated`() async throws {
        let whole = try await Harness.start(InMemoryStore())
        _ = try await run(whole)
        let expected = try await sight(whole)
        await whole.kernel.stop()

        let idle = FaultInjectingStore(InMemoryStore(), faults: [:])
        let first = try await Harness.start(idle)
        let start = idle.commits
        await first.kernel.stop()
        for number in 1...Self.script.count {
            let full = FaultInjectingStore.Fault.failure(StoreError(.full, "The disk is full."))
            let store = FaultInjectingStore(InMemoryStore(), faults: [start + number: full])
            let harness = try await Harness.start(store)
            #expect(try await run(harness, repeating: true) == 1, "commit \(number)")
            #expect(try await sight(harness) == expected, "commit \(number)")
            await harness.kernel.stop()
        }
    }

    @Test func `a restart finds every resource as it was`() async throws {
        let store = InMemoryStore()
        let first = try await Harness.start(store)
        _ = try await run(first)
        let before = try await sight(first)
        await first.kernel.stop()
        let second = try await Harness.start(store.copy(), seed: 2)
        #expect(try await sight(second) == before)
        // Numbers go on where they were.
        let published = try await second.call(
            "UpdateStateMachine",
            ["stateMachineArn": .string(Self.machine), "roleArn": "third", "publish": true]
        )
        #expect(published["stateMachineVersionArn"]?.stringValue == "\(Self.machine):4")
        await second.kernel.stop()
    }
}
