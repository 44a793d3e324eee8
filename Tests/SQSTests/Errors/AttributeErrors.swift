import QuickstepJSON

/// What is wrong with the attributes or the name of a queue.
enum AttributeErrors {
    private static let arn = "arn:aws:sqs:us-east-1:000000000000:"

    static let all: [ErrorCase] = names + values + types + redrive + allow + existing

    private static let names: [ErrorCase] = [
        .create(
            "a bad name",
            "a b",
            [:],
            "InvalidParameterValue",
            "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"
        ),
        .create(
            "a long name",
            String(repeating: "n", count: 81),
            [:],
            "InvalidParameterValue",
            "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"
        ),
        .create(
            "a suffix without the attribute",
            "new.fifo",
            [:],
            "InvalidParameterValue",
            "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"
        ),
        .create(
            "the attribute without a suffix",
            "new",
            ["FifoQueue": "true"],
            "InvalidParameterValue",
            "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with "
                + ".fifo suffix and be 1 to 80 in length"
        ),
        .create("no name", "", [:], "MissingParameter", "The request must contain the parameter QueueName."),
    ]

    private static let values: [ErrorCase] =
        [
            ("VisibilityTimeout", "43201"), ("VisibilityTimeout", "-1"), ("DelaySeconds", "901"),
            ("MessageRetentionPeriod", "59"), ("MessageRetentionPeriod", "1209601"), ("MaximumMessageSize", "1023"),
            ("MaximumMessageSize", "1048577"), ("ReceiveMessageWaitTimeSeconds", "21"),
            ("KmsDataKeyReusePeriodSeconds", "59"), ("KmsDataKeyReusePeriodSeconds", "86401"),
            ("SqsManagedSseEnabled", "yes"), ("Policy", "[]"), ("DelaySeconds", "five"),
        ].map { name, value in
            .set(
                "\(name) \(value)",
                JSONObject([(name, .string(value))]),
                "InvalidAttributeValue",
                "Invalid value for the parameter \(name)."
            )
        } + [
            .set("an unknown attribute", ["Foobar": "1"], "InvalidAttributeName", "Unknown Attribute Foobar."),
            .set("a read-only attribute", ["QueueArn": "1"], "InvalidAttributeName", "Unknown Attribute QueueArn."),
            ErrorCase(
                "an unknown attribute that is asked for",
                "GetQueueAttributes",
                ["QueueUrl": "q", "AttributeNames": ["Foobar"]],
                "InvalidAttributeName",
                "Unknown Attribute Foobar."
            ),
            .set(
                "two kinds of encryption",
                ["SqsManagedSseEnabled": "true", "KmsMasterKeyId": "alias/aws/sqs"],
                "InvalidAttributeName",
                "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or "
                    + "SQS SSE."
            ),
        ]

    private static let types: [ErrorCase] = [
        .create(
            "FifoQueue false",
            "new",
            ["FifoQueue": "false"],
            "InvalidAttributeName",
            "Unknown Attribute FifoQueue."
        ),
        .set(
            "content of a standard queue",
            ["ContentBasedDeduplication": "true"],
            "InvalidAttributeName",
            "Unknown Attribute ContentBasedDeduplication."
        ),
        .set(
            "FifoQueue of a standard queue",
            ["FifoQueue": "true"],
            "InvalidAttributeName",
            "Unknown Attribute FifoQueue."
        ),
        .create(
            "the scope of a standard queue",
            "new",
            ["DeduplicationScope": "queue"],
            "InvalidAttributeName",
            "You can specify the DeduplicationScope only when FifoQueue is set to true."
        ),
        .set(
            "the throughput of a standard queue",
            ["FifoThroughputLimit": "perQueue"],
            "InvalidAttributeName",
            "You can specify the FifoThroughputLimit only when FifoQueue is set to true."
        ),
        .set(
            "another type",
            ["FifoQueue": "false"],
            of: "q.fifo",
            "InvalidAttributeValue",
            "Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported."
        ),
        .set(
            "an unknown scope",
            ["DeduplicationScope": "all"],
            of: "q.fifo",
            "InvalidAttributeValue",
            "Invalid value for the parameter DeduplicationScope."
        ),
        .set(
            "a throughput that needs another scope",
            ["FifoThroughputLimit": "perMessageGroupId"],
            of: "q.fifo",
            "InvalidAttributeValue",
            "Invalid value for the parameter FifoThroughputLimit. Reason: FifoThroughputLimit can be set to "
                + "perMessageGroupId only when DeduplicationScope is set to messageGroup."
        ),
    ]

