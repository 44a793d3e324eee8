import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

extension StatesService {
    /// Registers an execution.
    ///
    /// Its first step is taken right after the commit.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
    func startExecution(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        let reference = try parameters.text("stateMachineArn")
        let input = try Self.input(try parameters.optionalText("input") ?? "{}")
        let given = try parameters.optionalText("name")
        let (machine, scope) = try MachineRecord.read(reference, scope: parameters.scope, turn)
        let name = ExecutionName(
            scope: scope,
            machine: machine.name,
            name: try ResourceName.validated(given ?? turn.uuid())
        )
        if let known = try StoredHeader.read(name.owner, turn) {
            let status = try ExecutionRecord.read(name.owner, turn)?.status
            guard status == .running, known.header.input == input else {
                throw ServiceError(
                    code: "ExecutionAlreadyExists",
                    message: "Execution Already Exists: '\(name.arn)'"
                )
            }
            return Self.started(name, at: known.header.startedAt)
        }
        let stored = StoredHeader(
            header: header(of: name, machine, input, turn.now, &turn),
            effect: turn.effect(),
            cause: turn.cause
        )
        turn.put(Rows.header(name.owner), stored.json)
        turn.put(Rows.status(name.owner), ExecutionRecord.running.json)
        turn.put(Rows.openEntry(name.owner), [])
        turn.put(
            Rows.executionIndexEntry(machine: machine.name, execution: name.name, started: turn.now, in: scope),
            Array(name.name.utf8)
        )
        turn.set(ShellTimer.carryOn(name.owner, startedAt: turn.now))
        turn.notify(
            stored.effect,
            service: Self.serviceName,
            event: "ExecutionStarted",
            subject: name.name,
            phase: .began,
            detail: ["executionArn": .string(name.arn), "stateMachine": .string(machine.name), "input": input]
        )
        return Self.started(name, at: turn.now)
    }

    private func header(
        of name: ExecutionName,
        _ machine: MachineRecord,
        _ input: JSONValue,
        _ time: Timestamp,
        _ turn: inout Turn
    ) -> ExecutionHeader {
        ExecutionHeader(
            arn: name.arn,
            name: name.name,
            stateMachineARN: name.machineARN,
            stateMachineName: machine.name,
            roleARN: machine.roleARN,
            input: input,
            seed: Self.seed(&turn),
            startedAt: time,
            definitionHash: machine.definitionHash,
            region: name.scope.region,
            parent: nil
        )
    }

    /// A key of random draws from the runtime's generator, like every other name: 64 bits of a digest of a new UUID.
    static func seed(_ turn: inout Turn) -> UInt64 {
        let digest = DigestAlgorithm.sha256.digest(Array(turn.uuid().utf8))
        return digest.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    }

    /// The operation `DescribeExecution`.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
    func describeExecution(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        let name = try Self.execution(try parameters.text("executionArn"))
        guard let header = try StoredHeader.read(name.owner, turn)?.header,
            let record = try ExecutionRecord.read(name.owner, turn)
        else { throw Self.doesNotExist(name) }
        var output: JSONObject = [
            "executionArn": .string(name.arn),
            "stateMachineArn": .string(name.machineARN),
            "name": .string(name.name),
            "status": .string(record.status.rawValue),
            "startDate": .seconds(header.startedAt),
        ]
        if let stopped = record.stoppedAt { output["stopDate"] = .seconds(stopped) }
        output["input"] = .string(header.input.compactText)
        output["inputDetails"] = ["included": true]
        if let result = record.output {
            output["output"] = .string(result.compactText)
            output["outputDetails"] = ["included": true]
        }
        if let error = record.error { output["error"] = .string(error) }
        if let cause = record.cause { output["cause"] = .string(cause) }
        if let quarantine = record.quarantine { output["quickstepQuarantine"] = .string(quarantine) }
        output["redriveCount"] = 0
        output["redriveStatus"] = "NOT_REDRIVABLE"
        output["redriveStatusReason"] = "Quickstep cannot redrive executions yet"
        return ServiceResponse(output)
    }

