import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

struct PutEventsTests {
    private func runtime() async throws -> EventRuntime {
        let runtime = try await EventRuntime()
        try await runtime.createQueue("q")
        try await runtime.putRule(targets: [EventRuntime.queue("q")])
        return runtime
    }

    @Test func `a queue gets the event, byte for byte`() async throws {
        let runtime = try await runtime()
        let answer = try await runtime.put(EventRuntime.entry(#"{ "b": 1.50, "a": [true] }"#))
        let id = try #require(answer["Entries"]?[0]?["EventId"]?.stringValue)
        #expect(answer == ["FailedEntryCount": 0, "Entries": [["EventId": .string(id)]]])
        let expected =
            #"{"version":"0","id":"\#(id)","detail-type":"t","source":"app","account":"000000000000","#
            + #""time":"2025-01-01T00:00:00Z","region":"us-east-1","resources":[],"detail":{"b":1.50,"a":[true]}}"#
        #expect(try await runtime.bodies("q") == [expected])
    }

    @Test(arguments: [JSONValue.number(JSONNumber(1_600_000_000)), "2020-09-13T12:26:40Z"])
    func `an event has the time and the resources that it was put with`(time: JSONValue) async throws {
        let runtime = try await runtime()
        try await runtime.put(EventRuntime.entry("{}", ["Time": time, "Resources": ["arn:a", "b"]]))
        let event = try JSONValue.parse(try #require(try await runtime.bodies("q").first))
        #expect(event["time"] == "2020-09-13T12:26:40Z")
        #expect(event["resources"] == ["arn:a", "b"])
    }

    struct Refused: Sendable {
        let entry: JSONValue
        let code: String
        let message: String

        init(_ entry: JSONValue, _ code: String, _ message: String) {
            self.entry = entry
            self.code = code
            self.message = message
        }
    }

    static let refused: [Refused] = [
        Refused(
            ["DetailType": "t", "Detail": "{}"],
            "InvalidArgument",
            "Parameter Source is not valid. Reason: Source is a required argument."
        ),
        Refused(
            ["Source": "app", "Detail": "{}"],
            "InvalidArgument",
            "Parameter DetailType is not valid. Reason: DetailType is a required argument."
        ),
        Refused(
            ["Source": "app", "DetailType": "t"],
            "InvalidArgument",
            "Parameter Detail is not valid. Reason: Detail is a required argument."
        ),
        Refused(
            ["Source": "app", "DetailType": .string(String(repeating: "t", count: 129)), "Detail": "{}"],
            "InvalidArgument",
            "Parameter DetailType is not valid. Reason: DetailType is too long."
        ),
        Refused(EventRuntime.entry("nonsense"), "MalformedDetail", "Detail is malformed."),
        Refused(EventRuntime.entry("[1]"), "MalformedDetail", "Detail is malformed."),
        Refused(EventRuntime.entry("1"), "MalformedDetail", "Detail is malformed."),
        Refused(EventRuntime.entry(#""{\"a\":1}""#), "MalformedDetail", "Detail is malformed."),
        Refused(
            EventRuntime.entry("{}", ["Source": "aws.s3"]),
            "NotAuthorizedForSourceException",
            "Not authorized for the source."
        ),
    ]

    @Test(arguments: refused)
    func `an entry that is not taken keeps its place, and keeps no other back`(example: Refused) async throws {
        let runtime = try await runtime()
        let answer = try await runtime.put(EventRuntime.entry("{}"), example.entry, EventRuntime.entry(#"{"n":2}"#))
        #expect(answer["FailedEntryCount"] == 1)
        #expect(
            answer["Entries"]?[1]
                == ["ErrorCode": .string(example.code), "ErrorMessage": .string(example.message)]
        )
        #expect(answer["Entries"]?[2]?["EventId"] != nil)
        #expect(try await runtime.bodies("q").count == 2)
    }

    @Test func `an event for a bus that is not there gets an id and vanishes`() async throws {
        let runtime = try await runtime()
        let answer = try await runtime.put(EventRuntime.entry("{}", ["EventBusName": "nowhere"]))
        #expect(answer["Entries"]?[0]?["EventId"] != nil)
        #expect(try await runtime.bodies("q").isEmpty)
    }

    @Test func `an event goes to the bus that it names, by name or by ARN`() async throws {
        let runtime = try await runtime()
        try await runtime.createQueue("own")
        try await runtime.call("CreateEventBus", ["Name": "orders"])
        try await runtime.putRule(bus: "orders", targets: [EventRuntime.queue("own")])
        for bus in ["orders", EventRuntime.arn("events", "event-bus/orders")] {
            try await runtime.put(EventRuntime.entry("{}", ["EventBusName": .string(bus)]))
        }
        #expect(try await runtime.bodies("own").count == 2)
        #expect(try await runtime.bodies("q").isEmpty)
    }

    @Test func `too many entries are refused as a whole`() async throws {
        let runtime = try await runtime()
        let entries = Array(repeating: EventRuntime.entry(), count: 11)
        let error = await runtime.refusal("PutEvents", ["Entries": .array(entries)])
        #expect(error?.code == "ValidationException")
        #expect(error?.message.hasPrefix("1 validation error detected: Value '[PutEventsRequestEntry(") == true)
        #expect(
            error?.message.hasSuffix(
                "at 'entries' failed to satisfy constraint: Member must have length less than or equal to 10"
            ) == true
        )
        #expect(try await runtime.bodies("q").isEmpty)
    }

    @Test func `a request that is too large is refused as a whole`() async throws {
        let runtime = try await runtime()
        let half = EventRuntime.entry(#"{"a":"\#(String(repeating: "x", count: 524_288))"}"#)
        let error = await runtime.refusal("PutEvents", ["Entries": [half, half]])
        #expect(error?.message == "Total size of the entries in the request is over the limit.")
    }

    @Test func `each event is an effect, and what it brings about names it as its cause`() async throws {
        let runtime = try await runtime()
        let notices = try await runtime.notices { () async throws in
            try await runtime.put(EventRuntime.entry())
        }
        let put = try #require(notices.first { $0.event == "EventPut" })
        #expect(put.subject == "t")
        #expect(put.detail["source"] == "app")
        #expect(notices.first { $0.event == "MessageSent" }?.cause == put.effect)
    }

    @Test func `a commit that fails leaves neither the event nor what came of it`() async throws {
        let commits = try await Self.commitsBeforePut()
        let store = FaultInjectingStore(
            InMemoryStore(),
            faults: [commits + 1: .failure(StoreError(.full, "The disk is full."))]
        )
        let runtime = try await EventRuntime(store: store)
        try await runtime.createQueue("q")
        try await runtime.putRule(targets: [EventRuntime.queue("q")])
        let error = await runtime.refusal("PutEvents", ["Entries": [EventRuntime.entry()]])
        #expect(error?.isRetryable == true)
        #expect(try await runtime.bodies("q").isEmpty)
        try await runtime.put(EventRuntime.entry())
        #expect(try await runtime.bodies("q").count == 1)
    }

    private static func commitsBeforePut() async throws -> Int {
        let store = FaultInjectingStore(InMemoryStore(), faults: [:])
        let runtime = try await EventRuntime(store: store)
        try await runtime.createQueue("q")
        try await runtime.putRule(targets: [EventRuntime.queue("q")])
        return store.commits
    }

    @Test func `rules and targets outlive the process`() async throws {
        let store = InMemoryStore()
        let first = try await EventRuntime(store: store)
        try await first.createQueue("q")
        try await first.call("CreateEventBus", ["Name": "orders", "Tags": [["Key": "a", "Value": "b"]]])
        let target = EventRuntime.queue("q", ["InputPath": "$.detail.n"])
        try await first.putRule(bus: "orders", targets: [target])
        await first.kernel.stop()
        let second = try await EventRuntime(store: store)
        try await second.put(EventRuntime.entry(#"{"n":7}"#, ["EventBusName": "orders"]))
        #expect(try await second.bodies("q") == ["7"])
        let listed = try await second.call("ListTargetsByRule", ["Rule": "r", "EventBusName": "orders"])
        #expect(listed["Targets"] == [.object(target)])
    }
}
