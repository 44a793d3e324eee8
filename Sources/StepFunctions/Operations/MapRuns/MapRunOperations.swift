import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

// Map runs begin with distributed Map states, which Quickstep does not run yet: no execution has one, and no ARN names one.

extension StatesService {
    /// Lists the map runs of an execution: none.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListMapRuns.html
    func listMapRuns(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        var input = OperationInput(parameters)
        let arn = try input.arn("executionArn")
        _ = try PageRequest.read(&input)
        try input.check()
        guard try StoredHeader.read(try Self.execution(arn).owner, turn) != nil else {
            throw StatesError.executionDoesNotExist(arn)
        }
        return Page.response("mapRuns", [], nil)
    }

    /// The operation `DescribeMapRun`.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeMapRun.html
    func describeMapRun(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        var input = OperationInput(parameters)
        let arn = try input.text("mapRunArn", 1...StatesLimits.mapRunARNLengthMax)
        try input.check()
        throw try Self.unknownMapRun(arn)
    }

    /// The operation `UpdateMapRun`.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateMapRun.html
    func updateMapRun(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        var input = OperationInput(parameters)
        let arn = try input.text("mapRunArn", 1...StatesLimits.mapRunARNLengthMax)
        _ = try input.integer("maxConcurrency", 0...Int.max)
        _ = try input.number("toleratedFailurePercentage", 0...100)
        _ = try input.integer("toleratedFailureCount", 0...Int.max)
        try input.check()
        throw try Self.unknownMapRun(arn)
    }

    /// The error that every well-formed ARN of a map run gets.
    ///
    /// - Throws: `InvalidArn` for any other ARN.
    static func unknownMapRun(_ arn: String) throws(ServiceError) -> ServiceError {
        _ = try ResourceARN.parts(arn, of: ["mapRun"])
        return StatesError.resourceNotFound(arn)
    }
}
