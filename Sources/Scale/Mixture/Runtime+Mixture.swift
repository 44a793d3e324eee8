import QuickstepJSON
import QuickstepPrimitives
import QuickstepRuntime
import QuickstepServiceKit

extension Runtime {
    func call(
        _ service: String,
        _ operation: String,
        _ parameters: JSONObject
    ) async throws(ServiceError) -> JSONObject {
        try await call(ServiceRequest(service: service, operation: operation, parameters: parameters))
    }

    /// How many messages of a queue can be received.
    func messageCount(_ queue: String) async throws(ServiceError) -> Int {
        let attributes = try await call(
            "sqs",
            "GetQueueAttributes",
            ["QueueUrl": .string(queues[queue].arn), "AttributeNames": ["ApproximateNumberOfMessages"]]
        )["Attributes"]
        return attributes?["ApproximateNumberOfMessages"]?.stringValue.flatMap { Int($0) } ?? -1
    }

    /// Takes all messages out of a queue, as a few clients together do.
    ///
    /// Returns their bodies.
    func drain(_ queue: String) async throws -> [String] {
        try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 0..<16 {
                group.addTask { try await self.take(from: queue) }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    private func take(from queue: String) async throws -> [String] {
        var bodies: [String] = []
        while true {
            let messages = try await queues[queue].receive(upTo: 10)
            guard !messages.isEmpty else { return bodies }
            bodies += messages.map(\.body)
            let entries = messages.enumerated().map { index, message -> JSONValue in
                ["Id": .string("\(index)"), "ReceiptHandle": .string(message.receiptHandle)]
            }
            let parameters: JSONObject = ["QueueUrl": .string(queues[queue].arn), "Entries": .array(entries)]
            let deleted = try await call("sqs", "DeleteMessageBatch", parameters)
            guard deleted["Failed"]?.arrayValue?.isEmpty ?? true else {
                throw ProofFailure("Not deleted of \(queue): \(JSONValue.object(deleted).compactText)")
            }
        }
    }

    /// How many executions of a machine have a status.
    func executionCount(of machine: String, _ status: String) async throws(ServiceError) -> Int {
        var count = 0
        var token: JSONValue?
        repeat {
            var parameters: JSONObject = [
                "stateMachineArn": .string("arn:aws:states:us-east-1:000000000000:stateMachine:\(machine)"),
                "statusFilter": .string(status), "maxResults": 1000,
            ]
            if let token { parameters["nextToken"] = token }
            let page = try await call("states", "ListExecutions", parameters)
            count += page["executions"]?.arrayValue?.count ?? 0
            token = page["nextToken"]
        } while token != nil
        return count
    }

    /// Takes one stored timer back that is due after a time, as if a crash had lost it.
    func loseTimer(after time: Timestamp) async throws(ServiceError) {
        try await kernel.sequencer.turn { (turn) throws(ServiceError) in
            let all = RuntimeTimer.index.prefixRange
            let later = RuntimeTimer.index.integer(time.adding(milliseconds: 1).milliseconds)..<all.upperBound
            for row in try turn.range(later, limit: 1000) {
                guard let timer = RuntimeTimer(row: row), timer.id.owner.kind == .execution else { continue }
                return turn.cancel(timer)
            }
        }
    }
}
