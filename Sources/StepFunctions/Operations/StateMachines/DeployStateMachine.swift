import QuickstepJSON
package import QuickstepServiceKit
import QuickstepStatesLanguage

extension StatesService {
    /// Puts the definition of a machine in place, whether the machine exists or not: what `run` and a template do.
    ///
    /// Executions that run keep the definition that they began with.
    package func deploy(
        name: String,
        definition text: String,
        scope: Scope,
        _ turn: inout Turn
    ) throws(ServiceError) -> String {
        let name = try ResourceName.validated(name)
        let arn = ExecutionName.machineARN(name, in: scope)
        if var record = try MachineRecord.find(name, in: scope, turn) {
            try record.refuseDeleting(arn)
            var configuration = record.configuration
            configuration.definitionHash = try compile(text, type: record.type)
            try change(&record, to: configuration, in: scope, &turn)
            turn.put(Rows.definition(record.definitionHash), Array(text.utf8))
        } else {
            let configuration = MachineConfiguration(
                definitionHash: try compile(text, type: .standard),
                roleARN: Self.defaultRole(in: scope)
            )
            var record = MachineRecord(name: name, configuration: configuration, createdAt: turn.now)
            try register(&record, definition: text, in: scope, &turn)
        }
        return arn
    }

    /// `deploy` at the door, for templates: ours, not the service's.
    func deployStateMachine(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        let arn = try deploy(
            name: try parameters.text("name"),
            definition: try parameters.text("definition"),
            scope: parameters.scope,
            &turn
        )
        return ServiceResponse(["stateMachineArn": .string(arn)])
    }

    /// The role of machines for which nobody gave one.
    static func defaultRole(in scope: Scope) -> String {
        "arn:aws:iam::\(scope.account):role/quickstep"
    }

    /// Compiles a definition and answers its hash.
    ///
    /// - Throws: `InvalidDefinition`, with the diagnostics in the service's words.
    func compile(_ text: String, type: MachineType) throws(ServiceError) -> String {
        do throws(InvalidDefinition) {
            return try definitions.compile(text, name: "definition", type: type).hash
        } catch {
            throw ServiceError(code: "InvalidDefinition", message: error.serviceMessage)
        }
    }
}
