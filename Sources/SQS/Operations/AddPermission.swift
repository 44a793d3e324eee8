import QuickstepJSON
import QuickstepServiceKit

/// `AddPermission`: adds a statement to the queue's policy.
///
/// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html
enum AddPermission {
    /// What can be allowed to others.
    private static let shareable = [
        "*", "ChangeMessageVisibility", "DeleteMessage", "GetQueueAttributes", "GetQueueUrl",
        "ListDeadLetterSourceQueues", "PurgeQueue", "ReceiveMessage", "SendMessage",
    ]

    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let label = try Self.label(call.parameters)
        let accounts = try call.parameters.texts("AWSAccountIds")
        let actions = try call.parameters.texts("Actions")
        guard !accounts.isEmpty else { throw .missingParameter("AWSAccountIds") }
        guard !actions.isEmpty else { throw .missingParameter("Actions") }
        for account in accounts where !isAccount(account) {
            throw .invalidParameter(
                "PrincipalId",
                value: "[\(account)]",
                reason: "Unable to verify."
            )
        }
        for action in actions { try check(action) }
        guard actions.count <= SQSLimits.permissionActionsMax else {
            throw .overLimit(
                "\(actions.count) Actions were found, maximum allowed is \(SQSLimits.permissionActionsMax)."
            )
        }
        return try call.withQueue(&turn) { (queue, turn) throws(ServiceError) in
            queue.record.settings.policy = try AccessPolicy.adding(
                label,
                accounts: accounts,
                actions: actions,
                to: queue.record.settings.policy,
                of: queue.address
            )
            queue.record.modifiedAt = turn.now
            return [:]
        }
    }

    static func label(_ parameters: Parameters) throws(ServiceError) -> String {
        let label = try parameters.requiredText("Label")
        guard label.utf8.count <= SQSLimits.queueNameLengthMax, label.utf8.allSatisfy(QueueAddress.isNameByte) else {
            throw .invalidParameter(
                "Label",
                value: label,
                reason: "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"
            )
        }
        return label
    }

    private static func isAccount(_ text: String) -> Bool {
        text.utf8.count == 12 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    private static func check(_ action: String) throws(ServiceError) {
        guard !shareable.contains(action) else { return }
        let isOperation = SQSService.operationNames.contains(action)
        throw .invalidParameter(
            "ActionName",
            value: "SQS:\(action)",
            reason: isOperation
                ? "Only the queue owner is allowed to invoke this action."
                : "Please refer to the appropriate WSDL for a list of valid actions. "
        )
    }
}

/// `RemovePermission`: removes a statement from the queue's policy.
///
/// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_RemovePermission.html
enum RemovePermission {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let label = try AddPermission.label(call.parameters)
        return try call.withQueue(&turn) { (queue, turn) throws(ServiceError) in
            queue.record.settings.policy = try AccessPolicy.removing(label, from: queue.record.settings.policy)
            queue.record.modifiedAt = turn.now
            return [:]
        }
    }
}
