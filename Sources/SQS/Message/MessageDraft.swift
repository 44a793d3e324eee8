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

    init(_ parameters: Parameters) throws(ServiceError) {
        guard let body = try parameters.text("MessageBody"), !body.isEmpty else {
            throw .missingParameter("MessageBody")
        }
        try MessageText.check(body: body)
        self.body = body
        attributes = try MessageAttributes(json: try parameters.object("MessageAttributes") ?? [:])
        systemAttributes = try Self.systemAttributes(try parameters.object("MessageSystemAttributes") ?? [:])
        delaySeconds = try Self.delay(parameters)
        groupID = try Self.group(parameters)
        if let identifier = try parameters.text("MessageDeduplicationId") {
            throw .invalidParameter(
                "MessageDeduplicationId",
                value: identifier,
                reason: "The request includes a parameter that is not valid for this queue type."
            )
        }
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

    private static func group(_ parameters: Parameters) throws(ServiceError) -> String? {
        guard let group = try parameters.text("MessageGroupId") else { return nil }
        guard MessageText.isGroupID(group) else {
            throw .invalidParameter(
                "MessageGroupId",
                value: group,
                reason: "MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length."
            )
        }
        return group
    }

    /// The size that the bounds are about: body and attributes.
    ///
    /// System attributes do not count.
    var byteCount: Int { body.utf8.count + attributes.byteCount }

    /// What a sender is answered.
    func receipt(messageID: String) -> JSONObject {
        var receipt: JSONObject = [
            "MessageId": .string(messageID),
            "MD5OfMessageBody": .string(Self.md5(body)),
        ]
        if let digest = attributes.md5 { receipt["MD5OfMessageAttributes"] = .string(digest) }
        if let digest = systemAttributes.md5 { receipt["MD5OfMessageSystemAttributes"] = .string(digest) }
        return receipt
    }

    static func md5(_ body: String) -> String {
        Hex.encode(DigestAlgorithm.md5.digest(body.utf8))
    }
}
