import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// A message as a sender gives it, checked but for its size, which depends on the queue.
struct MessageDraft: Sendable, Equatable {
    let body: String
    let attributes: MessageAttributes
    /// Only `AWSTraceHeader`.
    let systemAttributes: MessageAttributes
    /// `nil` leaves the delay to the queue.
    let delaySeconds: Int?
    let groupID: String?
    /// Of FIFO queues only.
    let deduplicationID: String?

    init(_ parameters: Parameters) throws(ServiceError) {
        guard let body = try parameters.text("MessageBody"), !body.isEmpty else {
            throw .missingParameter("MessageBody")
        }
        try MessageText.check(body: body)
        self.body = body
        attributes = try MessageAttributes(json: try parameters.object("MessageAttributes") ?? [:])
        systemAttributes = try Self.systemAttributes(try parameters.object("MessageSystemAttributes") ?? [:])
        delaySeconds = try Self.delay(parameters)
        groupID = try Self.identifier("MessageGroupId", parameters)
        deduplicationID = try Self.identifier("MessageDeduplicationId", parameters)
    }

    private static func systemAttributes(_ json: JSONObject) throws(ServiceError) -> MessageAttributes {
        for (name, value) in json where name != "AWSTraceHeader" || value["DataType"]?.stringValue != "String" {
            throw .invalidParameter(
                "MessageSystemAttributes",
                value: name,
                reason: "The only system attribute that a sender can set is AWSTraceHeader, of type String."
            )
        }
        return try MessageAttributes(unchecked: json)
    }

    private static func delay(_ parameters: Parameters) throws(ServiceError) -> Int? {
        guard let delay = try parameters.integer("DelaySeconds") else { return nil }
        guard SQSLimits.delaySeconds.contains(delay) else {
            throw .invalidParameter(
                "DelaySeconds",
                value: String(delay),
                reason: "DelaySeconds must be >= 0 and <= \(SQSLimits.delaySeconds.upperBound)."
            )
        }
        return delay
    }

    /// The name of a group or of a message, as both are spelled.
    static func identifier(_ name: String, _ parameters: Parameters) throws(ServiceError) -> String? {
        guard let text = try parameters.text(name) else { return nil }
        guard MessageText.isGroupID(text) else {
            throw .invalidParameter(
                name,
                value: text,
                reason: "\(name) can only include alphanumeric and punctuation characters. 1 to 128 in length."
            )
        }
        return text
    }

    /// The size that the bounds are about: body and attributes.
    ///
    /// System attributes do not count.
    var byteCount: Int { body.utf8.count + attributes.byteCount }

    /// What a sender is answered.
    func answer(_ receipt: SendReceipt) -> JSONObject {
        var answer: JSONObject = [
            "MessageId": .string(receipt.messageID),
            "MD5OfMessageBody": .string(Self.md5(body)),
        ]
        if let digest = attributes.md5 { answer["MD5OfMessageAttributes"] = .string(digest) }
        if let digest = systemAttributes.md5 { answer["MD5OfMessageSystemAttributes"] = .string(digest) }
        if let number = receipt.sequenceNumber { answer["SequenceNumber"] = .string(number) }
        return answer
    }

    static func md5(_ body: String) -> String {
        Hex.encode(DigestAlgorithm.md5.digest(body.utf8))
    }
}
