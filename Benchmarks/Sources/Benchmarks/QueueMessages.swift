import Quickstep

/// How many messages go through a queue in a second: each is sent, received and deleted.
enum QueueMessages {
    static let benchmarks = [durable, batches, alone]

    private static let messages = 10_000
    private static let clients = 256

    private static let durable = Benchmark(
        name: "messages sent, received and deleted by \(clients) clients, durable",
        amount: messages,
        unit: "messages",
        yardsticks: [SameWrites.yardstick],
        budget: .rate(10_000)
    ) { counter in
        try await withDurableRuntime(counting: counter) { runtime in
            try await runtime.createOrders()
            let queue = runtime.queues["orders"]
            let (received, time) = try await measured {
                try await atOnce(clients, times: messages) { number in
                    try await queue.send("order \(number)")
                    // Whoever has sent one finds one, be it another's.
                    let message = try await queue.receive().first
                    try await message?.delete()
                    return message?.body
                }
            }
            try check(received.compactMap { $0 })
            return Sample(time)
        }
    }

    /// The same in batches of ten: three requests for ten messages.
    private static let batches = Benchmark(
        name: "messages in batches of ten by \(batchClients) clients, durable",
        amount: messages,
        unit: "messages",
        yardsticks: [SameWrites.yardstick],
        budget: .rate(10_000)
    ) { counter in
        try await withDurableRuntime(counting: counter) { runtime in
            try await runtime.createOrders()
            let (received, time) = try await measured {
                try await atOnce(batchClients, times: messages / 10) { number in
                    try await runtime.cycle((0..<10).map { "order \(number * 10 + $0)" })
                }
            }
            try check(received.flatMap { $0 })
            return Sample(time)
        }
    }

    private static let batchClients = 32

    /// One client, one message after the other: three commits that nobody shares.
    private static let alone = Benchmark(
        name: "messages sent, received and deleted by one client, durable",
        amount: 500,
        unit: "messages",
        yardsticks: [SameWrites.yardstick],
        budget: nil
    ) { counter in
        try await withDurableRuntime(counting: counter) { runtime in
            try await runtime.createOrders()
            let queue = runtime.queues["orders"]
            let (received, time) = try await measured {
                try await atOnce(1, times: 500) { number in
                    try await queue.send("order \(number)")
                    let message = try await queue.receive().first
                    try await message?.delete()
                    return message?.body
                }
            }
            try check(received.compactMap { $0 }, count: 500)
            return Sample(time)
        }
    }

    private static func check(_ bodies: [String], count: Int = messages) throws {
        let found = Set(bodies).count
        guard found == count else { throw WrongOutcome(expected: "\(count) messages, each once", found: "\(found)") }
    }
}

extension Runtime {
    fileprivate func createOrders() async throws {
        _ = try await sqs("CreateQueue", ["QueueName": "orders"])
    }

    /// Sends messages, receives as many, deletes those, and answers what they said.
    fileprivate func cycle(_ bodies: [String]) async throws -> [String] {
        let entries = bodies.enumerated().map { number, body in
            JSONValue.object(["Id": .string("\(number)"), "MessageBody": .string(body)])
        }
        _ = try await sqs("SendMessageBatch", ["QueueUrl": "orders", "Entries": .array(entries)])
        let received = try await sqs("ReceiveMessage", ["QueueUrl": "orders", "MaxNumberOfMessages": 10])
        let messages = received["Messages"]?.arrayValue ?? []
        let handles = messages.enumerated().map { number, message in
            JSONValue.object(["Id": .string("\(number)"), "ReceiptHandle": message["ReceiptHandle"] ?? .null])
        }
        _ = try await sqs("DeleteMessageBatch", ["QueueUrl": "orders", "Entries": .array(handles)])
        return messages.compactMap { $0["Body"]?.stringValue }
    }

    private func sqs(_ operation: String, _ parameters: JSONObject) async throws -> JSONObject {
        try await call(ServiceRequest(service: "sqs", operation: operation, parameters: parameters))
    }
}
