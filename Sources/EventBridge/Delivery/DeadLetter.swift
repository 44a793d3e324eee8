import QuickstepJSON
import QuickstepServiceKit

/// An event that a target did not take.
///
/// Nothing is tried again here: a target that refuses in the turn of the event would refuse again. So the letter tells of no condition
/// that was exhausted (`EXHAUSTED_RETRY_CONDITION`), and of no attempts beside the first.
///
/// Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
struct DeadLetter {
    let event: JSONObject
    let target: Target
    let rule: RuleAddress
    let error: ServiceError

    /// Sends the event to the target's dead-letter queue, or drops it where there is none, or none any more.
    func deliver(cause: EffectID, _ turn: inout Turn) throws(ServiceError) {
        let isKept = try send(cause: cause, &turn)
        turn.notify(
            cause,
            service: "events",
            event: "DeliveryFailed",
            subject: rule.name,
            phase: .progressed,
            detail: [
                "error": .string(error.code), "cause": .string(error.message), "target": .string(target.arn),
                "isKept": .bool(isKept),
            ]
        )
    }

    private func send(cause: EffectID, _ turn: inout Turn) throws(ServiceError) -> Bool {
        guard let queue = target.deadLetterQueue, let scope = ARN(queue)?.scope else { return false }
        let attributes = [
            ("RULE_ARN", rule.arn), ("TARGET_ARN", target.arn), ("ERROR_CODE", Self.code(of: error)),
            ("ERROR_MESSAGE", error.message), ("RETRY_ATTEMPTS", "0"),
        ]
        let request = ServiceRequest(
            service: "sqs",
            operation: "SendMessage",
            parameters: [
                "QueueUrl": .string(queue),
                "MessageBody": .string(JSONValue.object(event).compactText),
                "MessageAttributes": .object(
                    JSONObject(attributes.map { ($0.0, ["DataType": "String", "StringValue": .string($0.1)]) })
                ),
            ],
            scope: scope,
            cause: cause
        )
        do throws(ServiceError) {
            _ = try turn.call(request)
            return true
        } catch {
            guard error.fault == .client else { throw error }
            return false
        }
    }

    /// The codes of services that say that what was asked is not there.
    private static let missing: Set<String> = [
        "AWS.SimpleQueueService.NonExistentQueue", "NotFound", "ResourceNotFoundException", "StateMachineDoesNotExist",
    ]

    private static func code(of error: ServiceError) -> String {
        missing.contains(error.code) ? "NO_RESOURCE" : "SDK_CLIENT_ERROR"
    }
}
