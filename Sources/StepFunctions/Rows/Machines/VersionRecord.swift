import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// A published version: a revision of its machine that nothing changes any more.
struct VersionRecord: Sendable, Equatable {
    let number: Int
    let revision: MachineRevision
    let description: String?
    let createdAt: Timestamp

    var json: JSONValue {
        var row: JSONObject = [
            "number": .number(JSONNumber(number)),
            "machine": revision.json,
            "created": .number(JSONNumber(createdAt.milliseconds)),
        ]
        if let description { row["description"] = .string(description) }
        return .object(row)
    }

    init(number: Int, revision: MachineRevision, description: String?, createdAt: Timestamp) {
        self.number = number
        self.revision = revision
        self.description = description
        self.createdAt = createdAt
    }

    init?(json: JSONValue) {
        guard let number = json["number"]?.intValue,
            let revision = json["machine"].flatMap({ MachineRevision(json: $0) }),
            let created = json["created"]?.numberValue?.int64
        else { return nil }
        self.init(
            number: number,
            revision: revision,
            description: json["description"]?.stringValue,
            createdAt: Timestamp(milliseconds: created)
        )
    }

    static func arn(_ number: Int, of machine: String, in scope: Scope) -> String {
        "\(ExecutionName.machineARN(machine, in: scope)):\(number)"
    }

    static func find(
        _ number: Int,
        of machine: String,
        in scope: Scope,
        _ turn: borrowing Turn
    ) throws(ServiceError) -> VersionRecord? {
        guard let json = try turn.json(Rows.version(number, of: machine, in: scope)) else { return nil }
        guard let record = VersionRecord(json: json) else {
            throw .damaged("the version \(number) of the state machine \(machine)")
        }
        return record
    }

    /// The version that was published last of those that are left.
    static func latest(
        of machine: String,
        in scope: Scope,
        _ turn: borrowing Turn
    ) throws(ServiceError) -> VersionRecord? {
        guard let row = try turn.range(Rows.versions(of: machine, in: scope).prefixRange, limit: 1).first else {
            return nil
        }
        return try read(row, of: machine)
    }

    static func read(_ row: StoreRow, of machine: String) throws(ServiceError) -> VersionRecord {
        guard let json = try? JSONValue.parse(bytes: row.value, limits: .storedRows),
            let record = VersionRecord(json: json)
        else { throw .damaged("a version of the state machine \(machine)") }
        return record
    }
}
