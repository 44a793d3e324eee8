import QuickstepJSON
import QuickstepServiceKit

/// `PutObject`: puts bytes, which are stored already, in place of whatever has the key.
enum PutObject {
    static func run(_ call: inout OperationCall, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        let record = try put(.put, &call, &turn)
        return ServiceResponse([
            "ETag": .string(record.entityTag), "ServerSideEncryption": .string(ObjectRecord.encryption),
        ])
    }

    /// Puts an object and tells the bucket's targets, in one turn.
    static func put(
        _ event: ObjectEvent,
        _ call: inout OperationCall,
        _ turn: inout Turn
    ) throws(ServiceError) -> ObjectRecord {
        let rows = try call.bucket(turn)
        let key = try call.key()
        let metadata = try ObjectMetadata(&call.parameters)
        guard let blob = call.blob else { throw withoutBytes }
        try call.parameters.finish()
        guard blob.size <= S3Limits.objectBytesMax else { throw .entityTooLarge() }
        let effect = turn.effect()
        let record = ObjectRecord(blob: blob, metadata: metadata, lastModified: turn.now, effect: effect)
        let replaced = try call.object(key, in: rows, turn)
        turn.put(rows.object(key), record.json)
        // A request that is repeated brings the same bytes under the same name: those stay.
        if let old = replaced?.blob.id, old != blob.id {
            turn.afterCommit { [discard = call.discard] in discard(old) }
        }
        turn.notify(
            effect,
            service: "s3",
            event: "ObjectCreated",
            subject: "\(rows.name)/\(key)",
            detail: ["size": .number(JSONNumber(blob.size)), "etag": .string(blob.md5)]
        )
        let content = EventMessage.Content(size: blob.size, md5: blob.md5)
        try Notifier(rows: rows).tell(event, key: key, content: content, effect: effect, &turn)
        return record
    }

    /// Bytes must be durable before the turn that names them, so an operation cannot take them from its parameters.
    private static let withoutBytes = ServiceError.notImplemented(
        "PutObject takes the object's bytes as the body of a request, not as a parameter."
    )
}
