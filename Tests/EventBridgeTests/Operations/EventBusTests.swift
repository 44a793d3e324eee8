import QuickstepJSON
import QuickstepServiceKit
import Testing

struct EventBusTests {
    private static let orders = JSONValue.string(EventRuntime.arn("events", "event-bus/orders"))

    @Test func `there is always a bus named default`() async throws {
        let runtime = try await EventRuntime()
        let bus: JSONObject = ["Name": "default", "Arn": .string(EventRuntime.arn("events", "event-bus/default"))]
        #expect(try await runtime.call("DescribeEventBus", [:]) == bus)
        #expect(try await runtime.call("ListEventBuses", [:]) == ["EventBuses": [.object(bus)]])
        #expect(
            await runtime.refusal("DeleteEventBus", ["Name": "default"])?.message == "Cannot delete event bus default."
        )
        let error = await runtime.refusal("CreateEventBus", ["Name": "default"])
        #expect(error?.code == "ResourceAlreadyExistsException")
    }

    @Test func `a bus is made, described, listed and deleted`() async throws {
        let runtime = try await EventRuntime()
        let made = try await runtime.call("CreateEventBus", ["Name": "orders", "Description": "all orders"])
        #expect(made == ["EventBusArn": Self.orders, "Description": "all orders"])
        let described = try await runtime.call("DescribeEventBus", ["Name": "orders"])
        #expect(
            described == [
                "Name": "orders", "Arn": Self.orders, "Description": "all orders",
                "CreationTime": .number(try #require(JSONNumber(literal: "1735689600.123"))),
                "LastModifiedTime": .number(try #require(JSONNumber(literal: "1735689600.123"))),
            ]
        )
        #expect(try await runtime.call("DescribeEventBus", ["Name": Self.orders]) == described)
        let listed = try await runtime.call("ListEventBuses", ["NamePrefix": "or"])
        #expect(listed == ["EventBuses": [.object(described)]])
        try await runtime.call("DeleteEventBus", ["Name": "orders"])
        try await runtime.call("DeleteEventBus", ["Name": "orders"])
        let error = await runtime.refusal("DescribeEventBus", ["Name": "orders"])
        #expect(error?.code == "ResourceNotFoundException")
        #expect(error?.message == "Event bus orders does not exist.")
    }

    @Test func `buses are listed by name, a page at a time`() async throws {
        let runtime = try await EventRuntime()
        for name in ["zebra", "apple"] { try await runtime.call("CreateEventBus", ["Name": .string(name)]) }
        var names: [String] = []
        var parameters: JSONObject = ["Limit": 1]
        repeat {
            let page = try await runtime.call("ListEventBuses", parameters)
            names += (page["EventBuses"]?.arrayValue ?? []).compactMap { $0["Name"]?.stringValue }
            parameters["NextToken"] = page["NextToken"]
        } while parameters["NextToken"] != nil
        #expect(names == ["apple", "default", "zebra"])
    }

    @Test func `a bus belongs to its account and Region`() async throws {
        let runtime = try await EventRuntime()
        let other = Scope(account: "111111111111", region: "eu-west-1")
        try await runtime.call("CreateEventBus", ["Name": "orders"], scope: other)
        #expect(await runtime.refusal("DescribeEventBus", ["Name": "orders"])?.code == "ResourceNotFoundException")
        #expect(try await runtime.call("ListEventBuses", [:])["EventBuses"]?.arrayValue?.count == 1)
        let arn = JSONValue.string(ARN(service: "events", scope: other, resource: "event-bus/orders").description)
        let calls: [(String, JSONObject)] = [
            ("DescribeEventBus", ["Name": arn]), ("DeleteEventBus", ["Name": arn]),
            ("PutRule", ["Name": "r", "EventBusName": arn, "EventPattern": #"{"a":[1]}"#]),
            ("TagResource", ["ResourceARN": arn, "Tags": []]),
        ]
        for (operation, parameters) in calls {
            #expect(await runtime.refusal(operation, parameters)?.code == "ResourceNotFoundException", "\(operation)")
        }
    }

    struct Refused: Sendable {
        let operation: String
        let parameters: JSONObject
        let code: String
        let message: String

        init(_ operation: String, _ parameters: JSONObject, _ code: String, _ message: String) {
            self.operation = operation
            self.parameters = parameters
            self.code = code
            self.message = message
        }
    }

    static let refused: [Refused] = [
        Refused(
            "CreateEventBus",
            ["Name": "orders"],
            "ResourceAlreadyExistsException",
            "Event bus orders already exists."
        ),
        Refused(
            "CreateEventBus",
            ["Name": "a/b"],
            "ValidationException",
            "Event bus name must not contain '/'."
        ),
        Refused(
            "CreateEventBus",
            ["Name": "a b"],
            "ValidationException",
            "1 validation error detected: Value 'a b' at 'name' failed to satisfy constraint: "
                + #"Member must satisfy regular expression pattern: [/\.\-_A-Za-z0-9]+"#
        ),
        Refused(
            "CreateEventBus",
            [:],
            "ValidationException",
            "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null"
        ),
        Refused(
            "CreateEventBus",
            ["Name": "b", "EventSourceName": "aws.partner/x"],
            "ValidationException",
            "Quickstep does not support EventSourceName of an event bus."
        ),
        Refused(
            "DeleteEventBus",
            ["Name": "orders"],
            "ValidationException",
            "Event bus orders can't be deleted since it has rules."
        ),
        Refused(
            "CreateArchive",
            ["ArchiveName": "a"],
            "UnknownOperationException",
            "Quickstep does not support the operation events:CreateArchive."
        ),
        Refused(
            "ListEventBuses",
            ["NextToken": "!"],
            "ValidationException",
            "The NextToken is none of this list."
        ),
    ]

    @Test(arguments: refused)
    func `what a bus cannot be is refused with the reason`(example: Refused) async throws {
        let runtime = try await EventRuntime()
        try await runtime.call("CreateEventBus", ["Name": "orders"])
        try await runtime.putRule(bus: "orders", targets: [EventRuntime.queue("q")])
        let error = await runtime.refusal(example.operation, example.parameters)
        #expect(error?.code == example.code)
        #expect(error?.message == example.message)
    }

    @Test func `buses and rules have tags`() async throws {
        let runtime = try await EventRuntime()
        try await runtime.call("CreateEventBus", ["Name": "orders", "Tags": [["Key": "a", "Value": "1"]]])
        try await runtime.call(
            "PutRule",
            [
                "Name": "r", "EventPattern": #"{"source":["a"]}"#, "EventBusName": "orders",
                "Tags": [["Key": "a", "Value": "1"]],
            ]
        )
        let rule = EventRuntime.arn("events", "rule/orders/r")
        let arns = [EventRuntime.arn("events", "event-bus/orders"), rule].map { JSONValue.string($0) }
        for arn in arns {
            let tags: JSONValue = [["Key": "b", "Value": "2"], ["Key": "a", "Value": "3"]]
            try await runtime.call("TagResource", ["ResourceARN": arn, "Tags": tags])
            let listed = try await runtime.call("ListTagsForResource", ["ResourceARN": arn])
            #expect(listed == ["Tags": [["Key": "a", "Value": "3"], ["Key": "b", "Value": "2"]]])
            try await runtime.call("UntagResource", ["ResourceARN": arn, "TagKeys": ["a", "c"]])
            let left = try await runtime.call("ListTagsForResource", ["ResourceARN": arn])
            #expect(left == ["Tags": [["Key": "b", "Value": "2"]]])
        }
        let missing = EventRuntime.arn("events", "rule/nothing")
        let error = await runtime.refusal("ListTagsForResource", ["ResourceARN": .string(missing)])
        #expect(error?.message == "Rule nothing does not exist on EventBus default.")
    }
}