    private static func redrive(_ what: String, _ policy: String, _ reason: String) -> ErrorCase {
        .set(
            what,
            ["RedrivePolicy": .string(policy)],
            "InvalidParameterValue",
            "Value \(policy) for parameter RedrivePolicy is invalid. Reason: \(reason)"
        )
    }

    private static let redrive: [ErrorCase] = [
        redrive(
            "an unknown target",
            #"{"deadLetterTargetArn":"\#(arn)nope","maxReceiveCount":1}"#,
            "Dead letter target does not exist."
        ),
        redrive(
            "a target of the other type",
            #"{"deadLetterTargetArn":"\#(arn)q.fifo","maxReceiveCount":1}"#,
            "Dead-letter queue must be same type of queue as the source."
        ),
        redrive(
            "a count out of range",
            #"{"deadLetterTargetArn":"\#(arn)closed","maxReceiveCount":"1001"}"#,
            "Invalid value for maxReceiveCount: 1001, valid values are from 1 to 1000 both inclusive."
        ),
        redrive(
            "a target that wants nobody",
            #"{"deadLetterTargetArn":"\#(arn)closed","maxReceiveCount":1}"#,
            "Queue \(arn)q is not allowed to use \(arn)closed as its dead-letter queue."
        ),
        redrive("no JSON", "nonsense", "Redrive policy is not a valid JSON map."),
        redrive(
            "no target",
            #"{"maxReceiveCount":1}"#,
            "Redrive policy does not contain mandatory attribute: deadLetterTargetArn."
        ),
        redrive(
            "no count",
            #"{"deadLetterTargetArn":"\#(arn)closed"}"#,
            "Redrive policy does not contain mandatory attribute: maxReceiveCount."
        ),
    ]

    private static func allow(_ what: String, _ policy: String, _ reason: String) -> ErrorCase {
        .set(
            what,
            ["RedriveAllowPolicy": .string(policy)],
            "InvalidParameterValue",
            "Value \(policy) for parameter RedriveAllowPolicy is invalid. Reason: \(reason)"
        )
    }

    private static let allow: [ErrorCase] = [
        allow("allow: no JSON", "[]", "Redrive allow policy is not a valid JSON map."),
        allow(
            "allow: no permission",
            "{}",
            "Redrive allow policy does not contain mandatory attribute: redrivePermission."
        ),
        allow(
            "allow: an unknown permission",
            #"{"redrivePermission":"some"}"#,
            "Invalid value for redrivePermission: some."
        ),
        allow(
            "allow: queues for all",
            #"{"redrivePermission":"allowAll","sourceQueueArns":["\#(arn)q"]}"#,
            "sourceQueueArns can be given only with the redrivePermission byQueue."
        ),
        allow(
            "allow: no queues",
            #"{"redrivePermission":"byQueue"}"#,
            "The redrivePermission byQueue needs sourceQueueArns."
        ),
        allow(
            "allow: eleven queues",
            #"{"redrivePermission":"byQueue","sourceQueueArns":[\#((0...10).map { "\"\(arn)q\($0)\"" }.joined(separator: ","))]}"#,
            "At most 10 sourceQueueArns are allowed."
        ),
        allow(
            "allow: no ARN",
            #"{"redrivePermission":"byQueue","sourceQueueArns":["q"]}"#,
            "Invalid value for sourceQueueArns."
        ),
        allow(
            "allow: an unknown member",
            #"{"redrivePermission":"denyAll","x":1}"#,
            "Redrive allow policy contains an unknown attribute: x."
        ),
    ]

    private static let existing: [ErrorCase] = [
        .create(
            "another value",
            "q",
            ["MaximumMessageSize": "1024", "VisibilityTimeout": "31"],
            "QueueAlreadyExists",
            "A queue already exists with the same name and a different value for attribute VisibilityTimeout"
        ),
        .create(
            "another value of a FIFO queue",
            "q.fifo",
            ["FifoQueue": "true", "ContentBasedDeduplication": "true"],
            "QueueAlreadyExists",
            "A queue already exists with the same name and a different value for attribute ContentBasedDeduplication"
        ),
    ]
}
