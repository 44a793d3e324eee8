import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

extension LambdaService {
    /// An attempt of an asynchronous call has ended.
    func takeNote(of work: WorkItem, _ outcome: WorkOutcome) async {
        await kernel.repeatedTurn(cause: work.cause) { (turn) throws(ServiceError) in
            try Self.takeNote(of: work, outcome, &turn)
        }
    }

    private static func takeNote(
        of work: WorkItem,
        _ outcome: WorkOutcome,
        _ turn: inout Turn
    ) throws(ServiceError) {
        guard try turn.get(work.rowKey) != nil else { return }
        turn.finish(work.id)
        guard case .failed(let error, let cause) = outcome, var call = AsynchronousCall(work) else { return }
        var detail: JSONObject = [
            "attempt": .number(JSONNumber(call.attempt)), "error": .string(error), "cause": .string(cause),
        ]
        guard let delay = call.delay(after: error) else {
            turn.notify(
                work.effect,
                service: serviceName,
                event: "InvocationDropped",
                subject: call.function,
                phase: .failed,
                detail: detail
            )
            return
        }
        call.attempt += 1
        let due = turn.now.adding(delay)
        let owner = FunctionRows.owner(call.scope, call.function)
        let number = try turn.sequence()
        turn.put(FunctionRows.retry(owner, number), call.row)
        turn.set(RuntimeTimer(owner: owner, number: number, due: due))
        detail["nextAttemptAt"] = .string(due.iso8601)
        turn.notify(
            work.effect,
            service: serviceName,
            event: "InvocationRetryScheduled",
            subject: call.function,
            phase: .began,
            detail: detail
        )
    }

    /// The wait before the next attempt of a call is over.
    func repeatCall(_ timer: RuntimeTimer) async {
        await kernel.repeatedTurn { (turn) throws(ServiceError) in
            let owner = timer.id.owner
            let key = FunctionRows.retry(owner, timer.id.number)
            turn.cancel(timer)
            guard let row = try turn.json(key) else { return }
            guard let call = AsynchronousCall(row: row, scope: owner.scope, function: owner.name) else {
                throw .damaged("a call of the function '\(owner.name)' that waits for its next attempt")
            }
            turn.delete(key)
            turn.enqueue(call.work(number: try turn.sequence()))
        }
    }
}
