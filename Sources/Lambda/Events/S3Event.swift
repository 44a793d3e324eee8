/// What a bucket sends when objects come and go.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
public struct S3Event: Sendable, Hashable, Codable {
    /// One record for each object; in practice there is one.
    public var records: [Record]

    /// Makes an event.
    ///
    /// - Parameter records: One record for each object.
    public init(records: [Record]) {
        self.records = records
    }

    private enum CodingKeys: String, CodingKey {
        case records = "Records"
    }

    /// What happened to one object.
    public struct Record: Sendable, Hashable, Codable {
        /// The version of this structure: `2.1`.
        public var eventVersion: String?
        /// `aws:s3`.
        public var eventSource: String
        /// The bucket's Region.
        public var awsRegion: String?
        /// When it happened, as ISO 8601 text.
        public var eventTime: String
        /// What happened, such as `ObjectCreated:Put`.
        public var eventName: String
        /// Who caused it.
        public var userIdentity: Identity?
        /// Where the request came from: `sourceIPAddress`.
        public var requestParameters: RequestParameters?
        /// The identifiers of the request.
        public var responseElements: ResponseElements?
        /// The bucket and the object.
        public var s3: Entity
    }

    /// Somebody.
    public struct Identity: Sendable, Hashable, Codable {
        /// The principal's identifier.
        public var principalId: String
    }

    /// Where a request came from.
    public struct RequestParameters: Sendable, Hashable, Codable {
        /// The sender's address.
        public var sourceIPAddress: String?
    }

    /// The identifiers of a request.
    public struct ResponseElements: Sendable, Hashable, Codable {
        /// The request's identifier.
        public var requestID: String?
        /// A second identifier, for Amazon's support.
        public var secondID: String?

        private enum CodingKeys: String, CodingKey {
            case requestID = "x-amz-request-id"
            case secondID = "x-amz-id-2"
        }
    }

    /// The bucket and the object that a record is about.
    public struct Entity: Sendable, Hashable, Codable {
        /// The version of this structure: `1.0`.
        public var s3SchemaVersion: String?
        /// The identifier of the notification's configuration.
        public var configurationId: String?
        /// The bucket.
        public var bucket: Bucket
        /// The object.
        public var object: Object
    }

    /// A bucket.
    public struct Bucket: Sendable, Hashable, Codable {
        /// The bucket's name.
        public var name: String
        /// Who owns it.
        public var ownerIdentity: Identity?
        /// The bucket's ARN.
        public var arn: String?
    }

    /// An object.
    public struct Object: Sendable, Hashable, Codable {
        /// The key, encoded like a form's value, such as `in/a+b%40c.jpg`.
        ///
        /// `decodedKey` is the key as it is.
        public var key: String
        /// How many bytes it has; absent when it was deleted.
        public var size: Int?
        /// The entity tag, without quotation marks; absent when it was deleted.
        public var eTag: String?
        /// The version, where the bucket keeps versions.
        public var versionId: String?
        /// A hexadecimal number that grows with each event of one key.
        public var sequencer: String?

        /// The key as it is: `+` read as a space and `%40` as `@`.
        ///
        /// Where the encoding is broken, the text is returned as it stands.
        public var decodedKey: String { S3Event.decodedKey(key) }
    }

    /// A key as it is, of a key as events have it: `+` read as a space and `%40` as `@`.
    ///
    /// For workflows that hand on the key alone, such as `$.Records[0].s3.object.key`.
    ///
    /// - Parameter key: The key as the event has it.
    /// - Returns: The key as it is. Where the encoding is broken, the text is returned as it stands.
    public static func decodedKey(_ key: String) -> String {
        FormText.decode(key) ?? key
    }
}
