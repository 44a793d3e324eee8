import QuickstepJSON
import QuickstepServiceKit

/// `DeleteObject`: removes an object, if it exists.
enum DeleteObject {
    static func run(_ call: inout OperationCall, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        let rows = try call.bucket(turn)
        let key = try call.key()
        try call.parameters.finish()
        let removed = try call.object(key, in: rows, turn)
        if let removed {
            turn.delete(rows.object(key))
            turn.afterCommit { [discard = call.discard] in discard(removed.blob.id) }
        }
        let effect = turn.effect()
        turn.notify(
            effect,
            service: "s3",
            event: "ObjectDeleted",
            subject: "\(rows.name)/\(key)",
            detail: ["existed": .bool(removed != nil)]
        )
        // As on AWS, targets are told of the removal of an object that was not there.
        try Notifier(rows: rows).tell(.deleted, key: key, content: nil, effect: effect, &turn)
        return ServiceResponse()
    }
}
