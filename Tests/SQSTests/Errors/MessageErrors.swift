import QuickstepJSON

/// What is wrong with one message.
enum MessageErrors {
    private static let noText: JSONValue = ["DataType": "String", "StringValue": ""]
    private static let text: JSONValue = ["DataType": "String", "StringValue": "b"]
    private static let nameCharacters =
        "Message (user) attributes name can only contain upper and lower score characters, digits, periods, "
        + "hyphens and underscores."
    private static let nameReserved =
        "You can't use message attribute names beginning with 'AWS.' or 'Amazon.'. These strings are reserved "
        + "for internal use. Additionally, they cannot start or end with '.'."
    private static let identifierReason =
        "can only include alphanumeric and punctuation characters. 1 to 128 in length."

    static let all: [ErrorCase] = attributes + bodies + identifiers

    private static let bodies: [ErrorCase] = [
        .send(
            "an empty body",
            ["MessageBody": ""],
            "MissingParameter",
            "The request must contain the parameter MessageBody."
        ),
        .send(
            "a body that is too long",
            ["MessageBody": .string(String(repeating: "x", count: 1025))],
            "One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes."
        ),
        .send(
            "characters that XML does not have",
            ["MessageBody": "\u{2}"],
            "InvalidMessageContents",
            "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | "
                + "#xE000 to #xFFFD | #x10000 to #x10FFFF"
        ),
        .send(
            "a delay that is too long",
            ["DelaySeconds": 901],
            "Value 901 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900."
        ),
        .send(
            "a delay of one message in a FIFO queue",
            ["DelaySeconds": 2, "MessageGroupId": "g", "MessageDeduplicationId": "d"],
            to: "q.fifo",
            "Value 2 for parameter DelaySeconds is invalid. Reason: "
                + "The request include parameter that is not valid for this queue type."
        ),
    ]

    private static let identifiers: [ErrorCase] = [
        .send(
            "an identifier in a standard queue",
            ["MessageDeduplicationId": "d"],
            "Value d for parameter MessageDeduplicationId is invalid. Reason: The request includes a parameter that is "
                + "not valid for this queue type."
        ),
        .send(
            "no group in a FIFO queue",
            ["MessageDeduplicationId": "d"],
            to: "q.fifo",
            "MissingParameter",
            "The request must contain the parameter MessageGroupId."
        ),
        .send(
            "nothing that de-duplicates in a FIFO queue",
            ["MessageGroupId": "g"],
            to: "q.fifo",
            "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly"
        ),
        .send(
            "a blank in a group's name",
            ["MessageGroupId": "group 123"],
            "Value group 123 for parameter MessageGroupId is invalid. Reason: MessageGroupId \(identifierReason)"
        ),
        .send(
            "an empty group's name",
            ["MessageGroupId": ""],
            "Value  for parameter MessageGroupId is invalid. Reason: MessageGroupId \(identifierReason)"
        ),
        .send(
            "a group's name that is too long",
            ["MessageGroupId": .string(String(repeating: "g", count: 129))],
            "Value \(String(repeating: "g", count: 129)) for parameter MessageGroupId is invalid. "
                + "Reason: MessageGroupId \(identifierReason)"
        ),
        .send(
            "an accent in an identifier",
            ["MessageGroupId": "g", "MessageDeduplicationId": "é"],
            to: "q.fifo",
            "Value é for parameter MessageDeduplicationId is invalid. Reason: MessageDeduplicationId \(identifierReason)"
        ),
    ]

    private static let attributes: [ErrorCase] = [
        .attribute(
            "an empty value",
            "X",
            noText,
            "Message (user) attribute 'X' must contain a non-empty value of type 'String'."
        ),
        .attribute("a bad character in a name", "a b", text, nameCharacters),
        .attribute("a reserved name", "aws.x", text, nameReserved),
        .attribute("another reserved name", "AMAZON.x", text, nameReserved),
        .attribute("a period in front", ".x", text, nameReserved),
        .attribute("a period at the end", "x.", text, nameReserved),
        .attribute(
            "a name that is too long",
            String(repeating: "n", count: 257),
            text,
            "Length of message attribute name must be between 1 and 256 bytes."
        ),
        .attribute(
            "an unknown type",
            "a",
            ["DataType": "Text", "StringValue": "b"],
            #"Type for parameter MessageAttributes.Attribute_name.DataType must be prefixedwith "String", "Binary", or "#
                + #""Number", but was: Text"#
        ),
        .attribute(
            "a number that is none",
            "a",
            ["DataType": "Number", "StringValue": "b"],
            "Can't cast the value of message (user) attribute 'a' to a number."
        ),
        .send(
            "a list of values",
            ["MessageAttributes": ["a": ["DataType": "String", "StringListValues": ["b"]]]],
            "AWS.SimpleQueueService.UnsupportedOperation",
            "Message attribute list values in SendMessage operation are not supported."
        ),
        .send(
            "eleven attributes",
            ["MessageAttributes": .object(JSONObject((0...10).map { ("a\($0)", text) }))],
            "Number of message attributes [11] exceeds the allowed maximum [10]."
        ),
        .send(
            "a system attribute that is not the sender's",
            ["MessageSystemAttributes": ["SenderId": text]],
            "Value SenderId for parameter MessageSystemAttributes is invalid. Reason: "
                + "The only system attribute that a sender can set is AWSTraceHeader, of type String."
        ),
    ]
}
