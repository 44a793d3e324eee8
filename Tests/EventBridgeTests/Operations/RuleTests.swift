import QuickstepJSON
import QuickstepServiceKit
import Testing

struct RuleTests {
    private static let pattern = #"{"source": ["app"]}"#

    @Test func `a rule is made, described, listed and deleted`() async throws {
        let runtime = try await EventRuntime()
        let arn = JSONValue.string(EventRuntime.arn("events", "rule/r"))
        let made = try await runtime.call(
            "PutRule",
            [
                "Name": "r", "EventPattern": .string(Self.pattern), "Description": "d", "RoleArn": "role",
                // Recorded: the empty text is no schedule.
                "ScheduleExpression": "",
            ]
        )
        #expect(made == ["RuleArn": arn])
        var rule: JSONObject = [
            "Name": "r", "Arn": arn, "EventPattern": .string(Self.pattern), "State": "ENABLED", "Description": "d",
            "RoleArn": "role", "EventBusName": "default",
        ]
        #expect(try await runtime.call("ListRules", ["NamePrefix": "r"]) == ["Rules": [.object(rule)]])
        #expect(try await runtime.call("ListRules", ["NamePrefix": "x"]) == ["Rules": []])
        rule["CreatedBy"] = "000000000000"
        #expect(try await runtime.call("DescribeRule", ["Name": "r"]) == rule)
        try await runtime.call("DeleteRule", ["Name": "r"])
        try await runtime.call("DeleteRule", ["Name": "r"])
        let error = await runtime.refusal("DescribeRule", ["Name": "r"])
        #expect(error?.code == "ResourceNotFoundException")
        #expect(error?.message == "Rule r does not exist on EventBus default.")
    }

    @Test func `putting a rule again sets all of it anew but its targets and tags`() async throws {
        let runtime = try await EventRuntime()
        let first: JSONObject = [
            "Name": "r", "EventPattern": .string(Self.pattern), "Description": "d", "State": "DISABLED",
            "Tags": [["Key": "a", "Value": "1"]],
        ]
        try await runtime.call("PutRule", first)
        try await runtime.putTargets("r", [EventRuntime.queue("q")])
        let again: JSONObject = [
            "Name": "r", "EventPattern": #"{"source":["b"]}"#, "Tags": [["Key": "b", "Value": "2"]],
        ]
        try await runtime.call("PutRule", again)
        let described = try await runtime.call("DescribeRule", ["Name": "r"])
        #expect(described["State"] == "ENABLED")
        #expect(described["Description"] == nil)
        #expect(described["EventPattern"] == #"{"source":["b"]}"#)
        let arn = JSONValue.string(EventRuntime.arn("events", "rule/r"))
        let tags = try await runtime.call("ListTagsForResource", ["ResourceARN": arn])
        #expect(tags == ["Tags": [["Key": "a", "Value": "1"]]])
        let targets = try await runtime.call("ListTargetsByRule", ["Rule": "r"])
        #expect(targets["Targets"]?.arrayValue?.count == 1)
    }

