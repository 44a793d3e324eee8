import QuickstepJSON
import QuickstepServiceKit
import Testing

@testable import QuickstepSNS

/// Every error that SNS was recorded or is documented to answer, with its exact code, text and status.
struct ErrorTextTests {
    struct Refused: Sendable, CustomStringConvertible {
        let operation: String
        let parameters: JSONObject
        let code: String
        let message: String

        init(_ operation: String, _ parameters: JSONObject, _ code: String, _ message: String) {
            self.operation = operation
            self.parameters = parameters
            self.code = code
            self.message = message
        }

        /// One that answers `InvalidParameter`.
        init(_ operation: String, _ parameters: JSONObject, _ reason: String) {
            self.init(operation, parameters, "InvalidParameter", "Invalid parameter: \(reason)")
        }

        var description: String { "\(operation): \(message)" }

        var status: Int {
            switch code {
            case "NotFound", "ResourceNotFound": 404
            default: 400
            }
        }
    }

    private static let topic = JSONValue.string(TopicRuntime.topic)
    private static let fifo: JSONValue = "arn:aws:sns:us-east-1:000000000000:t.fifo"
    private static let nope: JSONValue = "arn:aws:sns:us-east-1:000000000000:nope"
    private static let subscription: JSONValue = "arn:aws:sns:us-east-1:000000000000:t:nope"
    private static let queue: JSONValue = "arn:aws:sqs:us-east-1:000000000000:q"
    private static let elements = "An ARN must have at least 6 elements, not 1"
    private static let null = "failed to satisfy constraint: Member must not be null"

