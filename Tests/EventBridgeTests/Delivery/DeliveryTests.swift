import QuickstepJSON
import QuickstepServiceKit
import Testing

struct DeliveryTests {
    @Test func `each kind of target gets the event in its own way`() async throws {
        let runtime = try await EventRuntime()
        try await runtime.createQueue("q")
        try await runtime.createQueue("subscriber")
        try await runtime.call("CreateTopic", ["Name": "t"], service: "sns")
        let topic = EventRuntime.arn("sns", "t")
        let subscription: JSONObject = [
            "TopicArn": .string(topic), "Protocol": "sqs", "Endpoint": .string(EventRuntime.arn("sqs", "subscriber")),
            "Attributes": ["RawMessageDelivery": "true"],
        ]
        try await runtime.call("Subscribe", subscription, service: "sns")
        let function = EventRuntime.arn("lambda", "function:f")
        let machine = EventRuntime.arn("states", "stateMachine:m")
        try await runtime.putRule(
            targets: [
                EventRuntime.queue("q"), ["Id": "2", "Arn": .string(topic)], ["Id": "3", "Arn": .string(function)],
                ["Id": "4", "Arn": .string(machine), "RoleArn": "arn:aws:iam::000000000000:role/r"],
            ]
        )
        try await runtime.put(EventRuntime.entry(#"{"n":1}"#))
        let text = try #require(try await runtime.bodies("q").first)
        #expect(try await runtime.bodies("subscriber") == [text])
        let event = try JSONValue.parse(text)
        #expect(event["detail"] == ["n": 1])
        #expect(
            try await runtime.requests() == [
                [
                    "operation": "lambda:Invoke",
                    "parameters": ["FunctionName": .string(function), "InvocationType": "Event", "Payload": event],
                    "cause": true,
                ],
                [
                    "operation": "states:StartExecution",
                    "parameters": ["stateMachineArn": .string(machine), "input": .string(text)],
                    "cause": true,
                ],
            ]
        )
    }

    @Test func `only enabled rules whose pattern matches get an event`() async throws {
        let runtime = try await EventRuntime()
        for queue in ["mine", "other", "off"] { try await runtime.createQueue(queue) }
        try await runtime.putRule("mine", targets: [EventRuntime.queue("mine")])
        try await runtime.putRule("other", source: "b", targets: [EventRuntime.queue("other")])
        try await runtime.putRule("off", targets: [EventRuntime.queue("off")])
        try await runtime.call("DisableRule", ["Name": "off"])
        try await runtime.put(EventRuntime.entry())
        #expect(try await runtime.bodies("mine").count == 1)
        #expect(try await runtime.bodies("other").isEmpty)
        #expect(try await runtime.bodies("off").isEmpty)
        try await runtime.call("EnableRule", ["Name": "off"])
        try await runtime.put(EventRuntime.entry())
        #expect(try await runtime.bodies("off").count == 1)
    }

    @Test func `an event is forwarded to another bus once, and no further`() async throws {
        let runtime = try await EventRuntime()
        func bus(_ name: String) -> JSONObject {
            ["Id": "next", "Arn": .string(EventRuntime.arn("events", "event-bus/\(name)"))]
        }
        for name in ["second", "third"] {
            try await runtime.createQueue(name)
            try await runtime.call("CreateEventBus", ["Name": .string(name)])
        }
        try await runtime.putRule(targets: [bus("second")])
        try await runtime.putRule(bus: "second", targets: [EventRuntime.queue("second"), bus("third")])
        try await runtime.putRule(bus: "third", targets: [EventRuntime.queue("third"), bus("third")])
        try await runtime.put(EventRuntime.entry())
        #expect(try await runtime.bodies("second").count == 1)
        #expect(try await runtime.bodies("third").isEmpty)
        // Put on it directly, the event comes back to the same bus once.
        try await runtime.put(EventRuntime.entry("{}", ["EventBusName": "third"]))
        #expect(try await runtime.bodies("third").count == 2)
    }

    struct Missing: Sendable {
        let arn: String
        let code: String
        let message: String

        init(_ arn: String, _ code: String, _ message: String) {
            self.arn = arn
            self.code = code
            self.message = message
        }
    }

    static let missing: [Missing] = [
        Missing(EventRuntime.arn("sqs", "gone"), "NO_RESOURCE", "The specified queue does not exist."),
        Missing(EventRuntime.arn("sns", "gone"), "NO_RESOURCE", "Topic does not exist"),
        Missing(
            EventRuntime.arn("lambda", "function:gone"),
            "NO_RESOURCE",
            "\(EventRuntime.arn("lambda", "function:gone")) is not there"
        ),
        Missing(
            EventRuntime.arn("states", "stateMachine:gone"),
            "NO_RESOURCE",
            "\(EventRuntime.arn("states", "stateMachine:gone")) is not there"
        ),
    ]

    @Test(arguments: missing)
    func `what a target does not take goes to its dead-letter queue`(example: Missing) async throws {
        let runtime = try await EventRuntime()
        try await runtime.createQueue("dead")
        let letters: JSONValue = ["Arn": .string(EventRuntime.arn("sqs", "dead"))]
        try await runtime.putRule(
            targets: [
                ["Id": "1", "Arn": .string(example.arn), "DeadLetterConfig": letters, "Input": "{}"]
            ]
        )
        let answer = try await runtime.put(EventRuntime.entry(#"{"n":1}"#))
        #expect(answer["FailedEntryCount"] == 0)
        let letter = try #require(try await runtime.received("dead").first)
        // The letter holds the event, not what was made of it for the target.
        #expect(try JSONValue.parse(letter["Body"]?.stringValue ?? "")["detail"] == ["n": 1])
        let attributes = try #require(letter["MessageAttributes"]?.objectValue)
        let values = attributes.mapValues { $0["StringValue"] ?? .null }
        #expect(values["RULE_ARN"] == .string(EventRuntime.arn("events", "rule/r")))
        #expect(values["TARGET_ARN"] == .string(example.arn))
        #expect(values["ERROR_CODE"] == .string(example.code))
        #expect(values["ERROR_MESSAGE"]?.stringValue?.contains(example.message) == true, "\(values)")
        #expect(values["RETRY_ATTEMPTS"] == "0")
        #expect(attributes.allSatisfy { $0.value["DataType"] == "String" })
    }

    @Test(arguments: [[:], ["DeadLetterConfig": ["Arn": .string(EventRuntime.arn("sqs", "gone"))]]] as [JSONObject])
    func `without a dead-letter queue the event is dropped, and others are delivered`(more: JSONObject) async throws {
        let runtime = try await EventRuntime()
        try await runtime.createQueue("q")
        try await runtime.putRule(targets: [EventRuntime.queue("gone", id: "0", more), EventRuntime.queue("q")])
        let notices = try await runtime.notices { () async throws in
            #expect(try await runtime.put(EventRuntime.entry())["FailedEntryCount"] == 0)
            #expect(try await runtime.bodies("q").count == 1)
        }
        let failed = try #require(notices.first { $0.event == "DeliveryFailed" })
        #expect(failed.subject == "r")
        #expect(failed.detail["isKept"] == false)
        #expect(failed.detail["target"] == .string(EventRuntime.arn("sqs", "gone")))
    }

    @Test func `a delivery that cannot be made now takes the request with it, to be repeated`() async throws {
        let runtime = try await EventRuntime()
        try await runtime.createQueue("q")
        try await runtime.putRule(
            targets: [
                EventRuntime.queue("q"), ["Id": "2", "Arn": .string(EventRuntime.arn("lambda", "function:busy"))],
            ]
        )
        #expect(await runtime.refusal("PutEvents", ["Entries": [EventRuntime.entry()]]) == .throttled())
        #expect(try await runtime.bodies("q").isEmpty)
    }
}
