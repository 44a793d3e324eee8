import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import QuickstepStatesLanguage

/// A registered state machine, as its row has it.
struct MachineRecord: Sendable, Equatable {
    var name: String
    var type = MachineType.standard
    var configuration: MachineConfiguration
    var createdAt: Timestamp
    /// The id of the revision; `nil` until the first update that changed anything.
    var revision: String?
    /// When the machine was last changed; `nil` until then.
    var updatedAt: Timestamp?
    /// The number of the version that was published last, 0 for none: a number is never used again.
    var versionLast = 0
    /// The number that the runtime had come to when the machine was made; `nil` in rows of older versions.
    ///
    /// Executions with lower ones ran on an earlier machine of this name, which was deleted.
    var bornAt: Int64?
    /// What CreateStateMachine was asked for besides: a repetition must ask for the same.
    var creation = Creation()
    /// Whether the machine is only waiting for its executions to end.
    var isDeleting = false

    struct Creation: Sendable, Equatable {
        var publishes = false
        var versionDescription: String?
    }

    /// What an execution that begins now keeps.
    var currentRevision: MachineRevision {
        MachineRevision(configuration: configuration, id: revision, since: updatedAt ?? createdAt)
    }

    var definitionHash: String { configuration.definitionHash }
    var roleARN: String { configuration.roleARN }

    init(name: String, type: MachineType = .standard, configuration: MachineConfiguration, createdAt: Timestamp) {
        self.name = name
        self.type = type
        self.configuration = configuration
        self.createdAt = createdAt
    }

    // MARK: The row

    var json: JSONValue {
        var row: JSONObject = ["name": .string(name)]
        configuration.write(to: &row)
        row["created"] = .number(JSONNumber(createdAt.milliseconds))
        if type != .standard { row["type"] = .string(type.rawValue) }
        if let revision { row["revision"] = .string(revision) }
        if let updatedAt { row["updated"] = .number(JSONNumber(updatedAt.milliseconds)) }
        if versionLast > 0 { row["versionLast"] = .number(JSONNumber(versionLast)) }
        if let bornAt { row["born"] = .number(JSONNumber(bornAt)) }
        if creation.publishes { row["publishes"] = true }
        if let description = creation.versionDescription { row["versionDescription"] = .string(description) }
        if isDeleting { row["deleting"] = true }
        return .object(row)
    }

    /// Reads a row; members that older versions did not write mean what was so then.
    init?(json: JSONValue) {
        guard let name = json["name"]?.stringValue,
            let configuration = MachineConfiguration(row: json),
            let created = json["created"]?.numberValue?.int64,
            let type = MachineType(rawValue: json["type"]?.stringValue ?? MachineType.standard.rawValue)
        else { return nil }
        self.init(
            name: name,
            type: type,
            configuration: configuration,
            createdAt: Timestamp(milliseconds: created)
        )
        revision = json["revision"]?.stringValue
        updatedAt = json["updated"]?.numberValue?.int64.map { Timestamp(milliseconds: $0) }
        versionLast = json["versionLast"]?.intValue ?? 0
        bornAt = json["born"]?.numberValue?.int64
        creation.publishes = json["publishes"]?.boolValue ?? false
        creation.versionDescription = json["versionDescription"]?.stringValue
        isDeleting = json["deleting"]?.boolValue ?? false
    }

    // MARK: Finding one

    /// The machine of a name.
    ///
    /// `nil` where there is none; one that was deleted is there until the last of its executions has ended.
    static func find(
        _ name: String,
        in scope: Scope,
        _ turn: borrowing Turn
    ) throws(ServiceError) -> MachineRecord? {
        guard let json = try turn.json(Rows.machine(name, in: scope)) else { return nil }
        guard let record = MachineRecord(json: json) else { throw .damaged("the state machine \(name)") }
        return try record.isGone(in: scope, turn) ? nil : record
    }

    /// The machine that an ARN names, whatever its qualifier.
    ///
    /// - Throws: `StateMachineDoesNotExist`.
    static func read(_ reference: MachineReference, _ turn: borrowing Turn) throws(ServiceError) -> MachineRecord {
        guard let record = try find(reference.name, in: reference.scope, turn) else {
            throw StatesError.machineDoesNotExist(reference.text)
        }
        return record
    }

    /// Whether the machine was deleted and nothing of it runs any more.
    ///
    /// The row of such a machine is left for whoever comes next: the end of an execution need not know of it.
    func isGone(in scope: Scope, _ turn: borrowing Turn) throws(ServiceError) -> Bool {
        guard isDeleting else { return false }
        return try OpenExecutions.ofMachine(name, in: scope, turn, limit: 1).isEmpty
    }

    /// - Throws: `StateMachineDeleting`.
    func refuseDeleting(_ arn: String) throws(ServiceError) {
        guard !isDeleting else { throw StatesError.machineDeleting(arn) }
    }
}
