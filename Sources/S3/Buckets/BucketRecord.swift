import QuickstepJSON
import QuickstepPrimitives

/// What is stored of a bucket itself.
struct BucketRecord: Sendable, Equatable {
    let createdAt: Timestamp

    init(createdAt: Timestamp) {
        self.createdAt = createdAt
    }

    init?(json: JSONValue) {
        guard let createdAt = json["createdAt"]?.numberValue?.int64 else { return nil }
        self.createdAt = Timestamp(milliseconds: createdAt)
    }

    var json: JSONValue { ["createdAt": .number(JSONNumber(createdAt.milliseconds))] }
}