    @Test func `targets are put, replaced, listed and removed`() async throws {
        let runtime = try await EventRuntime()
        try await runtime.putRule(targets: [EventRuntime.queue("a", id: "1"), EventRuntime.queue("b", id: "2")])
        try await runtime.putRule("s", targets: [EventRuntime.queue("c", id: "1")])
        try await runtime.putTargets("r", [EventRuntime.queue("c", id: "2", ["Input": "{}"])])
        let listed = try await runtime.call("ListTargetsByRule", ["Rule": "r"])
        #expect(
            listed == [
                "Targets": [
                    .object(EventRuntime.queue("a", id: "1")),
                    .object(EventRuntime.queue("c", id: "2", ["Input": "{}"])),
                ]
            ]
        )
        func rules(_ queue: String) async throws -> JSONObject {
            let arn = JSONValue.string(EventRuntime.arn("sqs", queue))
            return try await runtime.call("ListRuleNamesByTarget", ["TargetArn": arn])
        }
        #expect(try await rules("c") == ["RuleNames": ["r", "s"]])
        #expect(try await rules("b") == ["RuleNames": []])
        let removed = try await runtime.call("RemoveTargets", ["Rule": "r", "Ids": ["2", "9"]])
        #expect(removed["FailedEntryCount"] == 1)
        #expect(
            removed["FailedEntries"] == [
                [
                    "TargetId": "9", "ErrorCode": "ResourceNotFoundException",
                    "ErrorMessage": "Rule 'r' does not have a target with the Id '9'.",
                ]
            ]
        )
        #expect(try await rules("c") == ["RuleNames": ["s"]])
    }

    @Test func `more targets than a rule may have are refused together`() async throws {
        let runtime = try await EventRuntime()
        try await runtime.putRule(targets: (1...4).map { EventRuntime.queue("q", id: "\($0)") })
        let more: JSONValue = .array((5...6).map { .object(EventRuntime.queue("q", id: "\($0)")) })
        let error = await runtime.refusal("PutTargets", ["Rule": "r", "Targets": more])
        #expect(error?.code == "LimitExceededException")
        #expect(error?.message == "The requested resource exceeds the maximum number allowed.")
        let listed = try await runtime.call("ListTargetsByRule", ["Rule": "r"])
        #expect(listed["Targets"]?.arrayValue?.count == 4)
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

        /// A target that is refused.
        init(target: JSONObject, _ message: String) {
            self.init("PutTargets", ["Rule": "r", "Targets": [.object(target)]], "ValidationException", message)
        }
    }

    static let refused: [Refused] = [
        Refused(
            "PutRule",
            ["Name": "s"],
            "ValidationException",
            "Parameter(s) EventPattern or ScheduleExpression must be specified."
        ),
        Refused(
            "PutRule",
            ["Name": "s", "ScheduleExpression": "rate(1 minute)"],
            "ValidationException",
            "Quickstep does not support ScheduleExpression of a rule yet; a rule has an EventPattern."
        ),
        Refused(
            "PutRule",
            ["Name": "s", "ScheduleExpression": "rate(1 minute)", "EventBusName": "orders"],
            "ValidationException",
            "ScheduleExpression is supported only on the default event bus."
        ),
        Refused(
            "PutRule",
            ["Name": "s", "EventPattern": "[]"],
            "InvalidEventPatternException",
            "Event pattern is not valid. Reason: Filter is not an object"
        ),
        Refused(
            "PutRule",
            ["Name": "s", "EventPattern": #"{"a":"x"}"#],
            "InvalidEventPatternException",
            #"Event pattern is not valid. Reason: "a" must be an object or an array"#
        ),
        Refused(
            "PutRule",
            ["Name": "s", "EventPattern": #"{"a":["x"]}"#, "EventBusName": "nowhere"],
            "ResourceNotFoundException",
            "Event bus nowhere does not exist."
        ),
        Refused(
            "PutRule",
            ["Name": "s", "EventPattern": #"{"a":["x"]}"#, "State": "ON"],
            "ValidationException",
            "1 validation error detected: Value 'ON' at 'state' failed to satisfy constraint: Member must satisfy enum "
                + "value set: [ENABLED, DISABLED, ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS]"
        ),
        Refused(
            "PutRule",
            ["Name": .string(String(repeating: "n", count: 65)), "EventPattern": #"{"a":["x"]}"#],
            "ValidationException",
            "1 validation error detected: Value '\(String(repeating: "n", count: 65))' at 'name' failed to satisfy "
                + "constraint: Member must have length less than or equal to 64"
        ),
        Refused("DeleteRule", ["Name": "r"], "ValidationException", "Rule can't be deleted since it has targets."),
        Refused(
            "DisableRule",
            ["Name": "x"],
            "ResourceNotFoundException",
            "Rule x does not exist on EventBus default."
        ),
        Refused(
            "PutTargets",
            ["Rule": "x", "Targets": [.object(EventRuntime.queue("q"))]],
            "ResourceNotFoundException",
            "Rule x does not exist on EventBus default."
        ),
        Refused(
            target: ["Id": "1", "Arn": "nonsense"],
            "Parameter nonsense is not valid. Reason: Provided Arn is not in correct format."
        ),
        Refused(
            target: EventRuntime.queue("q.fifo"),
            "Parameter(s) MessageGroupId must be specified for target: 1."
        ),
        Refused(
            target: EventRuntime.queue("q", ["SqsParameters": ["MessageDeduplicationId": "d"]]),
            "Quickstep does not support MessageDeduplicationId of SqsParameters."
        ),
        Refused(
            target: ["Id": "1", "Arn": "arn:aws:kinesis:us-east-1:000000000000:stream/s"],
            "Quickstep does not support the target 'arn:aws:kinesis:us-east-1:000000000000:stream/s'; a rule leads to a "
                + "queue, a topic, a function, a state machine or another event bus."
        ),
        Refused(
            target: EventRuntime.queue("q", ["HttpParameters": [:]]),
            "Quickstep does not support HttpParameters of a target."
        ),
        Refused(
            target: EventRuntime.queue("q", ["DeadLetterConfig": ["Arn": "x"]]),
            "The dead-letter queue 'x' must be the ARN of a standard queue."
        ),
        Refused(
            target: EventRuntime.queue("q", ["RetryPolicy": ["MaximumRetryAttempts": 186]]),
            "1 validation error detected: Value '186' at 'maximumRetryAttempts' failed to satisfy constraint: Member must "
                + "have value less than or equal to 185"
        ),
        Refused(
            target: ["Id": "1", "Arn": .string(EventRuntime.arn("events", "event-bus/b")), "Input": "{}"],
            "Quickstep does not support Input, InputPath and InputTransformer for a target that is an event bus."
        ),
    ]

    @Test(arguments: refused)
    func `what a rule cannot be is refused with the reason`(example: Refused) async throws {
        let runtime = try await EventRuntime()
        try await runtime.call("CreateEventBus", ["Name": "orders"])
        try await runtime.putRule(targets: [EventRuntime.queue("q")])
        let error = await runtime.refusal(example.operation, example.parameters)
        #expect(error?.code == example.code)
        #expect(error?.message == example.message)
    }

    // MARK: Trying patterns

    private static let event =
        #"{"id":"1","account":"0","source":"s","time":"t","region":"r","detail-type":"d","detail":{"a":5}}"#

    @Test(arguments: [(#"{"detail":{"a":[{"numeric":[">",1]}]}}"#, true), (#"{"detail":{"a":[4]}}"#, false)])
    func `a pattern can be tried on an event`(pattern: String, matches: Bool) async throws {
        let runtime = try await EventRuntime()
        let parameters: JSONObject = ["Event": .string(Self.event), "EventPattern": .string(pattern)]
        #expect(try await runtime.call("TestEventPattern", parameters) == ["Result": .bool(matches)])
    }

    @Test(arguments: [
        ("nonsense", "Parameter Event is not valid. Reason: It is no JSON object."),
        (#"{"id":"1"}"#, "Parameter Event is not valid. Reason: It has no text named account."),
    ])
    func `what is no event is not tried`(event: String, message: String) async throws {
        let runtime = try await EventRuntime()
        let parameters: JSONObject = ["Event": .string(event), "EventPattern": #"{"a":[1]}"#]
        #expect(await runtime.refusal("TestEventPattern", parameters)?.message == message)
    }
}
