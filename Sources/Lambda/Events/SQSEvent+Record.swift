extension SQSEvent {
    /// One message.
    public struct Record: Sendable, Hashable, Codable {
        /// Names the message.
        public var messageID: String
        /// Names this receipt of the message: what it is deleted by.
        public var receiptHandle: String
        /// The message's text.
        public var body: String
        /// What the queue knows about it.
        public var attributes: SystemAttributes
        /// The sender's attributes by name.
        public var messageAttributes: [String: Attribute]
        /// The MD5 digest of the sender's attributes, where there are any.
        public var md5OfMessageAttributes: String?
        /// The MD5 digest of the text.
        public var md5OfBody: String?
        /// `aws:sqs`.
        public var eventSource: String
        /// The queue's ARN.
        public var eventSourceARN: String
        /// The queue's Region.
        public var awsRegion: String?

        private enum CodingKeys: String, CodingKey {
            case messageID = "messageId"
            case receiptHandle, body, attributes, messageAttributes, md5OfMessageAttributes, md5OfBody, eventSource
            case eventSourceARN, awsRegion
        }

        /// Reads a message.
        ///
        /// - Parameter decoder: Where it is read from.
        /// - Throws: `DecodingError` where identifier, receipt handle, text or source is missing.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            messageID = try container.decode(String.self, forKey: .messageID)
            receiptHandle = try container.decode(String.self, forKey: .receiptHandle)
            body = try container.decode(String.self, forKey: .body)
            attributes =
                try container.decodeIfPresent(SystemAttributes.self, forKey: .attributes) ?? SystemAttributes()
            messageAttributes =
                try container.decodeIfPresent([String: Attribute].self, forKey: .messageAttributes) ?? [:]
            md5OfMessageAttributes = try container.decodeIfPresent(String.self, forKey: .md5OfMessageAttributes)
            md5OfBody = try container.decodeIfPresent(String.self, forKey: .md5OfBody)
            eventSource = try container.decode(String.self, forKey: .eventSource)
            eventSourceARN = try container.decode(String.self, forKey: .eventSourceARN)
            awsRegion = try container.decodeIfPresent(String.self, forKey: .awsRegion)
        }

        /// Writes the message, its attributes in the order of their names.
        ///
        /// - Parameter encoder: Where it is written to.
        /// - Throws: What the encoder throws.
        public func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(messageID, forKey: .messageID)
            try container.encode(receiptHandle, forKey: .receiptHandle)
            try container.encode(body, forKey: .body)
            try container.encode(attributes, forKey: .attributes)
            try container.encode(SortedMembers(messageAttributes), forKey: .messageAttributes)
            try container.encodeIfPresent(md5OfMessageAttributes, forKey: .md5OfMessageAttributes)
            try container.encodeIfPresent(md5OfBody, forKey: .md5OfBody)
            try container.encode(eventSource, forKey: .eventSource)
            try container.encode(eventSourceARN, forKey: .eventSourceARN)
            try container.encodeIfPresent(awsRegion, forKey: .awsRegion)
        }
    }
}
