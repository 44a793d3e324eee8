import QuickstepPrimitives
import QuickstepServiceKit

/// What an inspection counts in one queue, row by row.
struct QueueCensus {
    /// The rows of messages.
    private(set) var messages: Int64 = 0
    /// The messages in the indexes by which they are received.
    private(set) var indexed: Int64 = 0
    /// Those of them that are not there.
    private(set) var lost: Int64 = 0
    private(set) var inFlight: Int64 = 0
    private(set) var delayed: Int64 = 0
    /// Groups that have messages and do not stand where they are received, or stand there without messages.
    private(set) var strayGroups: Int64 = 0

    private let rows: QueueRows
    private let generation: Int64
    private let turn: Turn

    init(_ rows: QueueRows, _ record: QueueRecord, _ ledger: QueueLedger, _ turn: Turn) throws(ServiceError) {
        self.rows = rows
        self.turn = turn
        generation = record.generation
        let isFIFO = record.settings.fifo != nil
        var messages: Int64 = 0
        try Kernel.forEachRow(in: rows.messages(generation).prefixRange, turn) { _ in messages += 1 }
        self.messages = messages
        try countReady(ledger, isFIFO: isFIFO)
        if isFIFO { try countLines() } else { try countWaiting(ledger) }
    }

    private mutating func countReady(_ ledger: QueueLedger, isFIFO: Bool) throws(ServiceError) {
        let index = rows.ready(generation)
        try Kernel.forEachRow(in: index.prefixRange, turn) { (row) throws(ServiceError) in
            guard let entry = try? rows.readyEntry(row, generation: generation) else { return }
            let place = Place(
                sequence: entry.sequence,
                visibleAt: entry.visibleAt,
                readiness: entry.readiness,
                group: nil
            )
            if ledger.isHidden(place) {
                switch entry.readiness {
                case .inFlight: inFlight += 1
                case .delayed: delayed += 1
                case .visible: break
                }
            }
            if !isFIFO { try note(entry.sequence) }
        }
    }

    /// A FIFO queue: every message is in line, and the head of each line is where it is received.
    private mutating func countLines() throws(ServiceError) {
        let index = rows.lines(generation)
        var last: String?
        var groups: Int64 = 0
        try Kernel.forEachRow(in: index.prefixRange, turn) { (row) throws(ServiceError) in
            var reader = StoreKeyReader(row.key, skipping: index.bytes.count)
            guard let group = reader.text(), let sequence = reader.integer(),
                let entry = LineEntry(sequence: sequence, bytes: row.value)
            else { return }
            try note(sequence)
            guard group != last else { return }
            last = group
            groups += 1
            let head = rows.heads(generation).integer(entry.visibleAt.milliseconds).integer(sequence)
            if try turn.get(head) != Array(group.utf8) { strayGroups += 1 }
        }
        strayGroups += abs(try count(rows.heads(generation)) - groups)
    }

    /// A standard queue: every waiting message's group has its place in the rotation.
    private mutating func countWaiting(_ ledger: QueueLedger) throws(ServiceError) {
        let index = rows.waiting(generation)
        var last: String?
        var groups: Int64 = 0
        try Kernel.forEachRow(in: index.prefixRange, turn) { (row) throws(ServiceError) in
            var reader = StoreKeyReader(row.key, skipping: index.bytes.count)
            guard let group = reader.text(), reader.integer() != nil, let sequence = reader.integer() else { return }
            try note(sequence)
            guard group != last else { return }
            last = group
            groups += 1
            guard let place = try turn.get(rows.places(generation).text(group)),
                try turn.get(rows.rotation(generation).key(StoreKey(bytes: place))) == Array(group.utf8)
            else {
                strayGroups += 1
                return
            }
        }
        strayGroups += abs(try count(rows.rotation(generation)) - groups) + abs(ledger.groups - groups)
    }

    private mutating func note(_ sequence: Int64) throws(ServiceError) {
        indexed += 1
        if try turn.get(rows.messages(generation).integer(sequence)) == nil { lost += 1 }
    }

    private func count(_ prefix: StoreKey) throws(ServiceError) -> Int64 {
        var number: Int64 = 0
        try Kernel.forEachRow(in: prefix.prefixRange, turn) { _ in number += 1 }
        return number
    }
}
