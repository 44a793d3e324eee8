import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import QuickstepStatesLanguage

extension StatesService {
    /// Lists the map runs of an execution, newest first.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListMapRuns.html
    func listMapRuns(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        var input = OperationInput(parameters)
        let arn = try input.arn("executionArn")
        let request = try PageRequest.read(&input)
        try input.check()
        let name = try Self.execution(arn)
        guard try StoredHeader.read(name.owner, turn) != nil else { throw StatesError.executionDoesNotExist(arn) }
        let page = try Page(request, of: ["ListMapRuns", name.arn], over: Rows.mapRuns(name.owner), at: turn.now)
        let now = turn
        let (entries, nextToken) = try page.entries(turn) { (row) throws(ServiceError) -> JSONValue? in
            guard let run = MapRunName(arn: String(decoding: row.value, as: UTF8.self)),
                let header = try MapRunHeader.read(run.owner, now), let state = try MapRun.read(run.owner, now)
            else { return nil }
            var entry: JSONObject = [
                "executionArn": .string(header.execution),
                "mapRunArn": .string(run.arn),
                "stateMachineArn": .string(ExecutionName.machineARN(run.childMachine, in: run.scope)),
                "startDate": .seconds(header.startedAt),
            ]
            if let stopped = state.stoppedAt { entry["stopDate"] = .seconds(stopped) }
            return .object(entry)
        }
        return Page.response("mapRuns", entries, nextToken)
    }

    /// The operation `DescribeMapRun`.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeMapRun.html
    func describeMapRun(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        var input = OperationInput(parameters)
        let arn = try input.text("mapRunArn", 1...StatesLimits.mapRunARNLengthMax)
        try input.check()
        let (header, run) = try Self.mapRun(arn, turn)
        let pendingItems = run.isExhausted ? 0 : max(0, (header.itemCount ?? run.position.index) - run.position.index)
        let pendingExecutions = header.request.batch == nil ? pendingItems : 0
        var output: JSONObject = [
            "mapRunArn": .string(header.name.arn),
            "executionArn": .string(header.execution),
            "status": .string(run.statusName),
            "startDate": .seconds(header.startedAt),
        ]
        if let stopped = run.stoppedAt { output["stopDate"] = .seconds(stopped) }
        output["maxConcurrency"] = .number(JSONNumber(run.concurrency))
        let percentage = JSONNumber(run.tolerance.percentage ?? 0)
        output["toleratedFailurePercentage"] = percentage.map { .number($0) }
        output["toleratedFailureCount"] = .number(JSONNumber(run.tolerance.count ?? 0))
        output["itemCounts"] = run.items.described(pending: pendingItems)
        output["executionCounts"] = run.executions.described(pending: pendingExecutions)
        output["redriveCount"] = .number(JSONNumber(run.redriveCount))
        if let redriven = run.redrivenAt { output["redriveDate"] = .seconds(redriven) }
        return ServiceResponse(output)
    }

    /// The operation `UpdateMapRun`: changes how many executions of a run go on at the same time, and how many may fail.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateMapRun.html
    func updateMapRun(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        var input = OperationInput(parameters)
        let arn = try input.text("mapRunArn", 1...StatesLimits.mapRunARNLengthMax)
        let concurrency = try input.integer("maxConcurrency", 0...Int.max)
        let percentage = try input.number("toleratedFailurePercentage", 0...100)
        let count = try input.integer("toleratedFailureCount", 0...Int.max)
        try input.check()
        var (header, run) = try Self.mapRun(arn, turn)
        guard !run.hasEnded else {
            throw Parameters.validation("Map Run is not running and cannot be updated: '\(arn)'")
        }
        if let concurrency { run.concurrency = concurrency }
        if let percentage { run.tolerance.percentage = percentage }
        if let count { run.tolerance.count = count }
        turn.put(MapRunRows(owner: header.name.owner).state, run.json)
        turn.set(MapRunRows.look(header.name.owner, startedAt: header.startedAt))
        return ServiceResponse([:])
    }

    /// The map run that an ARN names.
    ///
    /// - Throws: `InvalidArn`, `ResourceNotFound`.
    private static func mapRun(
        _ arn: String,
        _ turn: borrowing Turn
    ) throws(ServiceError) -> (MapRunHeader, MapRun) {
        let name = try MapRunName.resolve(arn)
        guard let header = try MapRunHeader.read(name.owner, turn), let run = try MapRun.read(name.owner, turn) else {
            throw StatesError.resourceNotFound(arn)
        }
        return (header, run)
    }
}
