/// The sequence number of a message in a FIFO queue, as clients see it: twenty digits that rise.
///
/// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-key-terms.html
enum SequenceNumber {
    /// Where the numbers begin, so that all have twenty digits without zeros in front.
    private static let base: UInt64 = 10_000_000_000_000_000_000

    static func text(_ sequence: Int64) -> String {
        String(base &+ UInt64(max(0, sequence)))
    }
}
