import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// A registered activity: a name under which workers outside ask for tasks.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-activities.html
struct ActivityRecord: Sendable, Equatable {
    let name: String
    let createdAt: Timestamp
    let encryption: EncryptionConfiguration

    var json: JSONValue {
        var row: JSONObject = [
            "name": .string(name),
            "created": .number(JSONNumber(createdAt.milliseconds)),
        ]
        if encryption != .awsOwned { row["encryption"] = encryption.json }
        return .object(row)
    }

    init(name: String, createdAt: Timestamp, encryption: EncryptionConfiguration) {
        self.name = name
        self.createdAt = createdAt
        self.encryption = encryption
    }

    init?(json: JSONValue) {
        guard let name = json["name"]?.stringValue, let created = json["created"]?.numberValue?.int64 else {
            return nil
        }
        var encryption = EncryptionConfiguration.awsOwned
        if let given = json["encryption"] {
            guard let read = EncryptionConfiguration(json: given) else { return nil }
            encryption = read
        }
        self.init(name: name, createdAt: Timestamp(milliseconds: created), encryption: encryption)
    }

    static func arn(_ name: String, in scope: Scope) -> String {
        ARN(service: "states", scope: scope, resource: "activity:\(name)").description
    }

    /// The name and the scope that an activity's ARN gives.
    ///
    /// - Throws: `InvalidArn`.
    static func resolve(_ arn: String) throws(ServiceError) -> (name: String, scope: Scope) {
        let (scope, parts) = try ResourceARN.parts(arn, of: ["activity"])
        guard parts.count == 2 else { throw StatesError.invalidARN(arn) }
        return (parts[1], scope)
    }

    static func find(
        _ name: String,
        in scope: Scope,
        _ turn: borrowing Turn
    ) throws(ServiceError) -> ActivityRecord? {
        guard let json = try turn.json(Rows.activity(name, in: scope)) else { return nil }
        guard let record = ActivityRecord(json: json) else { throw .damaged("the activity \(name)") }
        return record
    }

    /// The activity that an ARN names.
    ///
    /// - Throws: `InvalidArn`, `ActivityDoesNotExist`.
    static func read(
        _ arn: String,
        _ turn: borrowing Turn
    ) throws(ServiceError) -> (record: ActivityRecord, scope: Scope) {
        let (name, scope) = try resolve(arn)
        guard let record = try find(name, in: scope, turn) else { throw StatesError.activityDoesNotExist(arn) }
        return (record, scope)
    }
}
