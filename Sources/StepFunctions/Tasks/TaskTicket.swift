import QuickstepInterpreter
import QuickstepJSON
import QuickstepServiceKit

/// What a task has left outside its execution while someone else does it: a row that exists exactly as long as its token holds.
///
/// The row begins when the task is handed out and ends with the task, so a token whose row is gone is over.
struct TaskTicket: Sendable, Equatable {
    /// Where the task waits for a worker: the activity's ARN and the place in its line.
    var place: ActivityPlace?
    /// The execution that the task waits for (`.sync`).
    var child: String?
    /// The map run that a Map state waits for.
    var mapRun: String?

    var json: JSONValue {
        var members: JSONObject = [:]
        if let place { members["activity"] = .string(place.activity) }
        if let place { members["place"] = .number(JSONNumber(place.number)) }
        if let child { members["child"] = .string(child) }
        if let mapRun { members["mapRun"] = .string(mapRun) }
        return .object(members)
    }

    init(place: ActivityPlace? = nil, child: String? = nil, mapRun: String? = nil) {
        self.place = place
        self.child = child
        self.mapRun = mapRun
    }

    init(json: JSONValue) {
        if let activity = json["activity"]?.stringValue, let number = json["place"]?.numberValue?.int64 {
            place = ActivityPlace(activity: activity, number: number)
        }
        child = json["child"]?.stringValue
        mapRun = json["mapRun"]?.stringValue
    }

    static func read(_ task: TaskID, of owner: Owner, _ turn: borrowing Turn) throws(ServiceError) -> TaskTicket? {
        try turn.json(Rows.ticket(task, of: owner)).map { TaskTicket(json: $0) }
    }
}

extension TaskTicket {
    /// Takes a task back from whoever does it: nobody wants the result any more.
    ///
    /// - Throws: a retryable `ServiceError` when the store cannot be read now.
    static func revoke(_ task: TaskID, of owner: Owner, _ turn: inout Turn) throws(ServiceError) {
        guard let ticket = try read(task, of: owner, turn) else { return }
        turn.delete(Rows.ticket(task, of: owner))
        if let place = ticket.place { ActivityLine.remove(place, &turn) }
        if let mapRun = ticket.mapRun { try MapRunStart.stop(mapRun, &turn) }
        guard let child = ticket.child, let name = ExecutionName(arn: child) else { return }
        do throws(ServiceError) {
            let stop = ServiceRequest(
                service: StatesService.serviceName,
                operation: "StopExecution",
                parameters: ["executionArn": .string(child)],
                scope: name.scope
            )
            _ = try turn.call(stop)
        } catch {
            // The service stops a child as well as it can: one that is gone has nothing left to stop.
            guard !error.isRetryable else { throw error }
        }
    }
}
