import QuickstepJSON
import QuickstepPrimitives

/// A published message on its way to one subscription, in the two shapes in which it arrives.
struct Notification: Sendable, Equatable {
    /// What stands where AWS's signature does.
    ///
    /// Nothing here is signed: there is no certificate that a verifier would trust. The text is the same in every message, and is
    /// the base64 form of "quickstep: not signed".
    static let signature = "cXVpY2tzdGVwOiBub3Qgc2lnbmVk"
    private static let certificateURL = "http://localhost:4566/_sns/SimpleNotificationService-0.pem"

    let messageID: String
    let publishedAt: Timestamp
    let subscription: Subscription
    let publication: Publication

    private var message: String { publication.message(for: subscription.transport) }

    private var unsubscribeURL: String {
        "http://localhost:4566/?Action=Unsubscribe&SubscriptionArn=\(subscription.arn)"
    }

    /// The JSON text that a queue gets, with its keys in the order that was recorded.
    var envelope: JSONObject {
        var envelope: JSONObject = [
            "Type": "Notification", "MessageId": .string(messageID), "TopicArn": .string(subscription.topic.arn),
        ]
        if let subject = publication.subject { envelope["Subject"] = .string(subject) }
        envelope["Message"] = .string(message)
        envelope["Timestamp"] = .string(publishedAt.iso8601)
        envelope["SignatureVersion"] = "1"
        envelope["Signature"] = .string(Self.signature)
        envelope["SigningCertURL"] = .string(Self.certificateURL)
        envelope["UnsubscribeURL"] = .string(unsubscribeURL)
        if !publication.attributes.isEmpty {
            envelope["MessageAttributes"] = .object(publication.attributes.envelope)
        }
        return envelope
    }

    /// The event that a function gets.
    var functionEvent: JSONValue {
        let content: JSONObject = [
            "Type": "Notification",
            "MessageId": .string(messageID),
            "TopicArn": .string(subscription.topic.arn),
            "Subject": publication.subject.map { .string($0) } ?? .null,
            "Message": .string(message),
            "Timestamp": .string(publishedAt.iso8601),
            "SignatureVersion": "1",
            "Signature": .string(Self.signature),
            "SigningCertUrl": .string(Self.certificateURL),
            "UnsubscribeUrl": .string(unsubscribeURL),
            "MessageAttributes": .object(publication.attributes.functionAttributes),
        ]
        let record: JSONObject = [
            "EventSource": "aws:sns", "EventVersion": "1.0", "EventSubscriptionArn": .string(subscription.arn),
            "Sns": .object(content),
        ]
        return ["Records": [.object(record)]]
    }

    /// What a queue is sent.
    var queueParameters: JSONObject {
        var parameters: JSONObject = ["QueueUrl": .string(subscription.endpoint)]
        if subscription.settings.isRaw {
            parameters["MessageBody"] = .string(message)
            if !publication.attributes.isEmpty {
                parameters["MessageAttributes"] = .object(publication.attributes.queueAttributes)
            }
        } else {
            parameters["MessageBody"] = .string(JSONValue.object(envelope).compactText)
        }
        if let groupID = publication.groupID { parameters["MessageGroupId"] = .string(groupID) }
        return parameters
    }

    /// What the invocation of a function is asked for.
    var functionParameters: JSONObject {
        ["FunctionName": .string(subscription.endpoint), "InvocationType": "Event", "Payload": functionEvent]
    }
}
