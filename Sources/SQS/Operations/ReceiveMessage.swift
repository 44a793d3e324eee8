import QuickstepJSON
import QuickstepServiceKit

/// `ReceiveMessage`: hands out visible messages and hides them.
///
/// Inside a turn nothing can wait: the answer is what is there. `SQSService.receive(waiting:)` waits.
enum ReceiveMessage {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let parameters = call.parameters
        let limit = try parameters.integer(
            "MaxNumberOfMessages",
            in: 1...SQSLimits.receivedMessagesMax,
            reason: "Must be between 1 and \(SQSLimits.receivedMessagesMax), if provided."
        )
        let hiddenSeconds = try visibilitySeconds(parameters)
        _ = try waitSeconds(parameters)
        if let attempt = try parameters.text("ReceiveRequestAttemptId") {
            throw .invalidParameter(
                "ReceiveRequestAttemptId",
                value: attempt,
                reason: "The request includes a parameter that is not valid for this queue type."
            )
        }
        let selection = AttributeSelection(
            names: try parameters.texts("MessageAttributeNames"),
            systemNames: try parameters.texts("MessageSystemAttributeNames") + parameters.texts("AttributeNames"),
            includesEffect: try parameters.flag("QuickstepIncludeEffect")
        )
        let received = try call.withQueue(&turn) { (queue, turn) throws(ServiceError) in
            try queue.receive(
                limit ?? 1,
                hiddenSeconds: hiddenSeconds ?? queue.record.settings.visibilitySeconds,
                since: MessageHorizon(parameters.members["QuickstepSince"]),
                &turn,
                waking: call.waiters
            )
        }
        guard !received.isEmpty else { return [:] }
        return ["Messages": .array(received.map { .object($0.json(selection)) })]
    }

    static func visibilitySeconds(_ parameters: Parameters) throws(ServiceError) -> Int? {
        try parameters.integer(
            "VisibilityTimeout",
            in: SQSLimits.visibilitySeconds,
            reason: "Must be between 0 and \(SQSLimits.visibilitySeconds.upperBound), if provided."
        )
    }

    static func waitSeconds(_ parameters: Parameters) throws(ServiceError) -> Int? {
        try parameters.integer(
            "WaitTimeSeconds",
            in: SQSLimits.waitSeconds,
            reason: "Must be >= 0 and <= \(SQSLimits.waitSeconds.upperBound), if provided."
        )
    }
}
