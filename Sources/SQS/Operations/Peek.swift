import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// `Peek` (ours): shows the messages of a queue and consumes nothing: no count rises and nothing is hidden.
///
/// It answers `Visible`, `InFlight` and `Delayed`, each a list of up to `MaxNumberOfMessages` (default 10, at most 1000) in
/// the order in which they can be received (of a FIFO queue: in which they were sent), and `Counts` of all there are. Of a queue with very
/// many hidden messages, those that come back first are looked at.
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
        let visible = try queue.isFIFO ? visibleInOrder(queue, limit, &turn) : visible(queue, limit, &turn)
        let (inFlight, delayed) = try hidden(queue, limit, &turn)
        let counts = try queue.counts(turn)
        return [
            "Visible": try shown(visible, queue, &turn),
            "InFlight": try shown(inFlight, queue, &turn),
            "Delayed": try shown(delayed, queue, &turn),
            "Counts": [
                "Visible": .number(JSONNumber(counts.visible)),
                "InFlight": .number(JSONNumber(counts.inFlight)),
                "Delayed": .number(JSONNumber(counts.delayed)),
            ],
        ]
    }

    /// A message and from when on it can be received.
    private typealias Sight = (sequence: Int64, visibleAt: Timestamp)

    private static func visible(_ queue: OpenQueue, _ limit: Int, _ turn: inout Turn) throws(ServiceError) -> [Sight] {
        var found: [Sight] = []
        for row in try turn.range(queue.visibleRange(at: turn.now), limit: limit) {
            let entry = try queue.rows.readyEntry(row, generation: queue.generation)
            found.append((entry.sequence, entry.visibleAt))
        }
        let waiting = queue.rows.waiting(queue.generation)
        for row in try turn.range(waiting.prefixRange, limit: limit) {
            var reader = StoreKeyReader(row.key, skipping: waiting.bytes.count)
            guard reader.text() != nil, let time = reader.integer(), let sequence = reader.integer() else {
                throw .damaged("the groups of the queue \(queue.address.name)")
            }
            found.append((sequence, Timestamp(milliseconds: time)))
        }
        found.sort { ($0.visibleAt, $0.sequence) < ($1.visibleAt, $1.sequence) }
        return Array(found.prefix(limit))
    }

    /// The messages of a FIFO queue that are not hidden, those behind one that is among them.
    private static func visibleInOrder(
        _ queue: OpenQueue,
        _ limit: Int,
        _ turn: inout Turn
    ) throws(ServiceError) -> [Sight] {
        var found: [Sight] = []
        let prefix = queue.rows.messages(queue.generation)
        var messages = RowRunner(prefix.prefixRange, chunk: 16)
        for _ in 0..<SQSLimits.examinedMax {
            guard found.count < limit, let row = try messages.peek(turn) else { break }
            messages.pass()
            let sequence = try QueueRows.sequence(of: row.key, under: prefix)
            let identity = try queue.identity(sequence, nil, &turn)
            let place = try queue.place(sequence, nil, identity, &turn)
            if place.visibleAt <= turn.now { found.append((sequence, place.visibleAt)) }
        }
        return found
    }

    private static func hidden(
        _ queue: OpenQueue,
        _ limit: Int,
        _ turn: inout Turn
    ) throws(ServiceError) -> (inFlight: [Sight], delayed: [Sight]) {
        var inFlight: [Sight] = []
        var delayed: [Sight] = []
        var hidden = RowRunner(queue.hiddenRange(at: turn.now), chunk: limit)
        for _ in 0..<SQSLimits.peekExaminedMax {
            guard inFlight.count < limit || delayed.count < limit, let row = try hidden.peek(turn) else { break }
            hidden.pass()
            let entry = try queue.rows.readyEntry(row, generation: queue.generation)
            switch entry.readiness {
            case .delayed where delayed.count < limit: delayed.append((entry.sequence, entry.visibleAt))
            case .inFlight where inFlight.count < limit: inFlight.append((entry.sequence, entry.visibleAt))
            case .delayed, .inFlight, .visible: break
            }
        }
        return (inFlight, delayed)
    }

    private static func shown(
        _ sights: [Sight],
        _ queue: OpenQueue,
        _ turn: inout Turn
    ) throws(ServiceError) -> JSONValue {
        var list: [JSONValue] = []
        for (sequence, visibleAt) in sights {
            let message = try queue.message(sequence, &turn)
            let state = try queue.state(sequence, &turn)
            let number = queue.isFIFO ? SequenceNumber.text(sequence) : nil
            list.append([
                "MessageId": .string(message.id),
                "Body": .string(message.body),
                "Attributes": .object(message.systemAttributes(state, number)),
                "MessageAttributes": .object(message.attributes.json),
                "VisibleAt": .string(visibleAt.iso8601),
            ])
        }
        return .array(list)
    }
}
