import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// A message as its publisher gives it, checked.
struct Publication: Sendable, Equatable {
    let subject: String?
    let attributes: TopicAttributes
    let groupID: String?
    private let text: String
    /// With `MessageStructure: json`: the texts for single protocols.
    private let texts: JSONObject?

    init(_ parameters: Parameters) throws(ServiceError) {
        let message = try parameters.requiredText("Message")
        guard !message.isEmpty else { throw .invalid("Empty message") }
        subject = try Self.subject(parameters)
        attributes = try TopicAttributes(json: try parameters.object("MessageAttributes"))
        guard message.utf8.count + attributes.byteCount <= SNSLimits.messageBytesMax else {
            throw .invalid("Message too long")
        }
        groupID = try parameters.text("MessageGroupId")
        if try parameters.text("MessageDeduplicationId") != nil {
            throw .invalid(
                "MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not "
                    + "valid for this topic type"
            )
        }
        switch try parameters.text("MessageStructure") {
        case nil:
            text = message
            texts = nil
        case "json":
            guard case .object(let members)? = try? JSONValue.parse(message) else {
                throw .invalid("Message Structure - JSON message body failed to parse")
            }
            guard let standard = members["default"]?.stringValue else {
                throw .invalid("Message Structure - No default entry in JSON message body")
            }
            text = standard
            texts = members
        case let other?:
            throw .invalid("MessageStructure Reason: Invalid value \(other). The only structure is json")
        }
    }

    /// The message as a protocol's subscribers get it.
    func message(for transport: Subscription.Transport) -> String {
        texts?[transport.rawValue]?.stringValue ?? text
    }

    private static func subject(_ parameters: Parameters) throws(ServiceError) -> String? {
        guard let subject = try parameters.text("Subject") else { return nil }
        let bytes = subject.utf8
        guard (1...SNSLimits.subjectLengthMax).contains(bytes.count), bytes.allSatisfy({ (0x20...0x7E).contains($0) }),
            bytes.first != 0x20
        else { throw .invalid("Subject") }
        return subject
    }
}
