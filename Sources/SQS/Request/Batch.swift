import QuickstepJSON
import QuickstepServiceKit

/// The entries of a batch, checked as SQS does before any of them is done.
struct Batch: Sendable {
    struct Entry: Sendable {
        let id: String
        let parameters: Parameters
    }

    let entries: [Entry]

    /// Reads and checks all entries; `entryName` is what SQS calls one in its texts.
    init(_ parameters: Parameters, entryName: String) throws(ServiceError) {
        let list = try parameters.list("Entries") ?? []
        guard !list.isEmpty else {
            throw .batch("EmptyBatchRequest", "There should be at least one \(entryName) in the request.")
        }
        guard list.count <= SQSLimits.batchEntriesMax else {
            throw .batch(
                "TooManyEntriesInBatchRequest",
                "Maximum number of entries per request are \(SQSLimits.batchEntriesMax). You have sent \(list.count)."
            )
        }
        var entries: [Entry] = []
        for value in list {
            guard let members = value.objectValue else {
                throw .invalidParameter("Entries", value: value.compactText, reason: "Must be a list of objects.")
            }
            let entry = Parameters(members)
            let id = try entry.text("Id") ?? ""
            guard Self.isID(id) else {
                throw .batch(
                    "InvalidBatchEntryId",
                    "A batch entry id can only contain alphanumeric characters, hyphens and underscores. "
                        + "It can be at most 80 letters long."
                )
            }
            entries.append(Entry(id: id, parameters: entry))
        }
        for (position, entry) in entries.enumerated() where entries[..<position].contains(where: { $0.id == entry.id })
        {
            throw .batch("BatchEntryIdsNotDistinct", "Id \(entry.id) repeated.")
        }
        self.entries = entries
    }

    private static func isID(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= SQSLimits.batchEntryIDLengthMax
            && text.utf8.allSatisfy(QueueAddress.isNameByte)
    }
}

/// How the entries of a batch went.
///
/// An empty list is left out.
struct BatchResult: Sendable {
    private var successful: [JSONValue] = []
    private var failed: [JSONValue] = []

    mutating func succeeded(_ entry: Batch.Entry, _ answer: JSONObject = [:]) {
        var result: JSONObject = ["Id": .string(entry.id)]
        for (name, value) in answer { result[name] = value }
        successful.append(.object(result))
    }

    mutating func failed(_ entry: Batch.Entry, _ error: ServiceError) {
        failed.append([
            "Id": .string(entry.id),
            "SenderFault": .bool(error.fault == .client),
            "Code": .string(error.code),
            "Message": .string(error.message),
        ])
    }

    var output: JSONObject {
        var output = JSONObject()
        if !successful.isEmpty { output["Successful"] = .array(successful) }
        if !failed.isEmpty { output["Failed"] = .array(failed) }
        return output
    }
}