    /// The operation `ListExecutions`.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html
    func listExecutions(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        let reference = try parameters.text("stateMachineArn")
        let (machine, scope) = try MachineRecord.read(reference, scope: parameters.scope, turn)
        let filter = try statusFilter(parameters)
        let page = try Page(parameters, over: Rows.executionIndex(of: machine.name, in: scope))
        let (rows, nextToken) = try page.rows(turn) { (row) throws(ServiceError) in
            guard let filter else { return true }
            return try ExecutionRecord.read(Self.listed(row, machine.name, scope).owner, turn)?.status == filter
        }
        var entries: [JSONValue] = []
        for row in rows {
            let name = Self.listed(row, machine.name, scope)
            guard let header = try StoredHeader.read(name.owner, turn)?.header,
                let record = try ExecutionRecord.read(name.owner, turn)
            else { continue }
            var entry: JSONObject = [
                "executionArn": .string(name.arn),
                "stateMachineArn": .string(name.machineARN),
                "name": .string(name.name),
                "status": .string(record.status.rawValue),
                "startDate": .seconds(header.startedAt),
            ]
            if let stopped = record.stoppedAt { entry["stopDate"] = .seconds(stopped) }
            entry["redriveCount"] = 0
            entries.append(.object(entry))
        }
        return page.response("executions", entries, nextToken)
    }

    private static func listed(_ row: StoreRow, _ machine: String, _ scope: Scope) -> ExecutionName {
        ExecutionName(scope: scope, machine: machine, name: String(decoding: row.value, as: UTF8.self))
    }

    private func statusFilter(_ parameters: Parameters) throws(ServiceError) -> ExecutionRecord.Status? {
        guard let text = try parameters.optionalText("statusFilter") else { return nil }
        guard let status = ExecutionRecord.Status(rawValue: text) else {
            throw Parameters.validation(
                "1 validation error detected: Value '\(text)' at 'statusFilter' failed to satisfy constraint: "
                    + "Member must satisfy enum value set: [SUCCEEDED, TIMED_OUT, PENDING_REDRIVE, ABORTED, FAILED, RUNNING]"
            )
        }
        return status
    }

    /// Asks the execution to stop.
    ///
    /// The request is a row until the execution has taken note of it.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StopExecution.html
    func stopExecution(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        let name = try Self.execution(try parameters.text("executionArn"))
        let error = try parameters.optionalText("error")
        let cause = try parameters.optionalText("cause")
        guard let record = try ExecutionRecord.read(name.owner, turn) else { throw Self.doesNotExist(name) }
        guard record.status == .running else {
            return ServiceResponse(["stopDate": .seconds(record.stoppedAt ?? turn.now)])
        }
        var reason: JSONObject = [:]
        if let error { reason["error"] = .string(error) }
        if let cause { reason["cause"] = .string(cause) }
        turn.put(Rows.stopRequest(name.owner), .object(reason))
        turn.set(RuntimeTimer(owner: name.owner, number: ShellTimer.stop, due: turn.now))
        return ServiceResponse(["stopDate": .seconds(turn.now)])
    }

    // MARK: Shared

    static func execution(_ reference: String) throws(ServiceError) -> ExecutionName {
        if let name = ExecutionName(arn: reference) { return name }
        guard let arn = ARN(reference) else {
            throw ServiceError(code: "InvalidArn", message: "Invalid Arn: 'Invalid ARN prefix: \(reference)'")
        }
        let type = arn.resource.split(separator: ":", omittingEmptySubsequences: false).first ?? ""
        throw ServiceError(
            code: "InvalidArn",
            message: "Invalid Arn: 'Resource type not valid in this context: \(type)'"
        )
    }

    static func doesNotExist(_ name: ExecutionName) -> ServiceError {
        ServiceError(code: "ExecutionDoesNotExist", message: "Execution Does Not Exist: '\(name.arn)'")
    }

    private static func started(_ name: ExecutionName, at time: Timestamp) -> ServiceResponse {
        ServiceResponse(["executionArn": .string(name.arn), "startDate": .seconds(time)])
    }

    static func input(_ text: String) throws(ServiceError) -> JSONValue {
        guard text.utf8.count <= 262_144 else {
            throw Parameters.validation(
                "1 validation error detected: Value at 'input' failed to satisfy constraint: "
                    + "Member must have length less than or equal to 262144"
            )
        }
        guard !text.isEmpty else {
            throw ServiceError(code: "InvalidExecutionInput", message: "Invalid execution input.")
        }
        let input: JSONValue
        do throws(JSONParseError) {
            input = try JSONValue.parse(text)
        } catch {
            throw ServiceError(
                code: "InvalidExecutionInput",
                message: "Invalid State Machine Execution Input: '\(error)'"
            )
        }
        guard !input.exceedsDepth(MachineLimits.payloadDepthMax) else {
            throw ServiceError(
                code: "InvalidExecutionInput",
                message: "Invalid State Machine Execution Input: 'It is nested more than "
                    + "\(MachineLimits.payloadDepthMax) levels deep, which Quickstep does not support.'"
            )
        }
        return input
    }
}
