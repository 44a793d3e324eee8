import QuickstepJSON
import QuickstepPrimitives

/// What is wrong with a request as such.
enum RequestErrors {
    private static let arn = "arn:aws:sqs:us-east-1:000000000000:"
    private static let prefix = "AWS.SimpleQueueService."

    static let all: [ErrorCase] = queues + receives + batches + permissions + tasks

    private static let queues: [ErrorCase] = [
        ErrorCase(
            "an unknown queue",
            "SendMessage",
            ["QueueUrl": "http://localhost:4566/000000000000/nope", "MessageBody": "x"],
            "\(prefix)NonExistentQueue",
            "The specified queue does not exist."
        ),
        ErrorCase(
            "no queue",
            "SendMessage",
            ["MessageBody": "x"],
            "MissingParameter",
            "The request must contain the parameter QueueUrl."
        ),
        ErrorCase(
            "a token that is none",
            "ListQueues",
            ["NextToken": "bm9uc2Vuc2U="],
            "InvalidParameterValue",
            "Value bm9uc2Vuc2U= for parameter NextToken is invalid. Reason: Invalid or expired token."
        ),
        ErrorCase(
            "too many results",
            "ListDeadLetterSourceQueues",
            ["QueueUrl": "q", "MaxResults": 1001],
            "InvalidParameterValue",
            "Value 1001 for parameter MaxResults is invalid. Reason: MaxResults must be an integer between 1 and 1000."
        ),
        ErrorCase(
            "too many tags",
            "TagQueue",
            ["QueueUrl": "q", "Tags": .object(JSONObject((0...50).map { ("t\($0)", .string("v")) }))],
            "InvalidParameterValue",
            "Too many tags added for the queue. At most 50 are allowed."
        ),
        ErrorCase(
            "a long value of a tag",
            "TagQueue",
            ["QueueUrl": "q", "Tags": ["t": .string(String(repeating: "v", count: 257))]],
            "InvalidParameterValue",
            "Value t for parameter Tags is invalid. Reason: The value of a tag has at most 256 characters."
        ),
    ]

    private static let receives: [ErrorCase] = [
        ErrorCase(
            "eleven messages",
            "ReceiveMessage",
            ["QueueUrl": "q", "MaxNumberOfMessages": 11],
            "InvalidParameterValue",
            "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided."
        ),
        ErrorCase(
            "a long wait",
            "ReceiveMessage",
            ["QueueUrl": "q", "WaitTimeSeconds": 21],
            "InvalidParameterValue",
            "Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided."
        ),
        ErrorCase(
            "a long timeout",
            "ReceiveMessage",
            ["QueueUrl": "q", "VisibilityTimeout": 43201],
            "InvalidParameterValue",
            "Value 43201 for parameter VisibilityTimeout is invalid. Reason: Must be between 0 and 43200, if provided."
        ),
        ErrorCase(
            "an attempt at a standard queue",
            "ReceiveMessage",
            ["QueueUrl": "q", "ReceiveRequestAttemptId": "a"],
            "InvalidParameterValue",
            "Value a for parameter ReceiveRequestAttemptId is invalid. Reason: The request includes a parameter that is "
                + "not valid for this queue type."
        ),
        ErrorCase(
            "a blank in an attempt",
            "ReceiveMessage",
            ["QueueUrl": "q.fifo", "ReceiveRequestAttemptId": "a b"],
            "InvalidParameterValue",
            "Value a b for parameter ReceiveRequestAttemptId is invalid. Reason: ReceiveRequestAttemptId can only include "
                + "alphanumeric and punctuation characters. 1 to 128 in length."
        ),
        ErrorCase(
            "a handle that is none",
            "DeleteMessage",
            ["QueueUrl": "q", "ReceiptHandle": "garbage"],
            "ReceiptHandleIsInvalid",
            #"The input receipt handle "garbage" is not a valid receipt handle."#
        ),
    ]

    private static let large: JSONValue = .string(String(repeating: "x", count: 1_048_576))

    private static func batch(_ what: String, _ entries: JSONValue, _ code: String, _ message: String) -> ErrorCase {
        ErrorCase(what, "SendMessageBatch", ["QueueUrl": "q", "Entries": entries], code, message)
    }

    private static func fifoBatch(_ what: String, _ entry: JSONObject, _ message: String) -> ErrorCase {
        var full: JSONObject = ["Id": "b", "MessageBody": "x"]
        for (name, value) in entry { full[name] = value }
        let good: JSONValue = ["Id": "a", "MessageBody": "x", "MessageGroupId": "g", "MessageDeduplicationId": "d"]
        return ErrorCase(
            what,
            "SendMessageBatch",
            ["QueueUrl": "q.fifo", "Entries": [good, .object(full)]],
            "InvalidParameterValue",
            message
        )
    }

    private static let entry: JSONValue = ["Id": "a", "MessageBody": "x"]

