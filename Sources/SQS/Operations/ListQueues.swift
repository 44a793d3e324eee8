import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// `ListQueues`: the queues of the caller's account and Region, by name.
enum ListQueues {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let prefix = try call.parameters.text("QueueNamePrefix") ?? ""
        let asked = try call.parameters.integer(
            "MaxResults",
            in: 1...SQSLimits.listedQueuesMax,
            reason: "MaxResults must be an integer between 1 and 1000."
        )
        let limit = asked ?? SQSLimits.listedQueuesMax
        let directory = QueueRows.directory(call.scope)
        var range = directory.prefixRange
        if let token = try call.parameters.text("NextToken") {
            guard let bytes = Base64.decode(token), let last = String(validating: bytes, as: UTF8.self) else {
                throw .invalidParameter("NextToken", value: token, reason: "Invalid or expired token.")
            }
            range = directory.text(last).successor..<range.upperBound
        }
        var names: [String] = []
        for row in try turn.range(range) {
            var reader = StoreKeyReader(row.key, skipping: directory.bytes.count)
            guard let name = reader.text() else { throw .damaged("the directory of queues") }
            if name.hasPrefix(prefix) { names.append(name) }
            if names.count > limit { break }
        }
        var output = JSONObject()
        if names.count > limit {
            names.removeLast()
            // Only a caller who asked for pages is given the next one.
            if asked != nil, let last = names.last { output["NextToken"] = .string(Base64.encode(Array(last.utf8))) }
        }
        guard !names.isEmpty else { return output }
        output["QueueUrls"] = .array(names.map { .string(QueueAddress(scope: call.scope, name: $0).url) })
        return output
    }
}
