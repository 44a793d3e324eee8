package import QuickstepPrimitives

/// Names a timer: an owner and a number that the owner chose.
package struct TimerKey: Sendable, Hashable {
    package let owner: Owner
    package let number: Int64

    package init(owner: Owner, number: Int64) {
        self.owner = owner
        self.number = number
    }
}

/// A deadline on the runtime's one clock.
///
/// It is a row of the store, so that it outlives the process.
///
/// ```
/// key    timers-owner, integer(due in ms), owner's key, integer(number)
/// value  one byte: the kind
/// ```
package struct RuntimeTimer: Sendable, Hashable {
    package enum Kind: UInt8, Sendable, Hashable {
        /// Something waits for it. Virtual time goes to it when nothing else can happen.
        case driving = 1
        /// Housekeeping: it fires when time has come, but time is never moved for its sake.
        case passive = 2
        /// It bounds a wait for a signal from outside. Virtual time does not pass it by itself.
        case bounding = 3
    }

    package let id: TimerKey
    package let due: Timestamp
    package let kind: Kind

    package init(owner: Owner, number: Int64, due: Timestamp, kind: Kind = .driving) {
        id = TimerKey(owner: owner, number: number)
        self.due = due
        self.kind = kind
    }

    package static let index = Owner(kind: .timers, name: "").key

    package var rowKey: StoreKey {
        Self.index.integer(due.milliseconds).key(id.owner.key).integer(id.number)
    }

    package var rowValue: [UInt8] { [kind.rawValue] }

    /// Reads a timer's row back.
    package init?(row: StoreRow) {
        var reader = StoreKeyReader(row.key, skipping: Self.index.bytes.count)
        guard let due = reader.integer(), let owner = reader.owner(), let number = reader.integer(),
            let code = row.value.first, let kind = Kind(rawValue: code)
        else { return nil }
        self.init(owner: owner, number: number, due: Timestamp(milliseconds: due), kind: kind)
    }
}
