import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// An event bus as its row has it.
struct BusRecord: Sendable, Equatable {
    var text: String?
    /// When it was made; `nil` for the default bus, which was always there.
    var createdAt: Timestamp?
    var tags = Tags()

    init(text: String?, createdAt: Timestamp?, tags: Tags) {
        self.text = text
        self.createdAt = createdAt
        self.tags = tags
    }

    /// Reads a bus's row; `nil` where there is no such bus.
    init?(_ address: BusAddress, _ turn: inout Turn) throws(ServiceError) {
        guard let json = try turn.json(BusRows(address).bus) else {
            guard address.isDefault else { return nil }
            self.init(text: nil, createdAt: nil, tags: Tags())
            return
        }
        self.init(
            text: json["description"]?.stringValue,
            createdAt: json["createdAt"]?.numberValue?.int64.map { Timestamp(milliseconds: $0) },
            tags: try Tags(row: json["tags"])
        )
    }

    var json: JSONValue {
        var row: JSONObject = ["tags": tags.row]
        row["description"] = text.map { .string($0) }
        row["createdAt"] = createdAt.map { .number(JSONNumber($0.milliseconds)) }
        return .object(row)
    }

    /// What lists of buses show, and what a bus's description shows.
    func description(_ address: BusAddress) -> JSONObject {
        var shown: JSONObject = ["Name": .string(address.name), "Arn": .string(address.arn)]
        shown["Description"] = text.map { .string($0) }
        if let createdAt {
            shown["CreationTime"] = Self.seconds(createdAt)
            shown["LastModifiedTime"] = Self.seconds(createdAt)
        }
        return shown
    }

    /// Seconds since 1970, as the protocol has times.
    private static func seconds(_ time: Timestamp) -> JSONValue {
        JSONNumber(Double(time.milliseconds) / 1000).map { .number($0) }
            ?? .number(JSONNumber(time.milliseconds / 1000))
    }
}
