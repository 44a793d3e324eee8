import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

extension StatesService {
    /// Asks the execution to stop.
    ///
    /// The request is a row until the execution has taken note of it. One that has ended stays as it is, and the answer says since when.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StopExecution.html
    func stopExecution(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        var input = OperationInput(parameters)
        let arn = try input.arn("executionArn")
        let error = try input.optionalText("error", 0...StatesLimits.errorLengthMax, isSecret: true)
        let cause = try input.optionalText("cause", 0...StatesLimits.causeLengthMax, isSecret: true)
        try input.check()
        let name = try Self.execution(arn)
        guard let record = try ExecutionRecord.read(name.owner, turn) else {
            throw StatesError.executionDoesNotExist(arn)
        }
        guard record.status == .running else {
            return ServiceResponse(["stopDate": .seconds(record.stoppedAt ?? turn.now)])
        }
        var reason: JSONObject = [:]
        if let error { reason["error"] = .string(error) }
        if let cause { reason["cause"] = .string(cause) }
        return ServiceResponse(["stopDate": .seconds(try Self.requestStop(of: name.owner, reason: reason, &turn))])
    }

    /// Asks an execution to stop; where it was asked already, the first reason counts, and the first time.
    ///
    /// The row keeps the time, at which the execution ends: what is answered here is what DescribeExecution shows.
    @discardableResult
    static func requestStop(
        of owner: Owner,
        reason: JSONObject,
        _ turn: inout Turn
    ) throws(ServiceError) -> Timestamp {
        if let earlier = try turn.json(Rows.stopRequest(owner)) { return StopRequest.time(in: earlier) ?? turn.now }
        turn.put(Rows.stopRequest(owner), StopRequest.row(reason: reason, at: turn.now))
        turn.set(RuntimeTimer(owner: owner, number: ShellTimer.stop, due: turn.now))
        return turn.now
    }

    // MARK: Shared

    /// The execution that an ARN names.
    ///
    /// - Throws: `InvalidArn`.
    static func execution(_ reference: String) throws(ServiceError) -> ExecutionName {
        if let name = ExecutionName(arn: reference) { return name }
        _ = try ResourceARN.parts(reference, of: ["execution"])
        throw StatesError.invalidARN(reference)
    }

    static func doesNotExist(_ name: ExecutionName) -> ServiceError {
        StatesError.executionDoesNotExist(name.arn)
    }
}

/// The row of a request to stop: the reason, and when it came.
enum StopRequest {
    static func row(reason: JSONObject, at time: Timestamp) -> JSONValue {
        var row = reason
        row["at"] = .number(JSONNumber(time.milliseconds))
        return .object(row)
    }

    /// When it came; `nil` in rows of older versions.
    static func time(in row: JSONValue) -> Timestamp? {
        row["at"]?.numberValue?.int64.map { Timestamp(milliseconds: $0) }
    }
}
