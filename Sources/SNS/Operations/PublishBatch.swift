import QuickstepJSON
import QuickstepServiceKit

/// `PublishBatch`: up to ten messages, each of which succeeds or fails for itself.
///
/// What is wrong with a message's structure, its ids or its attributes fails the whole request, as it does on AWS.
///
/// Source: https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html
enum PublishBatch {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let topic = try call.parameters.topic()
        let entries = try entries(call.parameters)
        var size = 0
        for entry in entries { size += entry.byteCount }
        guard size <= SNSLimits.messageBytesMax else { throw .batchTooLong }
        var publications: [(id: String, publication: Publication?)] = []
        for entry in entries {
            // Of what AWS refuses message by message, only an empty one is left by now.
            guard entry.parameters.members["Message"] != "" else {
                publications.append((entry.id, nil))
                continue
            }
            publications.append((entry.id, try Publication(entry.parameters, for: topic)))
        }
        let board = try call.surroundings.boards.board(topic, &turn)
        let publisher = Publisher(topic: topic, board: board, surroundings: call.surroundings)
        var successful: [JSONValue] = []
        var failed: [JSONValue] = []
        for (id, publication) in publications {
            guard let publication else {
                let error = ServiceError.invalid("Empty message")
                failed.append([
                    "Id": .string(id), "Code": .string(error.code), "Message": .string(error.message),
                    "SenderFault": true,
                ])
                continue
            }
            var answer: JSONObject = ["Id": .string(id)]
            for (name, value) in try publisher.publish(publication, &turn).answer { answer[name] = value }
            successful.append(.object(answer))
        }
        return ["Successful": .array(successful), "Failed": .array(failed)]
    }

    private struct Entry {
        let id: String
        let parameters: Parameters

        /// What it counts for in the request's size; what it cannot be read for is told later.
        var byteCount: Int {
            let attributes = (try? parameters.object("MessageAttributes")).flatMap { try? TopicAttributes(json: $0) }
            return (parameters.members["Message"]?.stringValue?.utf8.count ?? 0) + (attributes?.byteCount ?? 0)
        }
    }

    private static func entries(_ parameters: Parameters) throws(ServiceError) -> [Entry] {
        let list = try parameters.list("PublishBatchRequestEntries")
        guard !list.isEmpty else { throw .emptyBatch }
        guard list.count <= SNSLimits.batchEntriesMax else { throw .tooManyEntries }
        var entries: [Entry] = []
        for (position, value) in list.enumerated() {
            guard let members = value.objectValue else {
                throw .invalid("PublishBatchRequestEntries Reason: Must be a list of objects")
            }
            guard let id = members["Id"]?.stringValue else {
                throw .missing("publishBatchRequestEntries.\(position + 1).member.id")
            }
            guard isID(id) else { throw .invalidEntryID }
            entries.append(Entry(id: id, parameters: Parameters(members: members, scope: parameters.scope)))
        }
        guard Set(entries.map(\.id)).count == entries.count else { throw .entryIDsNotDistinct }
        return entries
    }

    private static func isID(_ text: String) -> Bool {
        (1...80).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}