    private static let batches: [ErrorCase] = [
        batch(
            "an empty batch",
            [],
            "\(prefix)EmptyBatchRequest",
            "There should be at least one SendMessageBatchRequestEntry in the request."
        ),
        ErrorCase(
            "an empty batch of deletes",
            "DeleteMessageBatch",
            ["QueueUrl": "q", "Entries": []],
            "\(prefix)EmptyBatchRequest",
            "There should be at least one DeleteMessageBatchRequestEntry in the request."
        ),
        batch(
            "too many entries, before their names are looked at",
            .array((0..<20).map { _ in ["Id": "a b", "MessageBody": "x"] }),
            "\(prefix)TooManyEntriesInBatchRequest",
            "Maximum number of entries per request are 10. You have sent 20."
        ),
        batch(
            "a bad name, before names are compared",
            [["Id": "a b", "MessageBody": "x"], ["Id": "a b", "MessageBody": "x"]],
            "\(prefix)InvalidBatchEntryId",
            "A batch entry id can only contain alphanumeric characters, hyphens and underscores. "
                + "It can be at most 80 letters long."
        ),
        batch(
            "one name twice, before sizes are added",
            [["Id": "a", "MessageBody": large], ["Id": "a", "MessageBody": "x"]],
            "\(prefix)BatchEntryIdsNotDistinct",
            "Id a repeated."
        ),
        batch(
            "too many bytes",
            [["Id": "a", "MessageBody": large], ["Id": "b", "MessageBody": "x"]],
            "\(prefix)BatchRequestTooLong",
            "Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes."
        ),
        fifoBatch(
            "no group in a batch",
            ["MessageDeduplicationId": "e"],
            "The request must contain the parameter MessageGroupId."
        ),
        fifoBatch(
            "nothing that de-duplicates in a batch",
            ["MessageGroupId": "g"],
            "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly"
        ),
    ]

    private static func permission(_ what: String, _ more: JSONObject, _ code: String, _ message: String) -> ErrorCase {
        var parameters: JSONObject = [
            "QueueUrl": "q", "Label": "l", "AWSAccountIds": ["111111111111"], "Actions": ["SendMessage"],
        ]
        for (name, value) in more { parameters[name] = value }
        return ErrorCase(what, "AddPermission", parameters, code, message)
    }

    private static let permissions: [ErrorCase] = [
        permission(
            "a label that is there",
            ["Label": "known"],
            "InvalidParameterValue",
            "Value known for parameter Label is invalid. Reason: Already exists."
        ),
        permission(
            "an unknown action",
            ["Actions": ["Fly"]],
            "InvalidParameterValue",
            "Value SQS:Fly for parameter ActionName is invalid. Reason: "
                + "Please refer to the appropriate WSDL for a list of valid actions. "
        ),
        permission(
            "an action of the owner",
            ["Actions": ["CreateQueue"]],
            "InvalidParameterValue",
            "Value SQS:CreateQueue for parameter ActionName is invalid. Reason: "
                + "Only the queue owner is allowed to invoke this action."
        ),
        permission(
            "too many actions",
            ["Actions": .array((0..<8).map { _ in "SendMessage" })],
            "OverLimit",
            "8 Actions were found, maximum allowed is 7."
        ),
        permission(
            "an account that is none",
            ["AWSAccountIds": ["me"]],
            "InvalidParameterValue",
            "Value [me] for parameter PrincipalId is invalid. Reason: Unable to verify."
        ),
        permission(
            "no actions",
            ["Actions": []],
            "MissingParameter",
            "The request must contain the parameter Actions."
        ),
        ErrorCase(
            "a label that is not there",
            "RemovePermission",
            ["QueueUrl": "q", "Label": "nope"],
            "InvalidParameterValue",
            "Value nope for parameter Label is invalid. Reason: can't find label."
        ),
    ]

    private static func task(_ what: String, _ parameters: JSONObject, _ code: String, _ message: String) -> ErrorCase {
        ErrorCase(what, "StartMessageMoveTask", parameters, code, message)
    }

    private static let tasks: [ErrorCase] = [
        task(
            "an unknown source",
            ["SourceArn": .string("\(arn)nope")],
            "ResourceNotFoundException",
            "The resource that you specified for the SourceArn parameter doesn't exist."
        ),
        task(
            "an unknown destination",
            ["SourceArn": .string("\(arn)q"), "DestinationArn": .string("\(arn)nope")],
            "ResourceNotFoundException",
            "The resource that you specified for the DestinationArn parameter doesn't exist."
        ),
        task(
            "a source that is no dead-letter queue",
            ["SourceArn": .string("\(arn)q")],
            "InvalidParameterValue",
            "Source queue must be configured as a Dead Letter Queue."
        ),
        task(
            "a rate that is too high",
            ["SourceArn": .string("\(arn)q"), "MaxNumberOfMessagesPerSecond": 501],
            "InvalidParameterValue",
            "Value 501 for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: Must be between 1 and 500, if provided."
        ),
        ErrorCase(
            "a handle of no task",
            "CancelMessageMoveTask",
            ["TaskHandle": "garbage"],
            "InvalidParameterValue",
            "Value for parameter TaskHandle is invalid."
        ),
        ErrorCase(
            "a task that is unknown",
            "CancelMessageMoveTask",
            ["TaskHandle": .string(Base64.encode(Array(#"{"taskId":"t","sourceArn":"\#(arn)q"}"#.utf8)))],
            "ResourceNotFoundException",
            "Task does not exist."
        ),
        ErrorCase(
            "tasks of an unknown queue",
            "ListMessageMoveTasks",
            ["SourceArn": .string("\(arn)nope")],
            "ResourceNotFoundException",
            "The resource that you specified for the SourceArn parameter doesn't exist."
        ),
        ErrorCase(
            "more tasks than there are",
            "ListMessageMoveTasks",
            ["SourceArn": .string("\(arn)q"), "MaxResults": 11],
            "InvalidParameterValue",
            "Value 11 for parameter MaxResults is invalid. Reason: Must be between 1 and 10, if provided."
        ),
    ]
}
