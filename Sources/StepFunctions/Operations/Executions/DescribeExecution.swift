import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

extension StatesService {
    /// The operation `DescribeExecution`.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
    func describeExecution(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        var input = OperationInput(parameters)
        let arn = try input.arn("executionArn")
        let included = try input.choice("includedData", of: IncludedData.self) ?? .allData
        try input.check()
        let name = try Self.execution(arn)
        guard let stored = try StoredHeader.read(name.owner, turn),
            let record = try ExecutionRecord.read(name.owner, turn)
        else { throw StatesError.executionDoesNotExist(arn) }
        let header = stored.header
        var output: JSONObject = [
            "executionArn": .string(name.arn),
            "stateMachineArn": .string(name.machineARN),
            "name": .string(name.name),
            "status": .string(record.status.rawValue),
            "startDate": .seconds(header.startedAt),
        ]
        if let stopped = record.stoppedAt { output["stopDate"] = .seconds(stopped) }
        payload("input", header.input, included, in: &output)
        if let result = record.output { payload("output", result, included, in: &output) }
        if let child = stored.child { output["mapRunArn"] = .string(child.mapRun) }
        if let trace = stored.traceHeader { output["traceHeader"] = .string(trace) }
        if let error = record.error { output["error"] = .string(error) }
        if let cause = record.cause { output["cause"] = .string(cause) }
        if let version = header.stateMachineVersionARN { output["stateMachineVersionArn"] = .string(version) }
        if let alias = header.stateMachineAliasARN { output["stateMachineAliasArn"] = .string(alias) }
        if let quarantine = record.quarantine { output["quickstepQuarantine"] = .string(quarantine) }
        try describeRedrive(of: name, record, stored, in: &output, turn)
        return ServiceResponse(output)
    }

    private func payload(
        _ member: String,
        _ value: JSONValue,
        _ included: IncludedData,
        in output: inout JSONObject
    ) {
        if included == .allData { output[member] = .string(value.compactText) }
        output["\(member)Details"] = ["included": .bool(included == .allData)]
    }

    private func describeRedrive(
        of name: ExecutionName,
        _ record: ExecutionRecord,
        _ stored: StoredHeader,
        in output: inout JSONObject,
        _ turn: borrowing Turn
    ) throws(ServiceError) {
        output["redriveCount"] = .number(JSONNumber(record.redriveCount))
        if let redriven = record.redrivenAt { output["redriveDate"] = .seconds(redriven) }
        if let child = stored.child, record.status.isUnsuccessful {
            output["redriveStatus"] = "REDRIVABLE_BY_MAP_RUN"
            if try child.waitsForRedrive(turn) { output["status"] = "PENDING_REDRIVE" }
            return
        }
        let verdict = try Redrivability.of(name, record, startedAt: stored.header.startedAt, turn)
        output["redriveStatus"] = .string(verdict.reason == nil ? "REDRIVABLE" : "NOT_REDRIVABLE")
        if let reason = verdict.reason { output["redriveStatusReason"] = .string(reason.rawValue) }
    }
}
