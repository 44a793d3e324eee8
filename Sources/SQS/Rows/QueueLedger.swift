import QuickstepPrimitives
import QuickstepServiceKit

/// What changes with every message of a queue, in one small row: how many there are, and what its timers are set to.
///
/// The counts of hidden messages go down when the alarm announces them, not when time passes: whoever wants to know how many there are
/// now takes off those that are due and not announced, which are few.
struct QueueLedger: Sendable, Equatable {
    /// The timer that announces hidden messages, at the time of the earliest of them.
    struct Alarm: Sendable, Equatable {
        var due: Timestamp
        /// Messages of that time up to this sequence number are announced already.
        var announcedUpTo: Int64 = -1
    }

    /// All messages.
    var messages: Int64 = 0
    /// Those that a receive hides and the alarm has not announced.
    var inFlight: Int64 = 0
    /// Those that a delay hides and the alarm has not announced.
    var delayed: Int64 = 0
    /// How many groups have a place in the rotation.
    var groups: Int64 = 0
    var alarm: Alarm?
    /// When the oldest message may have to be dropped.
    var retentionDue: Timestamp?
    /// When the oldest identifiers are to be forgotten.
    var identifiersDue: Timestamp?
    /// Whether the hidden messages are counted: in a row of an older version they are not.
    private(set) var isComplete = true

    private static let none = Int64.min

    init() {}

    init?(bytes: [UInt8]) {
        var reader = StoreKeyReader(StoreKey(bytes: bytes))
        guard let messages = reader.integer(), let due = reader.integer(), let announced = reader.integer(),
            let retention = reader.integer()
        else { return nil }
        self.messages = messages
        alarm = due == Self.none ? nil : Alarm(due: Timestamp(milliseconds: due), announcedUpTo: announced)
        retentionDue = Self.time(retention)
        guard !reader.isAtEnd else {
            isComplete = false
            return
        }
        guard let inFlight = reader.integer(), let delayed = reader.integer(), let groups = reader.integer(),
            let identifiers = reader.integer()
        else { return nil }
        self.inFlight = inFlight
        self.delayed = delayed
        self.groups = groups
        identifiersDue = Self.time(identifiers)
    }

    private static func time(_ value: Int64) -> Timestamp? {
        value == none ? nil : Timestamp(milliseconds: value)
    }

    var bytes: [UInt8] {
        StoreKey(bytes: [])
            .integer(messages)
            .integer(alarm?.due.milliseconds ?? Self.none)
            .integer(alarm?.announcedUpTo ?? Self.none)
            .integer(retentionDue?.milliseconds ?? Self.none)
            .integer(inFlight)
            .integer(delayed)
            .integer(groups)
            .integer(identifiersDue?.milliseconds ?? Self.none)
            .bytes
    }

    /// Takes over how many messages are hidden, which an older version did not count.
    mutating func complete(inFlight: Int64, delayed: Int64) {
        self.inFlight = inFlight
        self.delayed = delayed
        isComplete = true
    }

    /// Notes that a message is hidden: the alarm rings at the earliest.
    mutating func hide(_ readiness: Readiness, until visibleAt: Timestamp) {
        count(readiness, 1)
        guard let alarm, alarm.due <= visibleAt else {
            alarm = Alarm(due: visibleAt)
            return
        }
    }

    /// Whether a hidden message is still to be announced, and counted as hidden.
    func isHidden(_ place: Place) -> Bool {
        guard place.readiness != .visible, let alarm else { return false }
        return (alarm.due, alarm.announcedUpTo) < (place.visibleAt, place.sequence)
    }

    /// Counts a hidden message in or out.
    mutating func count(_ readiness: Readiness, _ change: Int64) {
        switch readiness {
        case .visible: break
        case .inFlight: inFlight = max(0, inFlight + change)
        case .delayed: delayed = max(0, delayed + change)
        }
    }
}

/// The timers of a queue, by number.
enum QueueTimer: Int64, Sendable {
    /// Announces messages whose delay or visibility timeout ends. Pipes and long polls wait for it, so it drives virtual time.
    case alarm = 1
    /// Drops messages that were kept for as long as the queue keeps them.
    case retention = 2
    /// Removes what a purge or a deleted queue left behind.
    case sweep = 3
    /// Forgets the identifiers of sends and receives whose time is over.
    case identifiers = 4
    /// Moves the next messages of a move task. Somebody waits for them to arrive, so it drives virtual time.
    case move = 5
    /// Forgets that there was a queue.
    case deletion = 6

    func timer(_ owner: Owner, due: Timestamp) -> RuntimeTimer {
        let kind: RuntimeTimer.Kind =
            switch self {
            case .alarm, .move: .driving
            case .retention, .sweep, .identifiers, .deletion: .passive
            }
        return RuntimeTimer(owner: owner, number: rawValue, due: due, kind: kind)
    }
}
