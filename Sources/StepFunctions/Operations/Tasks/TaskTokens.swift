import QuickstepInterpreter
import QuickstepJSON
import QuickstepServiceKit
import QuickstepStatesLanguage

extension StatesService {
    /// The operation `SendTaskSuccess`.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html
    func sendTaskSuccess(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        var input = OperationInput(parameters)
        let token = try input.text("taskToken", StatesLimits.taskTokenLength, isSecret: true)
        let text = try input.text("output", 0...StatesLimits.inputBytesMax, isSecret: true)
        try input.check()
        let output: JSONValue
        do throws(JSONParseError) {
            output = try JSONValue.parse(text)
        } catch {
            throw ServiceError(code: "InvalidOutput", message: "Invalid Output: '\(JSONComplaint.about(text, error))'")
        }
        guard !output.exceedsDepth(MachineLimits.payloadDepthMax) else {
            throw ServiceError(
                code: "InvalidOutput",
                message: "Invalid Output: 'It is nested more than \(MachineLimits.payloadDepthMax) levels deep, which "
                    + "Quickstep does not support.'"
            )
        }
        try tell(.succeeded(output: output), holder: token, &turn)
        return ServiceResponse()
    }

    /// The operation `SendTaskFailure`.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskFailure.html
    func sendTaskFailure(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        var input = OperationInput(parameters)
        let token = try input.text("taskToken", StatesLimits.taskTokenLength, isSecret: true)
        let error = try input.optionalText("error", 0...StatesLimits.errorLengthMax, isSecret: true)
        let cause = try input.optionalText("cause", 0...StatesLimits.causeLengthMax, isSecret: true)
        try input.check()
        try tell(.failed(error: error, cause: cause), holder: token, &turn)
        return ServiceResponse()
    }

    /// The operation `SendTaskHeartbeat`.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskHeartbeat.html
    func sendTaskHeartbeat(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        var input = OperationInput(parameters)
        let token = try input.text("taskToken", StatesLimits.taskTokenLength, isSecret: true)
        try input.check()
        try tell(.heartbeat, holder: token, &turn)
        return ServiceResponse()
    }

    /// Leaves word with the execution whose token it is.
    ///
    /// The first result ends the token: a second one finds no task.
    private func tell(_ word: ExecutionInbox.Word, holder text: String, _ turn: inout Turn) throws(ServiceError) {
        guard let token = TaskToken(text), let owner = ExecutionName(arn: token.execution)?.owner,
            let header = try StoredHeader.read(owner, turn)?.header, token.isGenuine(seed: header.seed)
        else {
            throw StatesError.invalidToken
        }
        guard try TaskTicket.read(token.task, of: owner, turn) != nil else {
            throw ServiceError(
                code: "TaskTimedOut",
                message: "Task Timed Out: 'Provided task does not exist anymore'"
            )
        }
        switch word {
        case .succeeded, .failed: turn.delete(Rows.ticket(token.task, of: owner))
        case .heartbeat, .activityStarted, .submitted, .mapRunSucceeded, .mapRunFailed: break
        }
        try ExecutionInbox.leave(word, about: token.task, for: header, owner, &turn)
    }
}
