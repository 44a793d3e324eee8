import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// `PutBucketNotificationConfiguration`: replaces what a bucket tells whom.
///
/// Each target is tried out first, as on AWS: queues and topics receive a test message, which has no `Records`.
/// `SkipDestinationValidation` leaves that away.
enum PutBucketNotificationConfiguration {
    static func run(_ call: inout OperationCall, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        let rows = try call.bucket(turn)
        let given = try call.parameters.object("NotificationConfiguration") ?? [:]
        let skipsValidation = try call.parameters.flag("SkipDestinationValidation")
        try call.parameters.finish()
        let configuration = try NotificationConfiguration(given) { turn.uuid() }
        if !skipsValidation { try validate(configuration, rows, &turn) }
        if configuration.entries.isEmpty {
            turn.delete(rows.notifications)
        } else {
            turn.put(rows.notifications, .object(configuration.json))
        }
        return ServiceResponse()
    }

    private static func validate(
        _ configuration: NotificationConfiguration,
        _ rows: BucketRows,
        _ turn: inout Turn
    ) throws(ServiceError) {
        let effect = turn.effect()
        let requestID = RequestID(uuid: turn.uuid())
        let message: JSONValue = [
            "Service": "Amazon S3",
            "Event": "s3:TestEvent",
            "Time": .string(turn.now.iso8601),
            "Bucket": .string(rows.name),
            "RequestId": .string(requestID.short),
            "HostId": .string(requestID.long),
        ]
        var refusals: [String] = []
        for entry in configuration.entries {
            let delivery = NotificationDelivery(target: entry.target, message: message, cause: effect)
            do throws(ServiceError) {
                try delivery.test(&turn)
            } catch {
                refusals.append(entry.target.refusal)
            }
        }
        guard refusals.isEmpty else {
            throw .invalidArgument(
                "Unable to validate the following destination configurations: " + refusals.joined(separator: "; ")
            )
        }
    }
}

/// `GetBucketNotificationConfiguration`: answers what a bucket tells whom.
enum GetBucketNotificationConfiguration {
    static func run(_ call: inout OperationCall, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        let rows = try call.bucket(turn)
        try call.parameters.finish()
        return ServiceResponse(try Notifier(rows: rows).configuration(turn).json)
    }
}
