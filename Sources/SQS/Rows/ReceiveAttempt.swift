import QuickstepPrimitives
import QuickstepServiceKit

/// What a receive with a name of its own was given, so that it can be given again.
struct ReceiveAttempt: Sendable, Equatable {
    struct Item: Sendable, Equatable {
        let sequence: Int64
        let nonce: Int64
        /// When the message comes back, if nobody has changed that since.
        let visibleAt: Timestamp
    }

    let startedAt: Timestamp
    let items: [Item]

    init(startedAt: Timestamp, items: [Item]) {
        self.startedAt = startedAt
        self.items = items
    }

    init?(bytes: [UInt8]) {
        var reader = StoreKeyReader(StoreKey(bytes: bytes))
        guard let time = reader.integer() else { return nil }
        var items: [Item] = []
        while !reader.isAtEnd {
            guard let sequence = reader.integer(), let nonce = reader.integer(), let visible = reader.integer() else {
                return nil
            }
            items.append(Item(sequence: sequence, nonce: nonce, visibleAt: Timestamp(milliseconds: visible)))
        }
        self.init(startedAt: Timestamp(milliseconds: time), items: items)
    }

    var bytes: [UInt8] {
        var key = StoreKey(bytes: []).integer(startedAt.milliseconds)
        for item in items {
            key = key.integer(item.sequence).integer(item.nonce).integer(item.visibleAt.milliseconds)
        }
        return key.bytes
    }
}
