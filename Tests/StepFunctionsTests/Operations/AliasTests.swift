import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepStepFunctions

struct AliasTests {
    private static let machine = "\(arnPrefix)stateMachine:machine"

    /// A runtime with a machine of three versions.
    private func harness(_ store: InMemoryStore = InMemoryStore(), seed: UInt64 = 1) async throws -> Harness {
        let harness = try await Harness.start(store, seed: seed)
        _ = try await harness.create(Definitions.pass)
        for comment in ["1", "2", "3"] {
            _ = try await harness.call(
                "UpdateStateMachine",
                [
                    "stateMachineArn": .string(Self.machine), "definition": .string(Definitions.pass(comment)),
                    "publish": true,
                ]
            )
        }
        return harness
    }

    private static func routes(_ pairs: (version: String, weight: Int)...) -> JSONValue {
        .array(
            pairs.map { pair in
                [
                    "stateMachineVersionArn": .string(machine + pair.version),
                    "weight": .number(JSONNumber(pair.weight)),
                ]
            }
        )
    }

    private static func alias(_ name: String, _ routes: JSONValue, description: String? = nil) -> JSONObject {
        var request: JSONObject = ["name": .string(name), "routingConfiguration": routes]
        if let description { request["description"] = .string(description) }
        return request
    }

