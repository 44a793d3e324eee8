import QuickstepServiceKit

/// What a FIFO queue has besides a standard one.
///
/// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/high-throughput-fifo.html
struct FIFOSettings: Sendable, Equatable {
    /// For which messages an identifier counts.
    enum Scope: String, Sendable {
        /// All of the queue.
        case queue
        /// Those of the same group.
        case messageGroup
    }

    /// What AWS's limit of calls is about; nothing is limited here.
    enum Throughput: String, Sendable {
        case perQueue
        case perMessageGroupId
    }

    /// Whether the digest of the body stands in for an identifier.
    var deduplicatesContent = false
    var scope = Scope.queue
    var throughput = Throughput.perQueue

    /// Refuses a combination that AWS does not allow.
    func check() throws(ServiceError) {
        guard throughput == .perQueue || scope == .messageGroup else {
            throw .invalidAttribute(
                "FifoThroughputLimit",
                reason: "FifoThroughputLimit can be set to perMessageGroupId only when DeduplicationScope is set to "
                    + "messageGroup."
            )
        }
    }
}
