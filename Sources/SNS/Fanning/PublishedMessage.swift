import QuickstepPrimitives

/// A message on its way to all subscribers: what is the same for each of them.
struct PublishedMessage: Sendable, Equatable {
    let topic: TopicAddress
    let publication: Publication
    let messageID: String
    /// Of a FIFO topic's message.
    let sequenceNumber: String?
    /// Of a FIFO topic's message: the id by which queues know duplicates.
    let deduplicationID: String?
    let publishedAt: Timestamp
    /// What URLs in the message begin with.
    let endpoint: String
}
