import QuickstepJSON
import QuickstepServiceKit

/// `CreateQueue`: makes a queue, or finds the one of that name.
enum CreateQueue {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let name = try call.parameters.requiredText("QueueName")
        let attributes = try call.parameters.object("Attributes") ?? [:]
        guard !name.hasSuffix(".fifo"), attributes["FifoQueue"]?.stringValue != "true" else {
            throw .fifoUnsupported()
        }
        guard QueueAddress.isName(name) else {
            throw .invalidParameter(
                "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"
            )
        }
        let address = QueueAddress(scope: call.scope, name: name)
        if let queue = try OpenQueue(ifExists: address, &turn) {
            // Only the attributes that are given are compared.
            if let difference = try queue.record.settings.firstDifference(from: attributes) {
                throw .sqs(
                    "QueueAlreadyExists",
                    "A queue already exists with the same name and a different value for attribute \(difference)"
                )
            }
            return ["QueueUrl": .string(address.url)]
        }
        var settings = QueueSettings()
        try settings.apply(attributes)
        try SetQueueAttributes.checkTarget(settings, of: address, &turn)
        var record = QueueRecord(settings: settings, createdAt: turn.now, generation: try turn.sequence())
        record.tags = try TagQueue.tags(try call.parameters.object("tags") ?? [:])
        let rows = QueueRows(address)
        turn.put(rows.queue, record.json)
        turn.put(rows.ledger, QueueLedger().bytes)
        turn.put(QueueRows.directory(address.scope).text(address.name), [])
        return ["QueueUrl": .string(address.url)]
    }
}
