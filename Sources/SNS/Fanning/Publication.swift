import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// A message as its publisher gives it, checked.
///
/// Source: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
struct Publication: Sendable, Equatable {
    let subject: String?
    let attributes: TopicAttributes
    let groupID: String?
    /// The id by which duplicates are known, as it was given.
    let deduplicationID: String?
    private let text: String
    /// What was published, of which the content's digest is made.
    private let whole: String
    /// With `MessageStructure: json`: the texts for single protocols.
    private let texts: JSONObject?

    /// Checks a message for a topic.
    ///
    /// - Parameters:
    ///   - parameters: The message as `Publish` takes it, or one entry of a batch.
    ///   - topic: The topic; `nil` where it goes to a phone.
    /// - Throws: `InvalidParameter` and its kin, in the service's words.
    init(_ parameters: Parameters, for topic: TopicAddress?) throws(ServiceError) {
        whole = try parameters.requiredText("Message")
        guard !whole.isEmpty else { throw .invalid("Empty message") }
        subject = try Self.subject(parameters)
        attributes = try TopicAttributes(json: try parameters.object("MessageAttributes"))
        guard whole.utf8.count + attributes.byteCount <= SNSLimits.messageBytesMax else {
            throw .invalid("Message too long")
        }
        groupID = try Self.id("MessageGroupId", parameters)
        deduplicationID = try Self.id("MessageDeduplicationId", parameters)
        let isFIFO = topic?.isFIFO ?? false
        guard !isFIFO || groupID != nil else {
            throw .invalid("The MessageGroupId parameter is required for FIFO topics")
        }
        guard isFIFO || deduplicationID == nil else {
            throw .invalid(
                "MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not "
                    + "valid for this topic type"
            )
        }
        (text, texts) = try Self.structured(whole, parameters)
    }

    private static func structured(
        _ message: String,
        _ parameters: Parameters
    ) throws(ServiceError) -> (text: String, texts: JSONObject?) {
        switch try parameters.text("MessageStructure") {
        case nil: return (message, nil)
        case "json":
            guard case .object(let members)? = try? JSONValue.parse(message) else {
                throw .invalid("Message Structure - JSON message body failed to parse")
            }
            guard let standard = members["default"]?.stringValue else {
                throw .invalid("Message Structure - No default entry in JSON message body")
            }
            return (standard, members)
        case let other?:
            throw .invalid("MessageStructure Reason: Invalid value \(other). The only structure is json")
        }
    }

    /// The message as a protocol's subscribers get it.
    func message(for transport: Subscription.Transport) -> String {
        texts?[transport.rawValue]?.stringValue ?? text
    }

    /// Whether protocols may get different messages.
    var isStructured: Bool { texts != nil }

    /// What the message counts for in a batch's size.
    var byteCount: Int { whole.utf8.count + attributes.byteCount }

    /// The id by which the queues of a FIFO topic, and the topic itself, know duplicates.
    ///
    /// - Throws: `InvalidParameter` where there is none and the topic makes none.
    func deduplicationID(of settings: TopicSettings) throws(ServiceError) -> String {
        if let deduplicationID { return deduplicationID }
        guard settings.deduplicatesByContent else {
            throw .invalid(
                "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided "
                    + "explicitly"
            )
        }
        return Hex.encode(DigestAlgorithm.sha256.digest(Array(whole.utf8)))
    }

    private static func subject(_ parameters: Parameters) throws(ServiceError) -> String? {
        guard let subject = try parameters.text("Subject") else { return nil }
        let bytes = subject.utf8
        guard (1...SNSLimits.subjectLengthMax).contains(bytes.count), bytes.allSatisfy({ (0x20...0x7E).contains($0) }),
            bytes.first != 0x20
        else { throw .invalid("Subject") }
        return subject
    }

    /// An id of letters, digits and punctuation.
    private static func id(_ name: String, _ parameters: Parameters) throws(ServiceError) -> String? {
        guard let id = try parameters.text(name) else { return nil }
        guard (1...128).contains(id.utf8.count), id.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw .invalid(
                "\(name) Reason: The value must be 1 to 128 alphanumeric and punctuation characters long"
            )
        }
        return id
    }
}
