import QuickstepJSON
import QuickstepServiceKit

/// What a pipe must know when a function is done with a batch: which messages they were.
struct FunctionBatch: Sendable, Equatable {
    struct Message: Sendable, Equatable {
        let id: String
        let receiptHandle: String
    }

    let queue: String
    let messages: [Message]

    init(queue: String, messages: [Message]) {
        self.queue = queue
        self.messages = messages
    }

    var json: JSONValue {
        [
            "queue": .string(queue),
            "messages": .array(
                messages.map { ["id": .string($0.id), "receiptHandle": .string($0.receiptHandle)] }
            ),
        ]
    }

    init?(json: JSONValue) {
        guard let queue = json["queue"]?.stringValue, let list = json["messages"]?.arrayValue else { return nil }
        var messages: [Message] = []
        for item in list {
            guard let id = item["id"]?.stringValue, let handle = item["receiptHandle"]?.stringValue else { return nil }
            messages.append(Message(id: id, receiptHandle: handle))
        }
        self.init(queue: queue, messages: messages)
    }

    /// Takes note of how a call ended, inside a turn: what succeeded is deleted, the rest stays in flight.
    static func finish(_ work: WorkItem, _ outcome: WorkOutcome, _ turn: inout Turn) throws(ServiceError) {
        guard try turn.get(work.rowKey) != nil else { return }
        turn.finish(work.id)
        guard let address = PipeAddress(arn: work.origin.owner), let batch = FunctionBatch(json: work.origin.reference)
        else { throw .damaged("the work of a pipe") }
        turn.delete(PipeRows(address).batch(work.id.number))
        guard case .succeeded(let answer) = outcome else { return }
        let done = BatchVerdict.succeeded(answer, of: batch.messages.map(\.id))
        for message in batch.messages where done.contains(message.id) {
            do throws(ServiceError) {
                try Handover.delete(
                    message.receiptHandle,
                    from: batch.queue,
                    scope: address.scope,
                    cause: work.effect,
                    &turn
                )
            } catch {
                // A queue that is gone has nothing to delete.
                guard error.fault == .client else { throw error }
            }
        }
    }
}
