import QuickstepJSON
import QuickstepServiceKit

/// A topic's access policy: kept, shown and changed by label; nobody is refused for it, as any credentials are accepted here.
///
/// Source: https://docs.aws.amazon.com/sns/latest/api/API_AddPermission.html
struct TopicPolicy: Sendable, Equatable {
    private var document: JSONObject

    /// What a permission may be given for.
    private static let actions = [
        "GetTopicAttributes", "SetTopicAttributes", "AddPermission", "RemovePermission", "DeleteTopic", "Subscribe",
        "ListSubscriptionsByTopic", "Publish",
    ]

    /// The policy that a topic has until it gets another.
    init(defaultOf topic: TopicAddress) {
        document = [
            "Version": "2008-10-17",
            "Id": "__default_policy_ID",
            "Statement": [
                [
                    "Sid": "__default_statement_ID",
                    "Effect": "Allow",
                    "Principal": ["AWS": "*"],
                    "Action": .array(Self.actions.map { .string("SNS:\($0)") }),
                    "Resource": .string(topic.arn),
                    "Condition": ["StringEquals": ["AWS:SourceOwner": .string(topic.scope.account)]],
                ]
            ],
        ]
    }

    /// Reads the policy of a topic's settings.
    init(of topic: TopicAddress, _ settings: TopicSettings) throws(ServiceError) {
        guard let text = settings.policy else {
            self.init(defaultOf: topic)
            return
        }
        guard let document = (try? JSONValue.parse(text))?.objectValue else {
            throw .damaged("the policy of the topic \(topic.name)")
        }
        self.init(document)
    }

    private init(_ document: JSONObject) {
        self.document = document
    }

    var text: String { JSONValue.object(document).compactText }

    private var statements: [JSONValue] {
        switch document["Statement"] {
        case .array(let statements)?: statements
        case let statement?: [statement]
        case nil: []
        }
    }

    /// Adds a statement.
    mutating func add(
        label: String,
        accounts: [String],
        actions: [String],
        topic: TopicAddress
    ) throws(ServiceError) {
        guard !statements.contains(where: { $0["Sid"]?.stringValue == label }) else {
            throw .invalid("Statement already exists")
        }
        guard actions.allSatisfy({ Self.actions.contains($0) || $0 == "*" }) else {
            throw .invalid("Policy statement action out of service scope!")
        }
        func one(_ values: [JSONValue]) -> JSONValue { values.count == 1 ? values[0] : .array(values) }
        let statement: JSONValue = [
            "Sid": .string(label),
            "Effect": "Allow",
            "Principal": ["AWS": one(accounts.map { .string("arn:aws:iam::\($0):root") })],
            "Action": one(actions.map { .string("SNS:\($0)") }),
            "Resource": .string(topic.arn),
        ]
        document["Statement"] = .array(statements + [statement])
    }

    /// Removes the statements of a label; one that there is not is no error.
    mutating func remove(label: String) {
        document["Statement"] = .array(statements.filter { $0["Sid"]?.stringValue != label })
    }
}
