import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import QuickstepStatesLanguage

extension StatesService {
    /// Lists the state machines of the caller's account and Region, by name.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachines.html
    func listStateMachines(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        var input = OperationInput(parameters)
        let request = try PageRequest.read(&input)
        try input.check()
        let scope = parameters.scope
        let page = try Page(request, of: ["ListStateMachines"], over: Rows.machines(in: scope), at: turn.now)
        let (machines, nextToken) = try page.entries(turn) { (row) throws(ServiceError) -> JSONValue? in
            guard let json = try? JSONValue.parse(bytes: row.value), let record = MachineRecord(json: json) else {
                throw .damaged("a state machine")
            }
            guard try !record.isGone(in: scope, turn) else { return nil }
            return [
                "stateMachineArn": .string(ExecutionName.machineARN(record.name, in: scope)),
                "name": .string(record.name),
                "type": .string(record.type.rawValue),
                "creationDate": .seconds(record.createdAt),
            ]
        }
        return Page.response("stateMachines", machines, nextToken)
    }
}
