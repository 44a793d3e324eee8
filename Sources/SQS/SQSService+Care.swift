import QuickstepJSON
package import QuickstepServiceKit

extension SQSService {
    package var rowShapes: [RowShape] {
        [
            RowShape("queue names", of: .queue, named: .fixed(""), 1, [.text]),
            .json("queues", of: .queue, 1) { try? QueueRecord(json: $0) },
            RowShape("queue ledgers", of: .queue, 2) { QueueLedger(bytes: $0.value) != nil },
            .json("messages", of: .queue, 3, [.integer, .integer]) { try? StoredMessage(json: $0) },
            RowShape("message states", of: .queue, 4, [.integer, .integer]) { MessageState(bytes: $0.value) != nil },
            RowShape("ready messages", of: .queue, 5, [.integer, .integer, .integer]) {
                $0.value.first.flatMap { Readiness(rawValue: $0) } != nil
            },
            RowShape("message sweeps", of: .queue, 6, [.integer]),
        ]
    }

    /// Every queue counts its messages right, and each message stands in the index by which it is received.
    package func inspect(_ turn: Turn, _ inspection: inout Inspection) throws(ServiceError) {
        var queues: [QueueAddress] = []
        try Kernel.forEachRow(in: StoreKey(bytes: [Owner.Kind.queue.rawValue]).prefixRange, turn) { row in
            var reader = StoreKeyReader(row.key)
            guard let owner = reader.owner(), owner.name.isEmpty, reader.byte() == 1, let name = reader.text() else {
                return
            }
            queues.append(QueueAddress(scope: owner.scope, name: name))
        }
        for queue in queues { try inspect(queue, turn, &inspection) }
    }

    private func inspect(
        _ address: QueueAddress,
        _ turn: Turn,
        _ inspection: inout Inspection
    ) throws(ServiceError) {
        let subject = "queue \(address.name)"
        let rows = QueueRows(address)
        guard let json = try turn.json(rows.queue) else {
            return inspection.add(Finding(.damage, subject, "It is listed, and its row is missing."))
        }
        guard let record = try? QueueRecord(json: json),
            let ledger = try turn.get(rows.ledger).flatMap({ QueueLedger(bytes: $0) })
        else { return }
        var messages: Int64 = 0
        try Kernel.forEachRow(in: rows.messages(record.generation).prefixRange, turn) { _ in messages += 1 }
        inspection.expect(
            ledger.messages == messages,
            .inconsistency,
            subject,
            "Its ledger counts \(ledger.messages) messages, and \(messages) are there."
        )
        var ready: Int64 = 0
        var lost: Int64 = 0
        try Kernel.forEachRow(in: rows.ready(record.generation).prefixRange, turn) { (row) throws(ServiceError) in
            ready += 1
            guard let entry = try? rows.readyEntry(row, generation: record.generation) else { return }
            let message = rows.messages(record.generation).integer(entry.sequence)
            if try turn.get(message) == nil { lost += 1 }
        }
        inspection.expect(
            lost == 0,
            .damage,
            subject,
            "\(lost) messages stand in its index that are not there any more; receiving one of them fails."
        )
        inspection.expect(
            ready - lost == messages,
            .damage,
            subject,
            "\(messages) messages are there, and \(ready - lost) of them stand in the index by which they are received."
        )
    }
}
