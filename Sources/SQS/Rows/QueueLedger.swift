import QuickstepPrimitives
import QuickstepServiceKit

/// What changes with every message of a queue, in one small row: how many there are, and what its two timers are set to.
struct QueueLedger: Sendable, Equatable {
    /// The timer that announces hidden messages, at the time of the earliest of them.
    struct Alarm: Sendable, Equatable {
        var due: Timestamp
        /// Messages of that time up to this sequence number are announced already.
        var announcedUpTo: Int64 = -1
    }

    var messages: Int64 = 0
    var alarm: Alarm?
    /// When the oldest message may have to be dropped.
    var retentionDue: Timestamp?

    private static let none = Int64.min

    init() {}

    init?(bytes: [UInt8]) {
        var reader = StoreKeyReader(StoreKey(bytes: bytes))
        guard let messages = reader.integer(), let due = reader.integer(), let announced = reader.integer(),
            let retention = reader.integer()
        else { return nil }
        self.messages = messages
        alarm = due == Self.none ? nil : Alarm(due: Timestamp(milliseconds: due), announcedUpTo: announced)
        retentionDue = retention == Self.none ? nil : Timestamp(milliseconds: retention)
    }

    var bytes: [UInt8] {
        StoreKey(bytes: [])
            .integer(messages)
            .integer(alarm?.due.milliseconds ?? Self.none)
            .integer(alarm?.announcedUpTo ?? Self.none)
            .integer(retentionDue?.milliseconds ?? Self.none)
            .bytes
    }

    /// Notes that a message is hidden until a time: the alarm rings at the earliest.
    mutating func hide(until visibleAt: Timestamp) {
        guard let alarm, alarm.due <= visibleAt else {
            alarm = Alarm(due: visibleAt)
            return
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

    func timer(_ owner: Owner, due: Timestamp) -> RuntimeTimer {
        RuntimeTimer(owner: owner, number: rawValue, due: due, kind: self == .alarm ? .driving : .passive)
    }
}
