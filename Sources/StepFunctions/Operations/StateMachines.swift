import QuickstepJSON
import QuickstepPrimitives
package import QuickstepServiceKit
import QuickstepStatesLanguage

extension StatesService {
    /// The operation `CreateStateMachine`.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html
    func createStateMachine(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        let name = try ResourceName.validated(try parameters.text("name"))
        let text = try parameters.text("definition")
        let role = try parameters.optionalText("roleArn") ?? Self.defaultRole(in: parameters.scope)
        try refuseUnsupported(parameters)
        let hash = try compile(text)
        let arn = ExecutionName.machineARN(name, in: parameters.scope)
        let key = Rows.machine(name, in: parameters.scope)
        if let json = try turn.json(key) {
            guard let known = MachineRecord(json: json) else { throw .damaged("the state machine \(name)") }
            guard known.definitionHash == hash else {
                throw ServiceError(
                    code: "StateMachineAlreadyExists",
                    message: "State Machine Already Exists: '\(arn)'"
                )
            }
            return Self.created(arn, at: known.createdAt)
        }
        let record = MachineRecord(name: name, definitionHash: hash, roleARN: role, createdAt: turn.now)
        turn.put(key, record.json)
        turn.put(Rows.definition(hash), Array(text.utf8))
        return Self.created(arn, at: turn.now)
    }

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
        let hash = try compile(text)
        let key = Rows.machine(name, in: scope)
        var record = MachineRecord(
            name: name,
            definitionHash: hash,
            roleARN: Self.defaultRole(in: scope),
            createdAt: turn.now
        )
        if let json = try turn.json(key), let known = MachineRecord(json: json) {
            record.createdAt = known.createdAt
            record.roleARN = known.roleARN
        }
        turn.put(key, record.json)
        turn.put(Rows.definition(hash), Array(text.utf8))
        return ExecutionName.machineARN(name, in: scope)
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

    /// The operation `DescribeStateMachine`.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html
    func describeStateMachine(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        let reference = try parameters.text("stateMachineArn")
        let (record, scope) = try MachineRecord.read(reference, scope: parameters.scope, turn)
        guard let text = try turn.get(Rows.definition(record.definitionHash)) else {
            throw .damaged("the definition of the state machine \(record.name)")
        }
        return ServiceResponse([
            "stateMachineArn": .string(ExecutionName.machineARN(record.name, in: scope)),
            "name": .string(record.name),
            "status": "ACTIVE",
            "definition": .string(String(decoding: text, as: UTF8.self)),
            "roleArn": .string(record.roleARN),
            "type": "STANDARD",
            "creationDate": .seconds(record.createdAt),
            "loggingConfiguration": ["level": "OFF", "includeExecutionData": false],
            "tracingConfiguration": ["enabled": false],
        ])
    }

    /// The operation `ListStateMachines`.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachines.html
    func listStateMachines(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        let page = try Page(parameters, over: Rows.machines(in: parameters.scope))
        let (rows, nextToken) = try page.rows(turn)
        let machines = rows.compactMap { row -> JSONValue? in
            guard let json = try? JSONValue.parse(bytes: row.value), let record = MachineRecord(json: json) else {
                return nil
            }
            return [
                "stateMachineArn": .string(ExecutionName.machineARN(record.name, in: parameters.scope)),
                "name": .string(record.name),
                "type": "STANDARD",
                "creationDate": .seconds(record.createdAt),
            ]
        }
        return page.response("stateMachines", machines, nextToken)
    }

    private func compile(_ text: String) throws(ServiceError) -> String {
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

    private func refuseUnsupported(_ parameters: Parameters) throws(ServiceError) {
        if let type = try parameters.optionalText("type"), type != "STANDARD" {
            throw ServiceError(
                code: "StateMachineTypeNotSupported",
                message: "Quickstep does not run \(type) state machines yet. Use STANDARD."
            )
        }
        let known: Set<String> = ["name", "definition", "roleArn", "type"]
        for name in parameters.request.parameters.keys where !known.contains(name) {
            throw Parameters.validation("Quickstep does not support the parameter '\(name)' of CreateStateMachine yet.")
        }
    }

    static func defaultRole(in scope: Scope) -> String {
        "arn:aws:iam::\(scope.account):role/quickstep"
    }

    private static func created(_ arn: String, at time: Timestamp) -> ServiceResponse {
        ServiceResponse(["stateMachineArn": .string(arn), "creationDate": .seconds(time)])
    }
}

extension JSONValue {
    /// A time as the service's wire format has it: seconds since 1970, with milliseconds as a fraction.
    static func seconds(_ time: Timestamp) -> JSONValue {
        JSONNumber(Double(time.milliseconds) / 1000).map { .number($0) } ?? .null
    }
}
