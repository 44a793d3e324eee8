import QuickstepPrimitives
import QuickstepServiceKit

/// That there was a queue of a name until a moment ago.
enum QueueDeletion {
    /// When the queue was deleted; `nil` where nobody has to know.
    static func time(of address: QueueAddress, _ turn: Turn) throws(ServiceError) -> Timestamp? {
        guard let bytes = try turn.get(QueueRows(address).deletion) else { return nil }
        var reader = StoreKeyReader(StoreKey(bytes: bytes))
        guard let time = reader.integer() else { throw .damaged("the deletion of the queue \(address.name)") }
        return Timestamp(milliseconds: time)
    }

    /// Notes a deletion for so many seconds.
    static func note(_ address: QueueAddress, seconds: Int, _ turn: inout Turn) {
        guard seconds > 0 else { return }
        let rows = QueueRows(address)
        turn.put(rows.deletion, StoreKey(bytes: []).integer(turn.now.milliseconds).bytes)
        let due = turn.now.adding(milliseconds: 1000 * Int64(seconds))
        turn.set(QueueTimer.deletion.timer(rows.owner, due: due))
    }

    /// Forgets it.
    static func forget(_ timer: RuntimeTimer, _ address: QueueAddress, _ turn: inout Turn) {
        turn.cancel(timer)
        turn.delete(QueueRows(address).deletion)
    }
}
