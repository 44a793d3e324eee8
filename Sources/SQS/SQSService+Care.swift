import QuickstepJSON
import QuickstepPrimitives
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
            RowShape("messages in line", of: .queue, 7, [.integer, .text, .integer]) {
                LineEntry(sequence: 0, bytes: $0.value) != nil
            },
            RowShape("heads of lines", of: .queue, 8, [.integer, .integer, .integer]) { Self.isText($0.value) },
            RowShape("identifiers of sends", of: .queue, 9, [.integer, .integer, .text]) {
                AcceptedSend(bytes: $0.value) != nil
            },
            RowShape("identifiers of sends", of: .queue, 9, [.integer, .integer, .text, .text]) {
                AcceptedSend(bytes: $0.value) != nil
            },
            RowShape("identifiers of receives", of: .queue, 10, [.integer, .integer, .text]) {
                ReceiveAttempt(bytes: $0.value) != nil
            },
            RowShape("waiting messages", of: .queue, 11, [.integer, .text, .integer, .integer]),
            RowShape("places of groups", of: .queue, 12, [.integer, .text]) { $0.value.count == 16 },
            RowShape("turns of groups", of: .queue, 13, [.integer, .integer, .integer]) { Self.isText($0.value) },
            RowShape("moved messages", of: .queue, 14, [.integer, .integer, .integer]),
            .json("message move tasks", of: .queue, 15, [.integer]) { try? MoveTask(number: 0, json: $0) },
            RowShape("deletions of queues", of: .queue, 16) { $0.value.count == 8 },
        ]
    }

    private static func isText(_ bytes: [UInt8]) -> Bool {
        String(validating: bytes, as: UTF8.self) != nil
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
        let census = try QueueCensus(rows, record, ledger, turn)
        inspection.expect(
            ledger.messages == census.messages,
            .inconsistency,
            subject,
            "Its ledger counts \(ledger.messages) messages, and \(census.messages) are there."
        )
        inspection.expect(
            !ledger.isComplete || (ledger.inFlight, ledger.delayed) == (census.inFlight, census.delayed),
            .inconsistency,
            subject,
            "Its ledger counts \(ledger.inFlight) messages in flight and \(ledger.delayed) delayed ones; "
                + "\(census.inFlight) and \(census.delayed) are there."
        )
        inspection.expect(
            census.lost == 0,
            .damage,
            subject,
            "\(census.lost) messages stand in its index that are not there any more; receiving one of them fails."
        )
        inspection.expect(
            census.indexed - census.lost == census.messages,
            .damage,
            subject,
            "\(census.messages) messages are there, and \(census.indexed - census.lost) of them stand in the index by "
                + "which they are received."
        )
        inspection.expect(
            census.strayGroups == 0,
            .damage,
            subject,
            "\(census.strayGroups) of its groups do not stand where their next message is received."
        )
    }
}
