import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// `Peek` (ours): shows the messages of a queue and consumes nothing: no count rises and nothing is hidden.
///
/// It answers `Visible`, `InFlight` and `Delayed`, each a list of up to `MaxNumberOfMessages` (default 10, at most 1000) in
/// the order in which they can be received, and `Counts` of all there are.
enum Peek {
    private static let shownDefault = 10

    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let queue = try OpenQueue(try call.parameters.queue(in: call.scope), &turn)
        let limit =
            try call.parameters.integer(
                "MaxNumberOfMessages",
                in: 1...SQSLimits.peekedMax,
                reason: "Must be between 1 and \(SQSLimits.peekedMax), if provided."
            ) ?? shownDefault
        var visible: [JSONValue] = []
        for row in try turn.range(queue.visibleRange(at: turn.now), limit: limit) {
            visible.append(try shown(row, queue, &turn))
        }
        var inFlight: [JSONValue] = []
        var delayed: [JSONValue] = []
        for row in try turn.range(queue.hiddenRange(at: turn.now)) {
            switch try queue.rows.readyEntry(row, generation: queue.record.generation).readiness {
            case .delayed where delayed.count < limit: delayed.append(try shown(row, queue, &turn))
            case .inFlight where inFlight.count < limit: inFlight.append(try shown(row, queue, &turn))
            case .delayed, .inFlight, .visible: break
            }
        }
        let counts = try queue.counts(&turn)
        return [
            "Visible": .array(visible),
            "InFlight": .array(inFlight),
            "Delayed": .array(delayed),
            "Counts": [
                "Visible": .number(JSONNumber(counts.visible)),
                "InFlight": .number(JSONNumber(counts.inFlight)),
                "Delayed": .number(JSONNumber(counts.delayed)),
            ],
        ]
    }

    private static func shown(_ row: StoreRow, _ queue: OpenQueue, _ turn: inout Turn) throws(ServiceError) -> JSONValue
    {
        let entry = try queue.rows.readyEntry(row, generation: queue.record.generation)
        let message = try queue.message(entry.sequence, &turn)
        let state = try queue.state(entry.sequence, &turn)
        return [
            "MessageId": .string(message.id),
            "Body": .string(message.body),
            "Attributes": .object(message.systemAttributes(state)),
            "MessageAttributes": .object(message.attributes.json),
            "VisibleAt": .string(entry.visibleAt.iso8601),
        ]
    }
}