    static let ofTopics: [Refused] = [
        Refused("CreateTopic", ["Name": "a b"], "Topic Name"),
        Refused("CreateTopic", ["Name": ""], "Topic Name"),
        Refused("CreateTopic", ["Name": .string(String(repeating: "x", count: 257))], "Topic Name"),
        Refused("CreateTopic", ["Name": "u.fifo"], "Topic Name"),
        Refused("CreateTopic", ["Name": "u", "Attributes": ["FifoTopic": "true"]], "Topic Name"),
        Refused("CreateTopic", ["Name": ".fifo", "Attributes": ["FifoTopic": "true"]], "Topic Name"),
        Refused("CreateTopic", [:], "ValidationError", "1 validation error detected: Value null at 'name' \(null)"),
        Refused("CreateTopic", ["Name": "u", "Attributes": ["Nope": "x"]], "Attributes Reason: AttributeName"),
        Refused(
            "CreateTopic",
            ["Name": "u", "Attributes": ["ContentBasedDeduplication": "true"]],
            "Attributes Reason: AttributeName"
        ),
        Refused(
            "CreateTopic",
            ["Name": "t", "Attributes": ["DisplayName": "other"]],
            "Attributes Reason: Topic already exists with different attributes"
        ),
        Refused(
            "CreateTopic",
            ["Name": "t", "Tags": [["Key": "a", "Value": "b"]]],
            "Tags Reason: Topic already exists with different tags"
        ),
        Refused(
            "CreateTopic",
            ["Name": "u", "Tags": [["Key": "a", "Value": "b"], ["Key": "a", "Value": "c"]]],
            "Duplicated keys are not allowed."
        ),
        Refused(
            "CreateTopic",
            ["Name": "u", "Tags": .array((0..<51).map { ["Key": .string("k\($0)"), "Value": "v"] })],
            "TagLimitExceeded",
            "Could not complete request: tag quota of per resource exceeded"
        ),
        Refused("GetTopicAttributes", ["TopicArn": "nope"], "TopicArn Reason: \(elements)"),
        Refused(
            "GetTopicAttributes",
            ["TopicArn": "a:b:c"],
            "TopicArn Reason: An ARN must have at least 6 elements, not 3"
        ),
        Refused("GetTopicAttributes", ["TopicArn": "arn:aws:sqs:us-east-1:000000000000:t"], "TopicArn"),
        Refused("GetTopicAttributes", ["TopicArn": "arn:aws:sns:eu-west-1:000000000000:t"], "TopicArn"),
        Refused("GetTopicAttributes", ["TopicArn": nope], "NotFound", "Topic does not exist"),
        Refused(
            "SetTopicAttributes",
            ["TopicArn": nope, "AttributeName": "DisplayName"],
            "NotFound",
            "Topic does not exist"
        ),
        Refused(
            "SetTopicAttributes",
            ["TopicArn": topic, "AttributeName": "Nope", "AttributeValue": "x"],
            "AttributeName"
        ),
        Refused(
            "SetTopicAttributes",
            ["TopicArn": topic, "AttributeName": "FifoTopic", "AttributeValue": "true"],
            "AttributeName"
        ),
        Refused(
            "SetTopicAttributes",
            ["TopicArn": topic, "AttributeName": "SignatureVersion", "AttributeValue": "3"],
            "SignatureVersion: Invalid value [3]. Must be 1 or 2."
        ),
        Refused(
            "SetTopicAttributes",
            ["TopicArn": topic, "AttributeName": "DeliveryPolicy", "AttributeValue": "x"],
            "DeliveryPolicy: failed to parse JSON."
        ),
        Refused(
            "SetTopicAttributes",
            ["TopicArn": fifo, "AttributeName": "FifoThroughputScope", "AttributeValue": "Queue"],
            "FifoThroughputScope: Invalid value [Queue]. Must be Topic or MessageGroup."
        ),
        Refused(
            "AddPermission",
            [
                "TopicArn": topic, "Label": "__default_statement_ID", "AWSAccountId": ["111122223333"],
                "ActionName": ["Publish"],
            ],
            "Statement already exists"
        ),
        Refused(
            "AddPermission",
            ["TopicArn": topic, "Label": "l", "AWSAccountId": ["111122223333"], "ActionName": ["SendMessage"]],
            "Policy statement action out of service scope!"
        ),
        Refused(
            "TagResource",
            ["ResourceArn": nope, "Tags": [["Key": "a", "Value": "b"]]],
            "ResourceNotFound",
            "Resource does not exist"
        ),
        Refused(
            "UntagResource",
            ["ResourceArn": nope, "TagKeys": ["a"]],
            "ResourceNotFound",
            "Resource does not exist"
        ),
        Refused("ListTagsForResource", ["ResourceArn": nope], "ResourceNotFound", "Resource does not exist"),
        Refused(
            "TagResource",
            ["ResourceArn": topic, "Tags": [["Key": "a", "Value": "b"], ["Key": "a", "Value": "c"]]],
            "Duplicated keys are not allowed."
        ),
        Refused("ListTopics", ["NextToken": "?"], "NextToken"),
        Refused("GetDataProtectionPolicy", ["ResourceArn": nope], "NotFound", "Topic does not exist"),
    ]

    private static func subscribe(_ more: JSONObject) -> JSONObject {
        var parameters: JSONObject = ["TopicArn": topic, "Protocol": "sqs", "Endpoint": queue]
        for (name, value) in more { parameters[name] = value }
        return parameters
    }

    private static func fifoQueue(_ attributes: JSONValue) -> JSONObject {
        subscribe([
            "TopicArn": fifo, "Endpoint": "arn:aws:sqs:us-east-1:000000000000:q.fifo", "Attributes": attributes,
        ])
    }

