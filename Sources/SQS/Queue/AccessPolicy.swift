import QuickstepJSON
import QuickstepServiceKit

/// A queue's policy, and how `AddPermission` and `RemovePermission` edit it.
///
/// Nobody is kept out by it here.
struct AccessPolicy: Sendable, Equatable {
    /// The policy as it is shown.
    let text: String
    private let members: JSONObject

    /// Reads the value of the attribute `Policy`.
    init(_ text: String) throws(ServiceError) {
        guard let policy = try? JSONValue.parse(text), case .object(let members) = policy else {
            throw .invalidAttribute("Policy")
        }
        self.text = text
        self.members = members
    }

    private init(_ members: JSONObject) {
        self.members = members
        text = JSONValue.object(members).compactText
    }

    private static func empty(_ queue: QueueAddress) -> AccessPolicy {
        AccessPolicy(["Version": "2008-10-17", "Id": .string("\(queue.arn)/SQSDefaultPolicy"), "Statement": []])
    }

    private var statements: [JSONValue] {
        guard let statement = members["Statement"] else { return [] }
        return statement.arrayValue ?? [statement]
    }

    private func with(_ statements: [JSONValue]) -> AccessPolicy {
        var members = members
        members["Statement"] = .array(statements)
        return AccessPolicy(members)
    }

    /// The policy with one more permission, in the form that SQS gives it.
    static func adding(
        _ label: String,
        accounts: [String],
        actions: [String],
        to policy: AccessPolicy?,
        of queue: QueueAddress
    ) throws(ServiceError) -> AccessPolicy {
        let policy = policy ?? empty(queue)
        guard !policy.statements.contains(where: { $0["Sid"]?.stringValue == label }) else {
            throw .invalidParameter("Label", value: label, reason: "Already exists.")
        }
        let statement: JSONValue = [
            "Sid": .string(label),
            "Effect": "Allow",
            "Principal": ["AWS": oneOrList(accounts.map { "arn:aws:iam::\($0):root" })],
            "Action": oneOrList(actions.map { "SQS:\($0)" }),
            "Resource": .string(queue.arn),
        ]
        return policy.with(policy.statements + [statement])
    }

    /// The policy without a permission; `nil` where that was the last.
    static func removing(_ label: String, from policy: AccessPolicy?) throws(ServiceError) -> AccessPolicy? {
        let statements = policy?.statements ?? []
        let rest = statements.filter { $0["Sid"]?.stringValue != label }
        guard let policy, rest.count < statements.count else {
            throw .invalidParameter("Label", value: label, reason: "can't find label.")
        }
        return rest.isEmpty ? nil : policy.with(rest)
    }

    private static func oneOrList(_ texts: [String]) -> JSONValue {
        guard texts.count != 1, !texts.isEmpty else { return .string(texts.first ?? "") }
        return .array(texts.map { .string($0) })
    }
}
