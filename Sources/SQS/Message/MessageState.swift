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
    /// Why it stands where it stands; `nil` in a row of an older version, where the ready index says it.
    private(set) var readiness: Readiness?
    /// `nil` in a row of an older version, where the message's row has it.
    private(set) var identity: MessageIdentity?

    /// The state of a message that is received for the first time.
    init(receivedAt now: Timestamp, place: Place, nonce: Int64, identity: MessageIdentity) {
        receiveCount = 1
        firstReceivedAt = now
        receivedAt = now
        visibleAt = place.visibleAt
        readiness = place.readiness
        self.nonce = nonce
        self.identity = identity
    }

    /// Notes one more receive.
    ///
    /// Handles of earlier receives are stale from now on.
    mutating func receive(at now: Timestamp, place: Place, nonce: Int64, identity: MessageIdentity) {
        receiveCount += 1
        receivedAt = now
        visibleAt = place.visibleAt
        readiness = place.readiness
        self.nonce = nonce
        self.identity = identity
    }

    /// The same receive, hidden until another time.
    mutating func hide(until visibleAt: Timestamp, at now: Timestamp) {
        receivedAt = now
        self.visibleAt = visibleAt
        readiness = .inFlight
    }

    /// The state of the same message in a dead-letter queue, where it is visible at once and no handle knows it.
    func deadLettered(at now: Timestamp, identity: MessageIdentity) -> MessageState {
        var state = self
        state.visibleAt = now
        state.readiness = .visible
        state.nonce = -1
        state.identity = identity
        return state
    }

    enum VisibilityChange: Sendable, Equatable {
        case moved
        /// It is visible again already.
        case visible
        /// Another receive has it.
        case notAvailable
        /// It would be hidden for more than twelve hours since it was received.
        case tooLong
    }

    /// Hides the message until so many seconds from now, for the receive that a handle names.
    mutating func changeVisibility(seconds: Int, nonce: Int64, at now: Timestamp) -> VisibilityChange {
        guard visibleAt > now else { return .visible }
        guard nonce == self.nonce else { return .notAvailable }
        let end = now.adding(milliseconds: Int64(seconds) * 1000)
        let bound = receivedAt.adding(milliseconds: Int64(SQSLimits.visibilitySeconds.upperBound) * 1000)
        guard end <= bound else { return .tooLong }
        visibleAt = end
        readiness = seconds > 0 ? .inFlight : .visible
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
        guard !reader.isAtEnd else { return }
        guard let code = reader.byte(), let readiness = Readiness(rawValue: code),
            let identity = MessageIdentity(&reader)
        else { return nil }
        self.readiness = readiness
        self.identity = identity
    }

    var bytes: [UInt8] {
        var key = StoreKey(bytes: [])
            .integer(receiveCount)
            .integer(firstReceivedAt.milliseconds)
            .integer(receivedAt.milliseconds)
            .integer(visibleAt.milliseconds)
            .integer(nonce)
        guard let readiness, let identity else { return key.bytes }
        key.bytes.append(readiness.rawValue)
        return identity.append(to: key).bytes
    }
}
