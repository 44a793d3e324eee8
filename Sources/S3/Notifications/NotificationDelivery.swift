import QuickstepJSON
import QuickstepServiceKit

/// Hands a notification to its target, inside the turn that it is about.
struct NotificationDelivery: Sendable {
    private static let subject: JSONValue = "Amazon S3 Notification"

    let target: NotificationTarget
    let message: JSONValue
    let cause: EffectID

    func send(_ turn: inout Turn) throws(ServiceError) {
        var request = ServiceRequest(
            service: target.kind.service,
            operation: "",
            parameters: [:],
            scope: target.scope,
            cause: cause
        )
        switch target.kind {
        case .function:
            request.operation = "Invoke"
            request.parameters = [
                "FunctionName": .string(target.arn), "InvocationType": "Event", "Payload": message,
            ]
        case .queue:
            request.operation = "SendMessage"
            request.parameters = ["QueueUrl": .string(target.arn), "MessageBody": .string(message.compactText)]
        case .topic:
            request.operation = "Publish"
            request.parameters = [
                "TopicArn": .string(target.arn), "Message": .string(message.compactText), "Subject": Self.subject,
            ]
        }
        _ = try turn.call(request)
    }

    /// Tries a target out: a queue and a topic get a test message, a function a dry run.
    func test(_ turn: inout Turn) throws(ServiceError) {
        guard target.kind == .function else { return try send(&turn) }
        _ = try turn.call(
            ServiceRequest(
                service: target.kind.service,
                operation: "Invoke",
                parameters: ["FunctionName": .string(target.arn), "InvocationType": "DryRun"],
                scope: target.scope,
                cause: cause
            )
        )
    }
}

/// Tells a bucket's targets what happened to one of its objects.
struct Notifier: Sendable {
    let rows: BucketRows

    func configuration(_ turn: Turn) throws(ServiceError) -> NotificationConfiguration {
        guard let json = try turn.json(rows.notifications) else { return NotificationConfiguration() }
        guard let members = json.objectValue else {
            throw .damaged("the notifications of the bucket \(rows.name)")
        }
        return try NotificationConfiguration(members) { "" }
    }

    /// Delivers an event.
    ///
    /// A target that refuses it does not undo what happened: the refusal is told on the bus. What the runtime could not do now is no
    /// refusal, and does undo it.
    func tell(
        _ event: ObjectEvent,
        key: String,
        content: EventMessage.Content?,
        effect: EffectID,
        _ turn: inout Turn
    ) throws(ServiceError) {
        let entries = try configuration(turn).entries(for: event, key: key)
        guard !entries.isEmpty else { return }
        let message = EventMessage(
            event: event,
            scope: rows.scope,
            bucket: rows.name,
            key: key,
            content: content,
            time: turn.now,
            sequence: try turn.sequence(),
            requestID: RequestID(uuid: turn.uuid())
        )
        for entry in entries {
            let delivery = NotificationDelivery(
                target: entry.target,
                message: message.json(configurationID: entry.id),
                cause: effect
            )
            do throws(ServiceError) {
                try delivery.send(&turn)
            } catch {
                guard error.fault == .client else { throw error }
                turn.notify(
                    turn.effect(),
                    cause: effect,
                    service: "s3",
                    event: "NotificationFailed",
                    subject: "\(rows.name)/\(key)",
                    phase: .failed,
                    detail: [
                        "configurationId": .string(entry.id),
                        "target": .string(entry.target.arn),
                        "error": .string(error.code),
                        "cause": .string(error.message),
                    ]
                )
            }
        }
    }
}
