import Quickstep

/// How many commits there are in a second where nobody shares one: messages are sent one after the other.
enum SingleCommits {
    static let benchmarks = [durable]

    private static let messages = 500

    private static let durable = Benchmark(
        name: "commits one after the other, each of a message sent (p50 of \(messages))",
        amount: 1,
        unit: "commits",
        yardsticks: [SameWrites.oneCommit, ForcedWrite.yardstick],
        budget: nil
    ) { counter in
        let sample = try await withDurableRuntime(counting: counter) { runtime in
            let request = ServiceRequest(service: "sqs", operation: "CreateQueue", parameters: ["QueueName": "orders"])
            _ = try await runtime.call(request)
            let queue = runtime.queues["orders"]
            let body = String(repeating: "q", count: 500)
            var times: [Duration] = []
            for _ in 0..<messages { times.append(try await measured { try await queue.send(body) }.1) }
            return Sample(of: times)
        }
        if let writes = sample.writes, writes.commits < messages {
            throw WrongOutcome(expected: "a commit for each message", found: "\(writes.commits)")
        }
        return sample
    }
}
