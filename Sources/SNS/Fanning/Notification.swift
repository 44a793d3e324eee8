import QuickstepJSON
import QuickstepPrimitives

/// A published message on its way to one subscription, in the shapes in which it arrives.
///
/// Source: https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
struct Notification: Sendable, Equatable {
    let message: PublishedMessage
    let subscription: Subscription
    /// `nil` where the shape has no signature.
    let seal: Seal?

    private var publication: Publication { message.publication }

    /// The message as this subscriber gets it.
    var text: String { publication.message(for: subscription.transport) }

    var isRaw: Bool { subscription.settings.isRaw && subscription.transport.canBeRaw }

    var unsubscribeURL: String {
        "\(message.endpoint)/?Action=Unsubscribe&SubscriptionArn=\(subscription.arn)"
    }

    /// The JSON text that a queue or an HTTP endpoint gets, with its keys in the order that was recorded.
    ///
    /// Messages of FIFO topics are not signed.
    var envelope: JSONObject {
        var envelope: JSONObject = ["Type": "Notification", "MessageId": .string(message.messageID)]
        if let number = message.sequenceNumber { envelope["SequenceNumber"] = .string(number) }
        envelope["TopicArn"] = .string(subscription.topic.arn)
        if let subject = publication.subject { envelope["Subject"] = .string(subject) }
        envelope["Message"] = .string(text)
        envelope["Timestamp"] = .string(message.publishedAt.iso8601)
        if let seal {
            envelope["SignatureVersion"] = .string(seal.version.rawValue)
            envelope["Signature"] = .string(seal.signature)
            envelope["SigningCertURL"] = .string(message.endpoint + seal.certificatePath)
        }
        envelope["UnsubscribeURL"] = .string(unsubscribeURL)
        if !publication.attributes.isEmpty {
            envelope["MessageAttributes"] = .object(publication.attributes.envelope)
        }
        return envelope
    }

    /// The event that a function gets.
    var functionEvent: JSONValue {
        let seal = seal ?? .unsigned
        let content: JSONObject = [
            "Type": "Notification",
            "MessageId": .string(message.messageID),
            "TopicArn": .string(subscription.topic.arn),
            "Subject": publication.subject.map { .string($0) } ?? .null,
            "Message": .string(text),
            "Timestamp": .string(message.publishedAt.iso8601),
            "SignatureVersion": "1",
            "Signature": .string(seal.signature),
            "SigningCertUrl": .string(message.endpoint + seal.certificatePath),
            "UnsubscribeUrl": .string(unsubscribeURL),
            "MessageAttributes": .object(publication.attributes.functionAttributes),
        ]
        let record: JSONObject = [
            "EventSource": "aws:sns", "EventVersion": "1.0", "EventSubscriptionArn": .string(subscription.arn),
            "Sns": .object(content),
        ]
        return ["Records": [.object(record)]]
    }

    // MARK: Requests

    /// What a queue is sent, but for its name and ids.
    var queueContent: JSONObject {
        guard isRaw else { return ["MessageBody": .string(JSONValue.object(envelope).compactText)] }
        var parameters: JSONObject = ["MessageBody": .string(text)]
        if !publication.attributes.isEmpty {
            parameters["MessageAttributes"] = .object(publication.attributes.queueAttributes)
        }
        return parameters
    }

    /// The ids that a queue is told: of a FIFO topic to a FIFO queue both; of a standard topic the group, for fair queues; of a FIFO
    /// topic to a standard queue none.
    func queueIDs(of queue: String) -> JSONObject {
        var parameters: JSONObject = [:]
        guard subscription.topic.isFIFO == queue.hasSuffix(".fifo"), let group = publication.groupID else { return [:] }
        parameters["MessageGroupId"] = .string(group)
        if let id = message.deduplicationID { parameters["MessageDeduplicationId"] = .string(id) }
        return parameters
    }

    /// What a queue is sent.
    var queueParameters: JSONObject {
        var parameters: JSONObject = ["QueueUrl": .string(subscription.endpoint)]
        for (name, value) in queueContent { parameters[name] = value }
        for (name, value) in queueIDs(of: subscription.endpoint) { parameters[name] = value }
        return parameters
    }

    /// What the invocation of a function is asked for.
    var functionParameters: JSONObject {
        ["FunctionName": .string(subscription.endpoint), "InvocationType": "Event", "Payload": functionEvent]
    }
}
