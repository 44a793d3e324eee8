extension SNSEvent {
    /// A message of a topic.
    public struct Message: Sendable, Hashable, Codable {
        /// `Notification`.
        public var type: String?
        /// Names the message.
        public var messageID: String
        /// The topic's ARN.
        public var topicARN: String
        /// The subject, where the publisher gave one.
        public var subject: String?
        /// The message's text.
        public var message: String
        /// When it was published, as ISO 8601 text.
        public var timestamp: String
        /// The version of the signature.
        public var signatureVersion: String?
        /// The signature.
        public var signature: String?
        /// Where the signature's certificate lies.
        public var signingCertURL: String?
        /// Where to end the subscription.
        public var unsubscribeURL: String?
        /// The message's attributes by name.
        public var messageAttributes: [String: Attribute]

        private enum CodingKeys: String, CodingKey {
            case type = "Type"
            case messageID = "MessageId"
            case topicARN = "TopicArn"
            case subject = "Subject"
            case message = "Message"
            case timestamp = "Timestamp"
            case signatureVersion = "SignatureVersion"
            case signature = "Signature"
            case signingCertURL = "SigningCertUrl"
            case unsubscribeURL = "UnsubscribeUrl"
            case messageAttributes = "MessageAttributes"
        }

        /// Reads a message.
        ///
        /// - Parameter decoder: Where it is read from.
        /// - Throws: `DecodingError` where identifier, topic, text or time is missing.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            type = try container.decodeIfPresent(String.self, forKey: .type)
            messageID = try container.decode(String.self, forKey: .messageID)
            topicARN = try container.decode(String.self, forKey: .topicARN)
            subject = try container.decodeIfPresent(String.self, forKey: .subject)
            message = try container.decode(String.self, forKey: .message)
            timestamp = try container.decode(String.self, forKey: .timestamp)
            signatureVersion = try container.decodeIfPresent(String.self, forKey: .signatureVersion)
            signature = try container.decodeIfPresent(String.self, forKey: .signature)
            signingCertURL = try container.decodeIfPresent(String.self, forKey: .signingCertURL)
            unsubscribeURL = try container.decodeIfPresent(String.self, forKey: .unsubscribeURL)
            messageAttributes =
                try container.decodeIfPresent([String: Attribute].self, forKey: .messageAttributes) ?? [:]
        }

        /// Writes the message: a missing subject as `null`, as SNS does, and the attributes in the order of their names.
        ///
        /// - Parameter encoder: Where it is written to.
        /// - Throws: What the encoder throws.
        public func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encodeIfPresent(type, forKey: .type)
            try container.encode(messageID, forKey: .messageID)
            try container.encode(topicARN, forKey: .topicARN)
            try container.encode(subject, forKey: .subject)
            try container.encode(message, forKey: .message)
            try container.encode(timestamp, forKey: .timestamp)
            try container.encodeIfPresent(signatureVersion, forKey: .signatureVersion)
            try container.encodeIfPresent(signature, forKey: .signature)
            try container.encodeIfPresent(signingCertURL, forKey: .signingCertURL)
            try container.encodeIfPresent(unsubscribeURL, forKey: .unsubscribeURL)
            try container.encode(SortedMembers(messageAttributes), forKey: .messageAttributes)
        }
    }
}
