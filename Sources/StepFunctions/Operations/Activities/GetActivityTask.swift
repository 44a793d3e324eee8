import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

extension StatesService {
    /// `GetActivityTask`, in one turn: the first task in line, or an empty answer.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetActivityTask.html
    func getActivityTask(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        var input = OperationInput(parameters)
        let activity = try input.arn("activityArn")
        let worker = try input.optionalText("workerName", 1...StatesLimits.nameLengthMax)
        try input.check()
        let describe = ServiceRequest(
            service: Self.serviceName,
            operation: "DescribeActivity",
            parameters: ["activityArn": .string(activity)],
            scope: parameters.scope
        )
        _ = try turn.call(describe)
        guard let line = ActivityPlace.owner(of: activity) else { return ServiceResponse() }
        while let entry = try ActivityLine.takeFirst(of: line, &turn) {
            guard let owner = ExecutionName(arn: entry.execution)?.owner,
                let header = try StoredHeader.read(owner, turn)?.header,
                try TaskTicket.read(entry.task, of: owner, turn) != nil
            else { continue }
            turn.put(Rows.ticket(entry.task, of: owner), TaskTicket().json)
            try ExecutionInbox.leave(.activityStarted(worker: worker), about: entry.task, for: header, owner, &turn)
            let token = TaskToken(execution: header.arn, task: entry.task, seed: header.seed)
            return ServiceResponse(["taskToken": .string(token.text), "input": .string(entry.input.compactText)])
        }
        return ServiceResponse()
    }

    /// How long `GetActivityTask` waits for a task, as the service does.
    static let activityWaitMilliseconds: Int64 = 60_000

    /// Waits for a task as long as the service does.
    func pollForActivityTask(
        _ request: ServiceRequest,
        _ kernel: Kernel
    ) async throws(ServiceError) -> ServiceResponse {
        guard let activity = request.parameters["activityArn"]?.stringValue,
            let line = ActivityPlace.owner(of: activity)
        else { return try await kernel.call(request) }
        guard workers.count(line) < StatesLimits.activityPollersMax else {
            throw ServiceError(
                code: "ActivityWorkerLimitExceeded",
                message: "The maximum number of workers concurrently polling for activity tasks has been reached."
            )
        }
        let deadline = kernel.clock.now.adding(milliseconds: Self.activityWaitMilliseconds)
        let poll = LongPoll(until: deadline, .driving, on: kernel)
        return try await poll.run(at: line, among: workers, request) { $0.output["taskToken"] != nil }
    }
}
