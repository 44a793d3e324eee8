import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// What S3 sends of one event: a list of one record.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
struct EventMessage: Sendable, Equatable {
    /// What is known of an object that was made.
    struct Content: Sendable, Equatable {
        let size: Int
        let md5: String
    }

    let event: ObjectEvent
    let scope: Scope
    let bucket: String
    let key: String
    /// `nil` where an object was removed.
    let content: Content?
    let time: Timestamp
    /// Rises from event to event.
    let sequence: Int64
    let requestID: RequestID

    func json(configurationID: String) -> JSONValue {
        // There are no principals here: the account is all that is known of who asked and who owns.
        let account = JSONValue.string(scope.account)
        let record: JSONValue = [
            "eventVersion": "2.1",
            "eventSource": "aws:s3",
            "awsRegion": .string(scope.region),
            "eventTime": .string(time.iso8601),
            "eventName": .string(event.rawValue),
            "userIdentity": ["principalId": account],
            "requestParameters": ["sourceIPAddress": "127.0.0.1"],
            "responseElements": [
                "x-amz-request-id": .string(requestID.short),
                "x-amz-id-2": .string(requestID.long),
            ],
            "s3": [
                "s3SchemaVersion": "1.0",
                "configurationId": .string(configurationID),
                "bucket": [
                    "name": .string(bucket),
                    "ownerIdentity": ["principalId": account],
                    "arn": .string("arn:aws:s3:::\(bucket)"),
                ],
                "object": .object(object),
            ],
        ]
        return ["Records": [record]]
    }

    private var object: JSONObject {
        var object: JSONObject = ["key": .string(FormText.encode(key))]
        if let content {
            object["size"] = .number(JSONNumber(content.size))
            object["eTag"] = .string(content.md5)
        }
        object["sequencer"] = .string(Self.sequencer(sequence))
        return object
    }

    /// Upper-case hexadecimal of one length, so that texts compare as numbers do.
    static func sequencer(_ sequence: Int64) -> String {
        let digits = String(sequence.magnitude, radix: 16, uppercase: true)
        return String(repeating: "0", count: 18 - digits.utf8.count) + digits
    }
}

/// The two names that S3 gives a request.
struct RequestID: Sendable, Equatable {
    /// 16 upper-case hexadecimal digits.
    let short: String
    /// 76 characters of Base64.
    let long: String

    init(uuid: String) {
        short = String(uuid.utf8.lazy.filter { $0 != UInt8(ascii: "-") }.prefix(16).map(Character.init(ascii:)))
            .uppercased()
        long = Base64.encode(DigestAlgorithm.sha512.digest(Array(uuid.utf8)).prefix(56))
    }
}

extension Character {
    fileprivate init(ascii byte: UInt8) {
        self.init(Unicode.Scalar(byte))
    }
}
