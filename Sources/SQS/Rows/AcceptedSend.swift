import QuickstepPrimitives
import QuickstepServiceKit

/// A send to a FIFO queue that was accepted: whoever repeats it shortly after is answered the same.
struct AcceptedSend: Sendable, Equatable {
    let acceptedAt: Timestamp
    let sequence: Int64
    let messageID: String

    init(acceptedAt: Timestamp, sequence: Int64, messageID: String) {
        self.acceptedAt = acceptedAt
        self.sequence = sequence
        self.messageID = messageID
    }

    init?(bytes: [UInt8]) {
        var reader = StoreKeyReader(StoreKey(bytes: bytes))
        guard let time = reader.integer(), let sequence = reader.integer(), let id = reader.text() else { return nil }
        self.init(acceptedAt: Timestamp(milliseconds: time), sequence: sequence, messageID: id)
    }

    var bytes: [UInt8] {
        StoreKey(bytes: []).integer(acceptedAt.milliseconds).integer(sequence).text(messageID).bytes
    }

    var receipt: SendReceipt {
        SendReceipt(messageID: messageID, sequenceNumber: SequenceNumber.text(sequence))
    }
}

/// The five minutes in which a FIFO queue knows the identifier of a send or of a receive.
///
/// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html
enum IdentifierWindow {
    private static let milliseconds: Int64 = 300_000

    /// The number of the window that a time falls into.
    static func number(at time: Timestamp) -> Int64 {
        time.milliseconds / milliseconds
    }

    /// The windows in which something lies that is still known.
    static func known(at now: Timestamp) -> [Int64] {
        [number(at: now), number(at: now) - 1]
    }

    /// Whether something of a time is still known.
    static func isKnown(since time: Timestamp, at now: Timestamp) -> Bool {
        now < time.adding(milliseconds: milliseconds)
    }

    /// When nothing of a window is known any more.
    static func end(of number: Int64) -> Timestamp {
        Timestamp(milliseconds: (number + 2) * milliseconds)
    }
}
