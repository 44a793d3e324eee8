import Quickstep

/// How many messages go through a queue in a second: each is sent, received and deleted.
enum QueueMessages {
    static let benchmarks = [durable]

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
            let request = ServiceRequest(service: "sqs", operation: "CreateQueue", parameters: ["QueueName": "orders"])
            _ = try await runtime.call(request)
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
            let bodies = Set(received.compactMap { $0 })
            guard bodies.count == messages else {
                throw WrongOutcome(expected: "\(messages) messages, each once", found: "\(bodies.count)")
            }
            return Sample(time)
        }
    }
}
