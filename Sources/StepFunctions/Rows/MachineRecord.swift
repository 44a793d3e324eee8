import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// A registered state machine, as its row has it.
struct MachineRecord: Sendable, Equatable {
    var name: String
    var definitionHash: String
    var roleARN: String
    var createdAt: Timestamp

    var json: JSONValue {
        [
            "name": .string(name),
            "definition": .string(definitionHash),
            "role": .string(roleARN),
            "created": .number(JSONNumber(createdAt.milliseconds)),
        ]
    }

    init(name: String, definitionHash: String, roleARN: String, createdAt: Timestamp) {
        self.name = name
        self.definitionHash = definitionHash
        self.roleARN = roleARN
        self.createdAt = createdAt
    }

    init?(json: JSONValue) {
        guard let name = json["name"]?.stringValue,
            let hash = json["definition"]?.stringValue,
            let role = json["role"]?.stringValue,
            let created = json["created"]?.numberValue?.int64
        else { return nil }
        self.init(
            name: name,
            definitionHash: hash,
            roleARN: role,
            createdAt: Timestamp(milliseconds: created)
        )
    }

    /// Reads the machine that an ARN, or a bare name, stands for.
    static func read(
        _ reference: String,
        scope: Scope,
        _ turn: borrowing Turn
    ) throws(ServiceError) -> (record: MachineRecord, scope: Scope) {
        let place = try resolve(reference, scope: scope)
        guard let json = try turn.json(Rows.machine(place.name, in: place.scope)) else {
            throw ServiceError(
                code: "StateMachineDoesNotExist",
                message: "State Machine Does Not Exist: '\(ExecutionName.machineARN(place.name, in: place.scope))'"
            )
        }
        guard let record = MachineRecord(json: json) else {
            throw .damaged("the state machine \(place.name)")
        }
        return (record, place.scope)
    }

    static func resolve(_ reference: String, scope: Scope) throws(ServiceError) -> (name: String, scope: Scope) {
        guard reference.hasPrefix("arn:") else {
            throw ServiceError(code: "InvalidArn", message: "Invalid Arn: 'Invalid ARN prefix: \(reference)'")
        }
        guard let arn = ARN(reference), arn.service == "states", let scope = arn.scope else {
            throw ServiceError(code: "InvalidArn", message: "Invalid Arn: '\(reference)'")
        }
        let parts = arn.resource.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.first == "stateMachine", parts.count == 2 else {
            throw ServiceError(
                code: "InvalidArn",
                message: "Invalid Arn: 'Resource type not valid in this context: \(parts.first ?? "")'"
            )
        }
        return (String(parts[1]), scope)
    }
}
