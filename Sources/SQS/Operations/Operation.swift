import QuickstepJSON
import QuickstepServiceKit

/// One operation of the service, inside a turn.
typealias Operation = @Sendable (OperationCall, inout Turn) throws(ServiceError) -> JSONObject

/// What an operation is called with.
struct OperationCall: Sendable {
    let parameters: Parameters
    /// The caller's account and Region.
    let scope: Scope
    let waiters: Waiters<QueueAddress>
    let conduct: QueueConduct

    /// Opens the queue that `QueueUrl` names, lets `body` work on it, and closes it.
    func withQueue<Result>(
        _ turn: inout Turn,
        _ body: (inout OpenQueue, inout Turn) throws(ServiceError) -> Result
    ) throws(ServiceError) -> Result {
        var queue = try OpenQueue(try parameters.queue(in: scope), &turn)
        let result = try body(&queue, &turn)
        try queue.close(&turn, waking: waiters)
        return result
    }
}
