import QuickstepJSON
import QuickstepServiceKit

/// `PutEvents`: gives events to buses; their targets have them when it is answered.
///
/// An entry that cannot be taken does not keep others from being taken.
///
/// Source: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
enum PutEvents {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        try call.parameters.refuse(allBut: ["Entries"], of: "PutEvents")
        var delivery = EventDelivery(patterns: call.patterns)
        var answers: [JSONValue] = []
        var failures = 0
        for given in try entries(call) {
            switch checked(given, call) {
            case .success(let entry):
                answers.append(["EventId": .string(try put(entry, call.scope, &delivery, &turn))])
            case .failure(let refusal):
                failures += 1
                answers.append(refusal.json)
            }
        }
        return ["FailedEntryCount": .number(JSONNumber(failures)), "Entries": .array(answers)]
    }

    private static func entries(_ call: OperationCall) throws(ServiceError) -> [EventEntry.Given] {
        let list = try call.parameters.requiredList("Entries")
        guard !list.isEmpty else {
            throw .constraint("'[]'", at: "entries", "must have length greater than or equal to 1")
        }
        guard list.count <= EventBridgeLimits.entriesMax else {
            let shown = list.map { _ in "PutEventsRequestEntry(…)" }.joined(separator: ", ")
            let rule = "must have length less than or equal to \(EventBridgeLimits.entriesMax)"
            throw .constraint("'[\(shown)]'", at: "entries", rule)
        }
        var entries: [EventEntry.Given] = []
        for json in list { entries.append(try EventEntry.Given(json, scope: call.scope)) }
        guard entries.reduce(0, { $0 + $1.byteCount }) <= EventBridgeLimits.requestBytesMax else {
            throw .validation("Total size of the entries in the request is over the limit.")
        }
        return entries
    }

    private static func checked(
        _ given: EventEntry.Given,
        _ call: OperationCall
    ) -> Result<EventEntry, EventEntry.Refusal> {
        Result { () throws(EventEntry.Refusal) in
            try EventEntry(given, scope: call.scope, mayUseReservedSources: call.mayUseReservedSources)
        }
    }

    /// Puts one event; returns its id.
    private static func put(
        _ entry: EventEntry,
        _ scope: Scope,
        _ delivery: inout EventDelivery,
        _ turn: inout Turn
    ) throws(ServiceError) -> String {
        let event = Event(
            id: turn.uuid(),
            source: entry.source,
            detailType: entry.detailType,
            scope: scope,
            time: entry.time ?? turn.now,
            resources: entry.resources,
            detail: entry.detail
        )
        let effect = turn.effect()
        // Told before the deliveries that it causes: who follows effects knows each cause when its effect comes.
        turn.notify(
            effect,
            service: "events",
            event: "EventPut",
            subject: event.detailType,
            detail: [
                "eventId": .string(event.id), "source": .string(event.source), "eventBusArn": .string(entry.bus.arn),
            ]
        )
        try delivery.deliver(event, to: entry.bus, effect: effect, &turn)
        return event.id
    }
}
