import QuickstepJSON
import QuickstepServiceKit

/// `ReceiveMessage`: hands out visible messages and hides them.
///
/// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
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
        let selection = AttributeSelection(
            names: try parameters.texts("MessageAttributeNames"),
            systemNames: try parameters.texts("MessageSystemAttributeNames") + parameters.texts("AttributeNames"),
            includesEffect: try parameters.flag("QuickstepIncludeEffect")
        )
        let received = try call.withQueue(&turn) { (queue, turn) throws(ServiceError) in
            let request = ReceiveRequest(
                limit: limit ?? 1,
                hiddenSeconds: hiddenSeconds ?? queue.record.settings.visibilitySeconds,
                since: MessageHorizon(parameters.members["QuickstepSince"]),
                attemptID: try attempt(parameters, queue)
            )
            return try queue.receive(
                request,
                inFlightMax: call.conduct.inFlightMax,
                &turn,
                waking: call.waiters
            )
        }
        guard !received.isEmpty else { return [:] }
        return ["Messages": .array(received.map { .object($0.json(selection)) })]
    }

    private static func attempt(_ parameters: Parameters, _ queue: OpenQueue) throws(ServiceError) -> String? {
        guard let attempt = try MessageDraft.identifier("ReceiveRequestAttemptId", parameters) else { return nil }
        guard queue.isFIFO else {
            throw .invalidParameter(
                "ReceiveRequestAttemptId",
                value: attempt,
                reason: "The request includes a parameter that is not valid for this queue type."
            )
        }
        return attempt
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
