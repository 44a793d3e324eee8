import QuickstepPrimitives
import QuickstepServiceKit

/// What receives do to a message, as a value: how often it was received, since when, and until when it is hidden.
///
/// A message that was never received has no state.
struct MessageState: Sendable, Equatable {
    /// How often it was received, in this queue and those before it.
    private(set) var receiveCount: Int64
    private(set) var firstReceivedAt: Timestamp
    /// When the latest receive was.
    private(set) var receivedAt: Timestamp
    /// From when on it can be received.
    ///
    /// It is the message's place in the ready index.
    private(set) var visibleAt: Timestamp
    /// Tells the handles of different receives apart.
    private(set) var nonce: Int64

    /// The state of a message that is received for the first time.
    init(receivedAt now: Timestamp, visibleAt: Timestamp, nonce: Int64) {
        receiveCount = 1
        firstReceivedAt = now
        receivedAt = now
        self.visibleAt = visibleAt
        self.nonce = nonce
    }

    /// Notes one more receive.
    ///
    /// Handles of earlier receives are stale from now on.
    mutating func receive(at now: Timestamp, visibleAt: Timestamp, nonce: Int64) {
        receiveCount += 1
        receivedAt = now
        self.visibleAt = visibleAt
        self.nonce = nonce
    }

    /// The state of the same message in a dead-letter queue, where it is visible at once and no handle knows it.
    func deadLettered(at now: Timestamp) -> MessageState {
        var state = self
        state.visibleAt = now
        state.nonce = -1
        return state
    }

    enum VisibilityChange: Sendable, Equatable {
        case moved
        /// It is visible again already: AWS answers that all is well and does nothing.
        case ignored
        /// Another receive has it.
        case notAvailable
        /// It would be hidden for more than twelve hours since it was received.
        case tooLong
    }

    /// Hides the message until so many seconds from now, for the receive that a handle names.
    mutating func changeVisibility(seconds: Int, nonce: Int64, at now: Timestamp) -> VisibilityChange {
        guard visibleAt > now else { return .ignored }
        guard nonce == self.nonce else { return .notAvailable }
        let end = now.adding(milliseconds: Int64(seconds) * 1000)
        let bound = receivedAt.adding(milliseconds: Int64(SQSLimits.visibilitySeconds.upperBound) * 1000)
        guard end <= bound else { return .tooLong }
        visibleAt = end
        return .moved
    }

    init?(bytes: [UInt8]) {
        var reader = StoreKeyReader(StoreKey(bytes: bytes))
        guard let count = reader.integer(), let first = reader.integer(), let received = reader.integer(),
            let visible = reader.integer(), let nonce = reader.integer()
        else { return nil }
        receiveCount = count
        firstReceivedAt = Timestamp(milliseconds: first)
        receivedAt = Timestamp(milliseconds: received)
        visibleAt = Timestamp(milliseconds: visible)
        self.nonce = nonce
    }

    var bytes: [UInt8] {
        StoreKey(bytes: [])
            .integer(receiveCount)
            .integer(firstReceivedAt.milliseconds)
            .integer(receivedAt.milliseconds)
            .integer(visibleAt.milliseconds)
            .integer(nonce)
            .bytes
    }
}
