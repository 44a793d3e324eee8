import QuickstepJSON
import QuickstepServiceKit

/// A received message: what the pipe needs of it, and the record that targets are given.
struct QueueRecord: Sendable, Equatable {
    let messageID: String
    let receiptHandle: String
    let effect: EffectID?
    let record: JSONObject

    /// Reads a message of the answer of `ReceiveMessage`.
    init?(_ message: JSONValue, source: ARN) {
        guard let id = message["MessageId"]?.stringValue, let handle = message["ReceiptHandle"]?.stringValue,
            let body = message["Body"]
        else { return nil }
        messageID = id
        receiptHandle = handle
        effect = message["QuickstepEffect"]?.stringValue.map { EffectID($0) }
        var record: JSONObject = [
            "messageId": .string(id),
            "receiptHandle": .string(handle),
            "body": body,
            "attributes": message["Attributes"] ?? [:],
            "messageAttributes": .object(Self.attributes(message["MessageAttributes"]?.objectValue ?? [:])),
        ]
        if let digest = message["MD5OfMessageAttributes"] { record["md5OfMessageAttributes"] = digest }
        record["md5OfBody"] = message["MD5OfBody"]
        record["eventSource"] = "aws:sqs"
        record["eventSourceARN"] = .string(source.description)
        record["awsRegion"] = .string(source.region)
        self.record = record
    }

    /// Message attributes in the spelling of event records.
    private static func attributes(_ attributes: JSONObject) -> JSONObject {
        attributes.mapValues { attribute in
            var result = JSONObject()
            if let text = attribute["StringValue"] { result["stringValue"] = text }
            if let bytes = attribute["BinaryValue"] { result["binaryValue"] = bytes }
            result["stringListValues"] = []
            result["binaryListValues"] = []
            result["dataType"] = attribute["DataType"]
            return .object(result)
        }
    }
}