    @Test func `an alias is made once, and not again with other routes or another description`() async throws {
        let harness = try await harness()
        let request = Self.alias("live", Self.routes((":1", 100)), description: "one")
        let first = try await harness.call("CreateStateMachineAlias", request)
        #expect(first == ["stateMachineAliasArn": .string("\(Self.machine):live"), "creationDate": .seconds(epoch)])
        harness.kernel.clock.advance(to: epoch.adding(milliseconds: 5))
        #expect(try await harness.call("CreateStateMachineAlias", request) == first)
        for other in [
            Self.alias("live", Self.routes((":1", 100)), description: "two"),
            Self.alias("live", Self.routes((":1", 50), (":2", 50)), description: "one"),
        ] {
            #expect(
                await harness.refusal("CreateStateMachineAlias", other)
                    == "ConflictException: Failed to create alias because an alias with the same name and a different routing "
                    + "configuration already exists."
            )
        }
        await harness.kernel.stop()
    }

    @Test(
        arguments: [
            (
                routes((":1", 50), (":1", 50)),
                "Routing configuration must contain distinct state machine version ARNs. Received: [\(machine):1, \(machine):1]"
            ),
            (
                routes(("", 70), (":2", 30)),
                "Routing configuration must contain state machine version ARNs. Received: [\(machine), \(machine):2]"
            ),
            (routes((":1", 70), (":2", 29)), "Sum of routing configuration weights must equal 100. Received: [70, 29]"),
            (
                routes((":1", 101)),
                "1 validation error detected: Value '101' at 'routingConfiguration.1.member.weight' failed to satisfy constraint: "
                    + "Member must have value less than or equal to 100"
            ),
            (
                routes((":1", 50), (":2", 30), (":3", 20)),
                "1 validation error detected: Value '[RoutingConfigurationListItem(stateMachineVersionArn=\(machine):1, weight=50), "
                    + "RoutingConfigurationListItem(stateMachineVersionArn=\(machine):2, weight=30), "
                    + "RoutingConfigurationListItem(stateMachineVersionArn=\(machine):3, weight=20)]' at 'routingConfiguration' "
                    + "failed to satisfy constraint: Member must have length less than or equal to 2"
            ),
            (
                [],
                "1 validation error detected: Value '[]' at 'routingConfiguration' failed to satisfy constraint: "
                    + "Member must have length greater than or equal to 1"
            ),
        ] as [(JSONValue, String)]
    )
    func `routes that are none are refused`(routes: JSONValue, message: String) async throws {
        let harness = try await harness()
        #expect(
            await harness.refusal("CreateStateMachineAlias", Self.alias("live", routes))
                == "ValidationException: \(message)"
        )
        await harness.kernel.stop()
    }

    @Test(arguments: ["123", "INVALID ALIAS", "!INVALID", "ALIAS@", "ü"])
    func `a name that is no alias's is refused`(name: String) async throws {
        let harness = try await harness()
        #expect(
            await harness.refusal("CreateStateMachineAlias", Self.alias(name, Self.routes((":1", 100))))
                == "ValidationException: 1 validation error detected: Value '\(name)' at 'name' failed to satisfy constraint: "
                + #"Member must satisfy regular expression pattern: ^(?=.*[a-zA-Z_\-\.])[a-zA-Z0-9_\-\.]+$"#
        )
        await harness.kernel.stop()
    }

    @Test func `an alias is led elsewhere, described and deleted`() async throws {
        let harness = try await harness()
        let arn = JSONValue.string("\(Self.machine):live")
        _ = try await harness.call("CreateStateMachineAlias", Self.alias("live", Self.routes((":1", 100))))
        harness.kernel.clock.advance(to: epoch.adding(milliseconds: 2000))
        let routes = Self.routes((":2", 90), (":3", 10))
        let updated = try await harness.call(
            "UpdateStateMachineAlias",
            ["stateMachineAliasArn": arn, "routingConfiguration": routes, "description": "canary"]
        )
        #expect(updated == ["updateDate": .seconds(epoch.adding(milliseconds: 2000))])
        #expect(
            try await harness.call("DescribeStateMachineAlias", ["stateMachineAliasArn": arn]) == [
                "stateMachineAliasArn": arn, "name": "live", "description": "canary", "routingConfiguration": routes,
                "creationDate": .seconds(epoch), "updateDate": .seconds(epoch.adding(milliseconds: 2000)),
            ]
        )
        for _ in 0..<2 {
            #expect(try await harness.call("DeleteStateMachineAlias", ["stateMachineAliasArn": arn]) == [:])
        }
        for operation in ["UpdateStateMachineAlias", "DescribeStateMachineAlias"] {
            #expect(
                await harness.refusal(operation, ["stateMachineAliasArn": arn, "description": "d"])
                    == "ResourceNotFound: Request references a resource that does not exist."
            )
        }
        await harness.kernel.stop()
    }

    @Test func `a version that an alias leads to is not deleted`() async throws {
        let harness = try await harness()
        let version: JSONObject = ["stateMachineVersionArn": .string("\(Self.machine):1")]
        for name in ["a", "b"] {
            _ = try await harness.call("CreateStateMachineAlias", Self.alias(name, Self.routes((":1", 100))))
        }
        #expect(
            await harness.refusal("DeleteStateMachineVersion", version)
                == "ConflictException: Version to be deleted must not be referenced by an alias. Current list of aliases "
                + "referencing this version: [a, b]"
        )
        for name in ["a", "b"] {
            _ = try await harness.call(
                "UpdateStateMachineAlias",
                [
                    "stateMachineAliasArn": .string("\(Self.machine):\(name)"),
                    "routingConfiguration": Self.routes((":2", 100)),
                ]
            )
        }
        #expect(await harness.refusal("DeleteStateMachineVersion", version) == nil)
        #expect(
            await harness.refusal("CreateStateMachineAlias", Self.alias("c", Self.routes((":1", 100))))
                == "ResourceNotFound: Request references a resource that does not exist."
        )
        await harness.kernel.stop()
    }

    @Test func `aliases are listed in pages, and by the version that they lead to`() async throws {
        let harness = try await harness()
        _ = try await harness.call("CreateStateMachineAlias", Self.alias("a", Self.routes((":1", 100))))
        _ = try await harness.call("CreateStateMachineAlias", Self.alias("b", Self.routes((":2", 100))))
        _ = try await harness.call("CreateStateMachineAlias", Self.alias("c", Self.routes((":1", 1), (":2", 99))))
        func pages(_ arn: String, _ size: JSONValue) async throws -> [[String]] {
            try await harness.pages(
                "ListStateMachineAliases",
                ["stateMachineArn": .string(arn), "maxResults": size],
                "stateMachineAliases",
                "stateMachineAliasArn"
            ).map { $0.map { String($0.suffix(1)) } }
        }
        #expect(try await pages(Self.machine, 2) == [["a", "b"], ["c"]])
        #expect(try await pages("\(Self.machine):1", 0) == [["a", "c"]])
        #expect(try await pages("\(Self.machine):3", 0) == [[]])
        await harness.kernel.stop()
    }

    @Test func `a machine has at most a hundred aliases`() async throws {
        let harness = try await harness()
        for number in 1...100 {
            _ = try await harness.call("CreateStateMachineAlias", Self.alias("a\(number)", Self.routes((":1", 100))))
        }
        #expect(
            await harness.refusal("CreateStateMachineAlias", Self.alias("more", Self.routes((":1", 100))))
                == "ServiceQuotaExceededException: The request would cause a service quota to be exceeded."
        )
        await harness.kernel.stop()
    }

    @Test func `executions through an alias are led by its weights, and keep version and alias`() async throws {
        let harness = try await harness()
        let alias = "\(Self.machine):live"
        _ = try await harness.call("CreateStateMachineAlias", Self.alias("live", Self.routes((":1", 75), (":2", 25))))
        var counts: [String: Int] = [:]
        for number in 0..<200 {
            let arn = try await harness.begin(alias, name: "run-\(number)")
            let described = try await harness.describe(arn)
            #expect(described["stateMachineAliasArn"]?.stringValue == alias)
            counts[described["stateMachineVersionArn"]?.stringValue ?? "none", default: 0] += 1
        }
        await harness.settle()
        #expect(Set(counts.keys) == ["\(Self.machine):1", "\(Self.machine):2"])
        #expect((120...180).contains(counts["\(Self.machine):1"] ?? 0), "\(counts)")
        let listed = try await harness.pages(
            "ListExecutions",
            ["stateMachineArn": .string(alias), "maxResults": 60],
            "executions",
            "name"
        )
        #expect(listed.map(\.count) == [60, 60, 60, 20])
        #expect(listed.flatMap { $0 } == (0..<200).reversed().map { "run-\($0)" })
        let first = try await harness.history("\(arnPrefix)execution:machine:run-0")[0]
        #expect(first["executionStartedEventDetails"]?["stateMachineAliasArn"]?.stringValue == alias)
        await harness.kernel.stop()
    }

    @Test(arguments: [(0, 1), (74, 1), (75, 2), (99, 2)])
    func `a draw falls on the route whose share it lies in`(draw: Int, version: Int) {
        let alias = AliasRecord(
            name: "live",
            routes: [AliasRecord.Route(version: 1, weight: 75), AliasRecord.Route(version: 2, weight: 25)],
            description: nil,
            createdAt: epoch
        )
        #expect(alias.version(for: draw) == version)
    }

    @Test func `a machine is described through an alias as most of its executions run it`() async throws {
        let harness = try await harness()
        _ = try await harness.call("CreateStateMachineAlias", Self.alias("live", Self.routes((":1", 10), (":2", 90))))
        let described = try await harness.call(
            "DescribeStateMachine",
            ["stateMachineArn": .string("\(Self.machine):live")]
        )
        #expect(described["definition"]?.stringValue == Definitions.pass("2"))
        #expect(described["stateMachineArn"]?.stringValue == "\(Self.machine):live")
        await harness.kernel.stop()
    }
}