    static let ofSubscriptions: [Refused] = [
        Refused("Subscribe", subscribe(["TopicArn": nope]), "NotFound", "Topic does not exist"),
        Refused(
            "Subscribe",
            subscribe(["Protocol": "pigeon"]),
            "Amazon SNS does not support this protocol string: pigeon"
        ),
        Refused("Subscribe", subscribe(["Protocol": "firehose"]), "Quickstep does not support the protocol firehose"),
        Refused("Subscribe", subscribe(["Endpoint": "http://localhost/000000000000/q"]), "SQS endpoint ARN"),
        Refused(
            "Subscribe",
            subscribe(["Protocol": "http", "Endpoint": "https://x"]),
            "Endpoint must match the specified protocol"
        ),
        Refused(
            "Subscribe",
            subscribe(["Protocol": "https", "Endpoint": "x"]),
            "Endpoint must match the specified protocol"
        ),
        Refused(
            "Subscribe",
            subscribe(["Protocol": "http", "Endpoint": "http://localhost/"]),
            "Quickstep has no HTTP client in this process, so it cannot deliver to the protocol http. `quickstep serve` has "
                + "one; a Swift program gives one in RuntimeOptions."
        ),
        Refused(
            "Subscribe",
            subscribe(["Endpoint": "arn:aws:sqs:us-east-1:000000000000:q.fifo"]),
            "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics"
        ),
        Refused(
            "Subscribe",
            subscribe(["TopicArn": fifo, "Protocol": "email", "Endpoint": "a@b.c"]),
            "Invalid parameter: Endpoint Reason: Please use an SQS queue: FIFO topics deliver to no other protocol"
        ),
        Refused("Subscribe", subscribe(["Protocol": "lambda", "Endpoint": "f"]), "Lambda endpoint ARN"),
        Refused("Subscribe", subscribe(["Attributes": ["Nope": "x"]]), "Attributes Reason: AttributeName"),
        Refused(
            "Subscribe",
            subscribe(["Attributes": ["RawMessageDelivery": "x"]]),
            "Attributes Reason: RawMessageDelivery: Invalid value [x]. Must be true or false."
        ),
        Refused(
            "Subscribe",
            subscribe(["Attributes": ["RedrivePolicy": "{}"]]),
            "Attributes Reason: RedrivePolicy: deadLetterTargetArn is an invalid arn"
        ),
        Refused(
            "Subscribe",
            subscribe(["Attributes": ["RedrivePolicy": #"{"deadLetterTargetArn":"queue"}"#]]),
            "Attributes Reason: RedrivePolicy: deadLetterTargetArn is an invalid arn"
        ),
        Refused(
            "Subscribe",
            fifoQueue(["RedrivePolicy": #"{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead"}"#]),
            "Attributes Reason: RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic."
        ),
        Refused(
            "Subscribe",
            subscribe(["Attributes": ["FilterPolicyScope": "Everything"]]),
            "Attributes Reason: FilterPolicyScope: Invalid value [Everything]. Please use either MessageBody or "
                + "MessageAttributes"
        ),
        Refused(
            "Subscribe",
            subscribe(["Attributes": ["FilterPolicy": #"{"a":"x"}"#]]),
            #"Attributes Reason: FilterPolicy: "a" must be an object or an array"#
        ),
        Refused(
            "Subscribe",
            subscribe(["Attributes": ["FilterPolicy": #"{"a":{"b":["c"]}}"#]]),
            "Attributes Reason: Filter policy scope MessageAttributes does not support nested filter policy"
        ),
        Refused("Unsubscribe", ["SubscriptionArn": "x"], "SubscriptionArn Reason: \(elements)"),
        Refused("Unsubscribe", ["SubscriptionArn": topic], "SubscriptionId"),
        Refused(
            "Unsubscribe",
            ["SubscriptionArn": "arn:aws:sns:us-east-1:000000000000:t:a:b"],
            "SubscriptionId"
        ),
        Refused(
            "GetSubscriptionAttributes",
            ["SubscriptionArn": subscription],
            "NotFound",
            "Subscription does not exist"
        ),
        Refused(
            "SetSubscriptionAttributes",
            ["SubscriptionArn": subscription, "AttributeName": "RawMessageDelivery", "AttributeValue": "true"],
            "NotFound",
            "Subscription does not exist"
        ),
        Refused("ListSubscriptionsByTopic", ["TopicArn": nope], "NotFound", "Topic does not exist"),
        Refused("ListSubscriptions", ["NextToken": "?"], "NextToken"),
        Refused("ConfirmSubscription", ["TopicArn": "x", "Token": "y"], "Topic"),
        Refused("ConfirmSubscription", ["TopicArn": topic, "Token": "y"], "Token"),
        Refused(
            "ConfirmSubscription",
            ["TopicArn": topic, "Token": .string(String(repeating: "a", count: 288))],
            "Token"
        ),
    ]

    private static func publish(_ more: JSONObject) -> JSONObject {
        var parameters: JSONObject = ["TopicArn": topic, "Message": "x"]
        for (name, value) in more { parameters[name] = value }
        return parameters
    }

    static let ofMessages: [Refused] = [
        Refused("Publish", publish(["TopicArn": nope]), "NotFound", "Topic does not exist"),
        Refused("Publish", publish(["TopicArn": "arn:aws:sns:eu-west-1:000000000000:t"]), "TopicArn"),
        Refused("Publish", ["Message": "x"], "TopicArn or TargetArn Reason: no value for required parameter"),
        Refused(
            "Publish",
            ["TargetArn": "arn:aws:sns:us-east-1:000000000000:endpoint/GCM/a/b", "Message": "x"],
            "TargetArn Reason: No endpoint found for the target arn specified"
        ),
        Refused("Publish", ["PhoneNumber": "49", "Message": "x"], "PhoneNumber Reason: 49 is not valid to publish to"),
        Refused("Publish", publish(["Message": ""]), "Empty message"),
        Refused(
            "Publish",
            ["TopicArn": topic],
            "ValidationError",
            "1 validation error detected: Value null at 'message' \(null)"
        ),
        Refused("Publish", publish(["Subject": ""]), "Subject"),
        Refused("Publish", publish(["Subject": "a\nb"]), "Subject"),
        Refused("Publish", publish(["Subject": " a"]), "Subject"),
        Refused("Publish", publish(["Subject": .string(String(repeating: "x", count: 100))]), "Subject"),
        Refused("Publish", publish(["Message": .string(String(repeating: "x", count: 262_145))]), "Message too long"),
        Refused(
            "Publish",
            publish([
                "Message": .string(String(repeating: "x", count: 262_137)),
                "MessageAttributes": ["a": ["DataType": "String", "StringValue": "yy"]],
            ]),
            "Message too long"
        ),
        Refused(
            "Publish",
            publish(["MessageStructure": "json"]),
            "Message Structure - JSON message body failed to parse"
        ),
        Refused(
            "Publish",
            publish(["Message": #"{"sqs":"x"}"#, "MessageStructure": "json"]),
            "Message Structure - No default entry in JSON message body"
        ),
        Refused(
            "Publish",
            publish(["Message": #"{"default":1}"#, "MessageStructure": "json"]),
            "Message Structure - No default entry in JSON message body"
        ),
        Refused(
            "Publish",
            publish(["MessageDeduplicationId": "d"]),
            "MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this "
                + "topic type"
        ),
        Refused(
            "Publish",
            publish(["TopicArn": fifo]),
            "The MessageGroupId parameter is required for FIFO topics"
        ),
        Refused(
            "Publish",
            publish(["TopicArn": fifo, "MessageGroupId": "g"]),
            "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly"
        ),
    ]

    private static func batch(_ entries: [JSONValue], _ arn: JSONValue = topic) -> JSONObject {
        ["TopicArn": arn, "PublishBatchRequestEntries": .array(entries)]
    }

    static let ofBatches: [Refused] = [
        Refused("PublishBatch", batch([["Id": "a", "Message": "x"]], nope), "NotFound", "Topic does not exist"),
        Refused(
            "PublishBatch",
            batch([]),
            "EmptyBatchRequest",
            "The batch request doesn't contain any entries."
        ),
        Refused(
            "PublishBatch",
            batch((0..<11).map { ["Id": .string("i\($0)"), "Message": "x"] }),
            "TooManyEntriesInBatchRequest",
            "The batch request contains more entries than permissible."
        ),
        Refused(
            "PublishBatch",
            batch([["Id": "1", "Message": "a"], ["Id": "1", "Message": "b"]]),
            "BatchEntryIdsNotDistinct",
            "Two or more batch entries in the request have the same Id."
        ),
        Refused(
            "PublishBatch",
            batch([["Id": "a b", "Message": "x"]]),
            "InvalidBatchEntryId",
            "The Id of a batch entry in a batch request doesn't abide by the specification."
        ),
        Refused(
            "PublishBatch",
            batch(
                (0..<2).map { ["Id": .string("i\($0)"), "Message": .string(String(repeating: "x", count: 131_073))] }
            ),
            "BatchRequestTooLong",
            "The length of all the messages put together is more than the limit."
        ),
        Refused(
            "PublishBatch",
            batch([["Id": "a", "Message": "x"]], fifo),
            "The MessageGroupId parameter is required for FIFO topics"
        ),
        Refused(
            "PublishBatch",
            batch([["Id": "a", "Message": "x", "MessageGroupId": "g"]], fifo),
            "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly"
        ),
        Refused(
            "PublishBatch",
            batch([["Id": "a", "Message": "x", "MessageStructure": "json"]]),
            "Message Structure - JSON message body failed to parse"
        ),
        Refused(
            "PublishBatch",
            batch([["Id": "a", "Message": "x", "MessageAttributes": ["a": ["DataType": "String", "StringValue": ""]]]]),
            "ParameterValueInvalid",
            "The message attribute 'a' must contain non-empty message attribute value for message attribute type 'String'."
        ),
        Refused(
            "OptInPhoneNumber",
            [:],
            "UnknownOperationException",
            "Quickstep does not support the operation sns:OptInPhoneNumber."
        ),
    ]

    @Test(arguments: ofTopics + ofSubscriptions + ofMessages + ofBatches)
    func `what is refused is refused with the service's code and words`(example: Refused) async throws {
        let runtime = try await TopicRuntime()
        try await runtime.createTopic()
        try await runtime.call("CreateTopic", ["Name": "t.fifo", "Attributes": ["FifoTopic": "true"]])
        let error = await runtime.refusal(example.operation, example.parameters)
        #expect(error?.code == example.code)
        #expect(error?.message == example.message)
        #expect(error?.httpStatus == example.status)
    }

    @Test func `setting an attribute is refused without the words about attributes in a request`() async throws {
        let runtime = try await TopicRuntime()
        try await runtime.createTopic()
        let arn = try await runtime.subscribe("sqs", "arn:aws:sqs:us-east-1:000000000000:q")
        let examples: [(String, JSONValue, String)] = [
            ("Nope", "x", "AttributeName"),
            ("RawMessageDelivery", "x", "RawMessageDelivery: Invalid value [x]. Must be true or false."),
            ("RedrivePolicy", "{}", "RedrivePolicy: deadLetterTargetArn is an invalid arn"),
            (
                "FilterPolicyScope", "X",
                "FilterPolicyScope: Invalid value [X]. Please use either MessageBody or MessageAttributes"
            ),
            ("FilterPolicy", #"{"a":[]}"#, "FilterPolicy: Empty arrays are not allowed"),
            ("DeliveryPolicy", "[]", "DeliveryPolicy: failed to parse JSON."),
        ]
        for (name, value, reason) in examples {
            let error = await runtime.refusal(
                "SetSubscriptionAttributes",
                ["SubscriptionArn": arn, "AttributeName": .string(name), "AttributeValue": value]
            )
            #expect(error?.message == "Invalid parameter: \(reason)")
        }
    }

    @Test func `a FIFO topic has no more subscriptions than it may`() async throws {
        let runtime = try await TopicRuntime(recordsQueues: true)
        try await runtime.call("CreateTopic", ["Name": "t.fifo", "Attributes": ["FifoTopic": "true"]])
        func parameters(_ number: Int) -> JSONObject {
            [
                "TopicArn": Self.fifo, "Protocol": "sqs",
                "Endpoint": .string("arn:aws:sqs:us-east-1:000000000000:q\(number).fifo"),
            ]
        }
        for number in 0..<100 { try await runtime.call("Subscribe", parameters(number)) }
        let error = await runtime.refusal("Subscribe", parameters(100))
        #expect(error?.code == "SubscriptionLimitExceeded")
        #expect(error?.httpStatus == 403)
    }
}
