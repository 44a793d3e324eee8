import Quickstep

/// How many messages a topic is told in a second, and every subscribed queue has in the same commit.
enum TopicFanOut {
    static let benchmarks = [fanOut(to: 10, publishes: 3000), fanOut(to: 100, publishes: 300), filtering]

    private static let clients = 64

    private static func fanOut(to queues: Int, publishes: Int) -> Benchmark {
        Benchmark(
            name: "publishes to \(queues) queues by \(clients) clients, durable",
            amount: publishes,
            unit: "publishes",
            yardsticks: [SameWrites.yardstick],
            budget: queues == 10 ? .rate(3000) : nil
        ) { counter in
            try await withDurableRuntime(counting: counter) { runtime in
                let topic = try await runtime.topic(with: (0..<queues).map { ("q\($0)", nil) })
                let (_, time) = try await measured {
                    try await atOnce(clients, times: publishes) { number in
                        try await topic.publish("message \(number)")
                    }
                }
                for queue in ["q0", "q\(queues - 1)"] { try await runtime.expect(publishes, in: queue) }
                return Sample(time)
            }
        }
    }

    private static let policies = 1000
    private static let filtered = 2000

    /// Of a thousand subscriptions with policies of their own, each message is for one.
    private static let filtering = Benchmark(
        name: "publishes past \(policies) filter policies by \(clients) clients, in memory",
        amount: filtered,
        unit: "publishes",
        yardsticks: [JSONRoundTrip.yardstick],
        budget: nil
    ) { _ in
        try await withRuntime(.memory) { runtime in
            let topic = try await runtime.topic(
                with: (0..<policies).map { number in
                    // Two queues will do: what is measured is the choice among the policies.
                    let policy =
                        #"{"customer": ["c\#(number)"], "region": [{"prefix": "eu-"}, {"anything-but": "test"}]}"#
                    return (number == policies / 2 ? "chosen" : "others-\(number)", policy)
                }
            )
            let (_, time) = try await measured {
                try await atOnce(clients, times: filtered) { number in
                    try await topic.publish(
                        "message \(number)",
                        attributes: ["customer": "c\(policies / 2)", "region": "eu-central-1"]
                    )
                }
            }
            try await runtime.expect(filtered, in: "chosen")
            try await runtime.expect(0, in: "others-0")
            return Sample(time)
        }
    }
}

extension Runtime {
    /// A topic with a queue for each subscription, some of which have filter policies.
    fileprivate func topic(with subscriptions: [(queue: String, policy: String?)]) async throws -> Topic {
        _ = try await call(ServiceRequest(service: "sns", operation: "CreateTopic", parameters: ["Name": "orders"]))
        let topic = topics["orders"]
        for (name, policy) in subscriptions {
            let queue = ServiceRequest(
                service: "sqs",
                operation: "CreateQueue",
                parameters: ["QueueName": .string(name)]
            )
            _ = try await call(queue)
            var attributes: JSONObject = ["RawMessageDelivery": "true"]
            if let policy { attributes["FilterPolicy"] = .string(policy) }
            let parameters: JSONObject = [
                "TopicArn": .string(topic.arn), "Protocol": "sqs", "Endpoint": .string(queues[name].arn),
                "Attributes": .object(attributes),
            ]
            _ = try await call(ServiceRequest(service: "sns", operation: "Subscribe", parameters: parameters))
        }
        return topic
    }

    /// Fails where a queue does not have as many messages.
    fileprivate func expect(_ count: Int, in queue: String) async throws {
        let name = "ApproximateNumberOfMessages"
        let request = ServiceRequest(
            service: "sqs",
            operation: "GetQueueAttributes",
            parameters: ["QueueUrl": .string(queue), "AttributeNames": [.string(name)]]
        )
        let found = try await call(request)["Attributes"]?[name]?.stringValue
        guard found == String(count) else {
            throw WrongOutcome(expected: "\(count) messages in \(queue)", found: found ?? "none")
        }
    }
}
