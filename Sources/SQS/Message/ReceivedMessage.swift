import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// A message in a receiver's hands.
struct ReceivedMessage: Sendable, Equatable {
    let message: StoredMessage
    let state: MessageState
    let handle: ReceiptHandle
    /// Of FIFO queues only.
    let sequenceNumber: String?

    /// The message as `ReceiveMessage` answers it.
    func json(_ selection: AttributeSelection) -> JSONObject {
        var result: JSONObject = [
            "MessageId": .string(message.id),
            "ReceiptHandle": .string(handle.text),
            "MD5OfBody": .string(MessageDraft.md5(message.body)),
            "Body": .string(message.body),
        ]
        let system = message.systemAttributes(state, sequenceNumber).filter { selection.includesSystem($0.key) }
        if !system.isEmpty { result["Attributes"] = .object(JSONObject(system.map { ($0.key, $0.value) })) }
        let chosen = message.attributes.selected(by: selection.names)
        if let digest = chosen.md5 {
            result["MD5OfMessageAttributes"] = .string(digest)
            result["MessageAttributes"] = .object(chosen.json)
        }
        if selection.includesEffect { result["QuickstepEffect"] = .string(message.effect.description) }
        return result
    }
}

/// Which attributes a receiver asks for.
struct AttributeSelection: Sendable, Equatable {
    var names: [String] = []
    var systemNames: [String] = []
    /// Ours, for pipes: the effect that the message is.
    var includesEffect = false

    static let all = AttributeSelection(names: ["All"], systemNames: ["All"])

    func includesSystem(_ name: String) -> Bool {
        systemNames.contains { $0 == "All" || $0 == name }
    }
}

extension StoredMessage {
    /// All system attributes of the message.
    func systemAttributes(_ state: MessageState?, _ sequenceNumber: String?) -> JSONObject {
        var result: JSONObject = [
            "SenderId": .string(senderID),
            "SentTimestamp": .string(String(sentAt.milliseconds)),
            "ApproximateReceiveCount": .string(String(state?.receiveCount ?? 0)),
        ]
        if let state {
            result["ApproximateFirstReceiveTimestamp"] = .string(String(state.firstReceivedAt.milliseconds))
        }
        if let sequenceNumber { result["SequenceNumber"] = .string(sequenceNumber) }
        if let deduplicationID { result["MessageDeduplicationId"] = .string(deduplicationID) }
        if let groupID { result["MessageGroupId"] = .string(groupID) }
        if let traceHeader { result["AWSTraceHeader"] = .string(traceHeader) }
        if let deadLetterSource { result["DeadLetterQueueSourceArn"] = .string(deadLetterSource) }
        return result
    }
}
