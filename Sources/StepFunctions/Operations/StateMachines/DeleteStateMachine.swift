import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

extension StatesService {
    /// Deletes a state machine with its versions, aliases and tags.
    ///
    /// Its executions that run are asked to stop; the machine is `DELETING` until the last of them has ended. Executions that ended can
    /// still be described. A machine that is not there is no error.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteStateMachine.html
    func deleteStateMachine(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        var input = OperationInput(parameters)
        let arn = try input.arn("stateMachineArn")
        try input.check()
        let reference = try MachineReference(arn)
        try reference.refuseLabel()
        guard reference.qualifier == nil else {
            throw Parameters.validation("A state machine is deleted by its unqualified ARN: '\(reference.machineARN)'")
        }
        let scope = reference.scope
        let key = Rows.machine(reference.name, in: scope)
        guard let json = try turn.json(key) else { return ServiceResponse() }
        guard var record = MachineRecord(json: json) else { throw .damaged("the state machine \(reference.name)") }
        let running = try OpenExecutions.ofMachine(reference.name, in: scope, turn)
        if running.isEmpty {
            try ResourceCount.machines(in: scope).decrement(&turn)
            turn.delete(key)
        } else if !record.isDeleting {
            record.isDeleting = true
            turn.put(key, record.json)
            for owner in running { try Self.requestStop(of: owner, reason: [:], &turn) }
        }
        for rows in [Rows.versions(of: reference.name, in: scope), Rows.aliases(of: reference.name, in: scope)] {
            for row in try turn.range(rows.prefixRange) { turn.delete(row.key) }
        }
        turn.delete(Rows.machineTags(reference.name, in: scope))
        return ServiceResponse()
    }
}
