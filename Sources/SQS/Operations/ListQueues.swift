import QuickstepJSON
import QuickstepServiceKit

/// `ListQueues`: the queues of the caller's account and Region, by name.
///
/// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html
enum ListQueues {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let prefix = try call.parameters.text("QueueNamePrefix") ?? ""
        let page = try Page(call.parameters)
        let directory = QueueDirectory(scope: call.scope)
        let found = try directory.names(after: page.after, limit: page.lookedFor, &turn) { (name, _) in
            name.hasPrefix(prefix)
        }
        let (names, token) = page.cut(found)
        var output = JSONObject()
        if let token { output["NextToken"] = .string(token) }
        guard !names.isEmpty else { return output }
        output["QueueUrls"] = .array(names.map { .string(QueueAddress(scope: call.scope, name: $0).url) })
        return output
    }
}

/// `ListDeadLetterSourceQueues`: the queues that name this one as their dead-letter queue.
///
/// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListDeadLetterSourceQueues.html
enum ListDeadLetterSourceQueues {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let queue = try OpenQueue(try call.parameters.queue(in: call.scope), &turn)
        let page = try Page(call.parameters)
        // AWS wants a dead-letter queue in the account and Region of its sources.
        let directory = QueueDirectory(scope: queue.address.scope)
        let found = try directory.sources(of: queue.address, after: page.after, limit: page.lookedFor, &turn)
        let (names, token) = page.cut(found)
        let urls = names.map { JSONValue.string(QueueAddress(scope: queue.address.scope, name: $0).url) }
        var output: JSONObject = ["queueUrls": .array(urls)]
        if let token { output["NextToken"] = .string(token) }
        return output
    }
}
