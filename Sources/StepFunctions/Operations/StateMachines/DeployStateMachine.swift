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
                roleARN: "arn:aws:iam::\(scope.account):role/quickstep"
            )
            let record = MachineRecord(name: name, configuration: configuration, createdAt: turn.now)
            try register(record, definition: text, in: scope, &turn)
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

    /// Compiles a definition and answers its hash.
    ///
    /// - Throws: `InvalidDefinition`, with the diagnostics in the service's words.
    func compile(_ text: String, type: MachineType) throws(ServiceError) -> String {
        do throws(InvalidDefinition) {
            return try definitions.compile(text, name: "definition").hash
        } catch {
            let texts = error.diagnostics.filter { $0.severity == .error }.map(\.serviceText)
            throw ServiceError(
                code: "InvalidDefinition",
                message: "Invalid State Machine Definition: '\(texts.joined(separator: ", "))'"
            )
        }
    }
}
