import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepSNS

/// Random topics, subscriptions, policies and messages over a store that fails and processes that end, beside a simple model.
///
/// Whatever was acknowledged is in exactly the queues whose policy matches, once, and in order for each group of a FIFO topic; what was
/// not acknowledged is in all of them or in none.
struct TopicModelTests {
    /// SplitMix64.
    struct SeededGenerator: RandomNumberGenerator {
        private var state: UInt64

        init(seed: UInt64) {
            state = seed
        }

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return value ^ (value >> 31)
        }
    }

    /// What one subscription wants, as simply as it can be said.
    struct Wish {
        var kinds: [String]?
        var sizeAbove: Int?

        var policy: JSONValue? {
            var members: JSONObject = [:]
            if let kinds { members["kind"] = .array(kinds.map { .string($0) }) }
            if let sizeAbove { members["size"] = [["numeric": [">", .number(JSONNumber(sizeAbove))]]] }
            return members.isEmpty ? nil : .string(JSONValue.object(members).compactText)
        }

        func takes(_ message: Message) -> Bool {
            if let kinds, !kinds.contains(message.kind) { return false }
            if let sizeAbove, message.size <= sizeAbove { return false }
            return true
        }
    }

    struct Message {
        let number: Int
        let kind: String
        let size: Int
        let group: String
    }

    /// A subscription as the model knows it.
    struct Subscriber {
        let queue: String
        var wish: Wish
        var arn: JSONValue
    }

    struct Model {
        var subscribers: [String: [Subscriber]] = [:]
        /// For each queue, the messages that must be there, in the order in which they were published.
        var expected: [String: [Int]] = [:]
        /// For each message that was not acknowledged, the queues that get it if any does.
        var undecided: [Int: [String]] = [:]
        var groups: [Int: String] = [:]
    }

    @Test(arguments: 0..<24)
    func `every acknowledged message is in exactly the queues that want it`(world: Int) async throws {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        let disk = InMemoryStore()
        var runtime = try await Self.start(disk, &random)
        var model = Model()
        let topics = ["a", "b", "c.fifo"]
        for topic in topics {
            while true {
                let attributes: JSONObject = topic.hasSuffix(".fifo") ? ["FifoTopic": "true"] : [:]
                let request: JSONObject = ["Name": .string(topic), "Attributes": .object(attributes)]
                if await runtime.refusal("CreateTopic", request) == nil { break }
            }
        }
        for step in 0..<120 {
            let topic = topics.randomElement(using: &random) ?? "a"
            switch Int.random(in: 0..<20, using: &random) {
            case 0: runtime = try await Self.start(disk, &random)
            case 1, 2: await Self.subscribe(runtime, topic, step, &model, &random)
            case 3: await Self.change(runtime, topic, &model, &random)
            case 4: await Self.unsubscribe(runtime, topic, &model, &random)
            default: await Self.publish(runtime, topic, step, &model, &random)
            }
        }
        let last = try await TopicRuntime(store: disk, recordsQueues: true)
        try await Self.check(last, model, "seed \(seed)")
    }

    /// Begins a process on the disk, whose store fails now and then.
    private static func start(_ disk: InMemoryStore, _ random: inout SeededGenerator) async throws -> TopicRuntime {
        let start = try await TopicRuntime.commitsAtStart()
        var faults: [Int: FaultInjectingStore.Fault] = [:]
        for commit in (start + 2)..<(start + 200) where Int.random(in: 0..<8, using: &random) == 0 {
            faults[commit] = .failure(StoreError(.full, "The disk is full."))
        }
        return try await TopicRuntime(store: FaultInjectingStore(disk, faults: faults), recordsQueues: true)
    }

    private static func wish(_ random: inout SeededGenerator) -> Wish {
        Wish(
            kinds: Bool.random(using: &random)
                ? ["x", "y", "z"].filter { _ in Bool.random(using: &random) }.nonEmpty : nil,
            sizeAbove: Int.random(in: 0..<3, using: &random) == 0 ? Int.random(in: 0..<5, using: &random) : nil
        )
    }

    private static func arn(_ topic: String) -> JSONValue { .string("arn:aws:sns:us-east-1:000000000000:\(topic)") }

    private static func subscribe(
        _ runtime: TopicRuntime,
        _ topic: String,
        _ step: Int,
        _ model: inout Model,
        _ random: inout SeededGenerator
    ) async {
        let queue = "q\(step)" + (topic.hasSuffix(".fifo") ? ".fifo" : "")
        let wish = wish(&random)
        var attributes: JSONObject = ["RawMessageDelivery": "true"]
        attributes["FilterPolicy"] = wish.policy
        let request: JSONObject = [
            "TopicArn": arn(topic), "Protocol": "sqs",
            "Endpoint": .string("arn:aws:sqs:us-east-1:000000000000:\(queue)"), "Attributes": .object(attributes),
        ]
        guard let output = try? await runtime.call("Subscribe", request), let arn = output["SubscriptionArn"] else {
            return
        }
        model.subscribers[topic, default: []].append(Subscriber(queue: queue, wish: wish, arn: arn))
    }

    private static func change(
        _ runtime: TopicRuntime,
        _ topic: String,
        _ model: inout Model,
        _ random: inout SeededGenerator
    ) async {
        let count = model.subscribers[topic]?.count ?? 0
        guard count > 0 else { return }
        let position = Int.random(in: 0..<count, using: &random)
        let wish = wish(&random)
        let request: JSONObject = [
            "SubscriptionArn": model.subscribers[topic]?[position].arn ?? .null, "AttributeName": "FilterPolicy",
            "AttributeValue": wish.policy ?? "",
        ]
        if await runtime.refusal("SetSubscriptionAttributes", request) == nil {
            model.subscribers[topic]?[position].wish = wish
        }
    }

    private static func unsubscribe(
        _ runtime: TopicRuntime,
        _ topic: String,
        _ model: inout Model,
        _ random: inout SeededGenerator
    ) async {
        guard let subscriber = model.subscribers[topic]?.randomElement(using: &random) else { return }
        if await runtime.refusal("Unsubscribe", ["SubscriptionArn": subscriber.arn]) == nil {
            model.subscribers[topic]?.removeAll { $0.arn == subscriber.arn }
        }
    }

    /// Publishes a message, and where it was not acknowledged perhaps again, under the same id where the topic knows ids.
    private static func publish(
        _ runtime: TopicRuntime,
        _ topic: String,
        _ step: Int,
        _ model: inout Model,
        _ random: inout SeededGenerator
    ) async {
        let message = Message(
            number: step,
            kind: ["x", "y", "z"].randomElement(using: &random) ?? "x",
            size: Int.random(in: 0..<6, using: &random),
            group: "g\(Int.random(in: 0..<2, using: &random))"
        )
        model.groups[step] = message.group
        var request: JSONObject = [
            "TopicArn": arn(topic), "Message": .string("\(step)"),
            "MessageAttributes": [
                "kind": ["DataType": "String", "StringValue": .string(message.kind)],
                "size": ["DataType": "Number", "StringValue": .string("\(message.size)")],
            ],
        ]
        let isFIFO = topic.hasSuffix(".fifo")
        if isFIFO {
            request["MessageGroupId"] = .string(message.group)
            request["MessageDeduplicationId"] = .string("\(step)")
        }
        let queues = (model.subscribers[topic] ?? []).filter { $0.wish.takes(message) }.map(\.queue)
        var isAcknowledged = false
        for _ in 0..<(isFIFO ? 3 : 1) {
            // A FIFO topic is told everything twice: it must not matter.
            if await runtime.refusal("Publish", request) == nil { isAcknowledged = true }
        }
        if isAcknowledged {
            for queue in queues { model.expected[queue, default: []].append(step) }
        } else {
            model.undecided[step] = queues
        }
    }

    private static func check(_ runtime: TopicRuntime, _ model: Model, _ seed: Comment) async throws {
        var found: [String: [Int]] = [:]
        let queues = Set(model.expected.keys).union(model.undecided.values.joined())
            .union(model.subscribers.values.joined().map(\.queue))
        for queue in queues.sorted() {
            found[queue] = try await runtime.recorded(queue).compactMap {
                $0["MessageBody"]?.stringValue.flatMap { Int($0) }
            }
        }
        // A failed commit leaves nothing, so what was not acknowledged is nowhere.
        for (message, queues) in model.undecided {
            let holding = queues.filter { found[$0]?.contains(message) == true }
            #expect(holding.isEmpty, seed)
        }
        for queue in queues.sorted() {
            let expected = model.expected[queue] ?? []
            let all = found[queue] ?? []
            #expect(all.sorted() == expected.sorted(), seed)
            guard queue.hasSuffix(".fifo") else { continue }
            for group in ["g0", "g1"] {
                let ofGroup = { (numbers: [Int]) in numbers.filter { model.groups[$0] == group } }
                #expect(ofGroup(all) == ofGroup(expected), seed)
            }
        }
    }
}

extension Array {
    /// The array, unless it is empty.
    fileprivate var nonEmpty: [Element]? { isEmpty ? nil : self }
}
