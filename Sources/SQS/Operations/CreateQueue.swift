import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// `CreateQueue`: makes a queue, or finds the one of that name.
///
/// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
enum CreateQueue {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let name = try call.parameters.requiredText("QueueName")
        let attributes = try call.parameters.object("Attributes") ?? [:]
        let address = QueueAddress(scope: call.scope, name: name)
        let existing = QueueAddress.isName(name) ? try OpenQueue(ifExists: address, &turn) : nil
        if existing != nil, attributes.isEmpty { return ["QueueUrl": .string(address.url)] }
        try check(name, isFIFO: attributes["FifoQueue"]?.stringValue == "true")
        if let existing {
            // Only the attributes that are given are compared.
            if let difference = try existing.record.settings.firstDifference(from: attributes) {
                throw .sqs(
                    "QueueAlreadyExists",
                    "A queue already exists with the same name and a different value for attribute \(difference)"
                )
            }
            return ["QueueUrl": .string(address.url)]
        }
        try checkDeletion(address, call.conduct, &turn)
        let settings = try QueueSettings(creating: attributes, isFIFO: name.hasSuffix(".fifo"))
        try SetQueueAttributes.checkTarget(settings, of: address, &turn)
        var record = QueueRecord(settings: settings, createdAt: turn.now, generation: try turn.sequence())
        record.tags = try TagQueue.tags(try call.parameters.object("tags") ?? [:])
        let rows = QueueRows(address)
        turn.put(rows.queue, record.json)
        turn.put(rows.ledger, QueueLedger().bytes)
        turn.put(QueueRows.directory(address.scope).text(address.name), [])
        return ["QueueUrl": .string(address.url)]
    }

    /// A FIFO queue has both the suffix and the attribute, any other queue neither.
    private static func check(_ name: String, isFIFO: Bool) throws(ServiceError) {
        guard isFIFO else {
            guard QueueAddress.isName(name), !name.hasSuffix(".fifo") else {
                throw .invalidParameter(
                    "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"
                )
            }
            return
        }
        guard QueueAddress.isName(name), name.hasSuffix(".fifo") else {
            throw .invalidParameter(
                "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end "
                    + "with .fifo suffix and be 1 to 80 in length"
            )
        }
    }

    /// Refuses the name of a queue that was deleted a moment ago, where that counts.
    private static func checkDeletion(
        _ address: QueueAddress,
        _ conduct: QueueConduct,
        _ turn: inout Turn
    ) throws(ServiceError) {
        guard conduct.secondsAfterDeletion > 0, let deletedAt = try QueueDeletion.time(of: address, turn) else {
            return
        }
        let end = deletedAt.adding(milliseconds: 1000 * Int64(conduct.secondsAfterDeletion))
        guard turn.now >= end else {
            throw .batch(
                "QueueDeletedRecently",
                "You must wait \(conduct.secondsAfterDeletion) seconds after deleting a queue before you can create "
                    + "another with the same name."
            )
        }
    }
}
