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

    init(settings: QueueSettings, createdAt: Timestamp, generation: Int64) {
        self.settings = settings
        self.createdAt = createdAt
        modifiedAt = createdAt
        self.generation = generation
    }

    var json: JSONValue {
        [
            "attributes": .object(settings.attributes),
            "createdAt": .number(JSONNumber(createdAt.milliseconds)),
            "modifiedAt": .number(JSONNumber(modifiedAt.milliseconds)),
            "generation": .number(JSONNumber(generation)),
            "tags": .object(tags),
        ]
    }

    init(json: JSONValue) throws(ServiceError) {
        guard let attributes = json["attributes"]?.objectValue,
            let createdAt = json["createdAt"]?.numberValue?.int64,
            let modifiedAt = json["modifiedAt"]?.numberValue?.int64,
            let generation = json["generation"]?.numberValue?.int64,
            let tags = json["tags"]?.objectValue
        else { throw .damaged("the row of a queue") }
        settings = QueueSettings()
        try settings.apply(attributes)
        self.createdAt = Timestamp(milliseconds: createdAt)
        self.modifiedAt = Timestamp(milliseconds: modifiedAt)
        self.generation = generation
        self.tags = tags
    }
}
