import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// A queue as its row has it.
struct QueueRecord: Sendable, Equatable {
    var settings: QueueSettings
    let createdAt: Timestamp
    var modifiedAt: Timestamp
    /// Numbers the lives of the queue: messages of an earlier one are gone, though their rows may wait for the sweep.
    var generation: Int64
    var tags = JSONObject()
    /// When the scope of identifiers changed last.
    var scopeChangedAt: Timestamp?
    /// When the queue was purged last.
    var purgedAt: Timestamp?

    init(settings: QueueSettings, createdAt: Timestamp, generation: Int64) {
        self.settings = settings
        self.createdAt = createdAt
        modifiedAt = createdAt
        self.generation = generation
    }

    var json: JSONValue {
        var row: JSONObject = [
            "attributes": .object(settings.attributes),
            "createdAt": .number(JSONNumber(createdAt.milliseconds)),
            "modifiedAt": .number(JSONNumber(modifiedAt.milliseconds)),
            "generation": .number(JSONNumber(generation)),
            "tags": .object(tags),
        ]
        if let scopeChangedAt { row["scopeChangedAt"] = .number(JSONNumber(scopeChangedAt.milliseconds)) }
        if let purgedAt { row["purgedAt"] = .number(JSONNumber(purgedAt.milliseconds)) }
        return .object(row)
    }

    init(json: JSONValue) throws(ServiceError) {
        guard let attributes = json["attributes"]?.objectValue,
            let createdAt = json["createdAt"]?.numberValue?.int64,
            let modifiedAt = json["modifiedAt"]?.numberValue?.int64,
            let generation = json["generation"]?.numberValue?.int64,
            let tags = json["tags"]?.objectValue
        else { throw .damaged("the row of a queue") }
        settings = try QueueSettings(stored: attributes)
        self.createdAt = Timestamp(milliseconds: createdAt)
        self.modifiedAt = Timestamp(milliseconds: modifiedAt)
        self.generation = generation
        self.tags = tags
        scopeChangedAt = json["scopeChangedAt"]?.numberValue?.int64.map { Timestamp(milliseconds: $0) }
        purgedAt = json["purgedAt"]?.numberValue?.int64.map { Timestamp(milliseconds: $0) }
    }
}
