import QuickstepPrimitives
import QuickstepServiceKit

extension OpenQueue {
    /// Puts a message into the indexes, and sees that it is announced when its time comes.
    ///
    /// Called within ``inGroup(_:_:_:)``, which sets the group itself right.
    mutating func enter(_ place: Place, _ turn: inout Turn) {
        let isHidden = place.readiness != .visible
        if isHidden { ledger.hide(place.readiness, until: place.visibleAt) } else { hasNewVisible = true }
        if isFIFO, let group = place.group {
            turn.put(rows.lines(generation).text(group).integer(place.sequence), LineEntry(place).bytes)
            guard isHidden else { return }
        } else if let group = place.group, !isHidden {
            turn.put(waitingKey(place, in: group), [])
            return
        }
        turn.put(
            rows.ready(generation, visibleAt: place.visibleAt, sequence: place.sequence),
            [place.readiness.rawValue]
        )
    }

    /// Takes a message out of the indexes.
    ///
    /// Called within ``inGroup(_:_:_:)``, which sets the group itself right.
    mutating func leave(_ place: Place, _ turn: inout Turn) {
        if ledger.isHidden(place) { ledger.count(place.readiness, -1) }
        if place.visibleAt > turn.now, place.visibleAt == ledger.alarm?.due { alarmMayBeStale = true }
        if let group = place.group {
            if isFIFO {
                turn.delete(rows.lines(generation).text(group).integer(place.sequence))
                guard place.readiness != .visible else { return }
            } else {
                turn.delete(waitingKey(place, in: group))
            }
        }
        turn.delete(rows.ready(generation, visibleAt: place.visibleAt, sequence: place.sequence))
    }

    /// Removes every row of a message.
    mutating func remove(_ place: Place, _ identity: MessageIdentity, _ turn: inout Turn) {
        leave(place, &turn)
        turn.delete(rows.messages(generation).integer(place.sequence))
        turn.delete(rows.states(generation).integer(place.sequence))
        if let since = identity.movedSince {
            turn.delete(rows.moved(generation).integer(since.milliseconds).integer(place.sequence))
        }
        ledger.messages = max(0, ledger.messages - 1)
    }

    /// Where a message stands that was not come upon in an index.
    func place(
        _ sequence: Int64,
        _ state: MessageState?,
        _ identity: MessageIdentity,
        _ turn: inout Turn
    ) throws(ServiceError) -> Place {
        if isFIFO, let group = identity.groupID {
            let key = rows.lines(generation).text(group).integer(sequence)
            guard let bytes = try turn.get(key), let entry = LineEntry(sequence: sequence, bytes: bytes) else {
                throw .damaged("the line of a group of the queue \(address.name)")
            }
            return entry.place(in: group)
        }
        let visibleAt: Timestamp
        if let state { visibleAt = state.visibleAt } else { visibleAt = try message(sequence, &turn).firstVisibleAt }
        var place = Place(sequence: sequence, visibleAt: visibleAt, readiness: .visible, group: identity.groupID)
        if let readiness = state?.readiness {
            place.readiness = readiness
        } else if let row = try turn.get(rows.ready(generation, visibleAt: visibleAt, sequence: sequence)),
            let readiness = row.first.flatMap({ Readiness(rawValue: $0) })
        {
            place.readiness = readiness
        }
        return place
    }

    func waitingKey(_ place: Place, in group: String) -> StoreKey {
        rows.waiting(generation).text(group).integer(place.visibleAt.milliseconds).integer(place.sequence)
    }

    /// Lets `body` change places of messages of one group, and then sets right when the group can be received.
    mutating func inGroup<Result>(
        _ group: String?,
        _ turn: inout Turn,
        _ body: (inout OpenQueue, inout Turn) throws(ServiceError) -> Result
    ) throws(ServiceError) -> Result {
        guard let group else { return try body(&self, &turn) }
        guard isFIFO else {
            let result = try body(&self, &turn)
            try settleRotation(of: group, &turn)
            return result
        }
        let before = try head(of: group, &turn)
        let result = try body(&self, &turn)
        try settleHead(of: group, before, &turn)
        return result
    }
}
