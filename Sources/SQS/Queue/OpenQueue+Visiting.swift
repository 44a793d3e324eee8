import QuickstepPrimitives
import QuickstepServiceKit

/// What was done with a message that can be received.
enum Visit: Sendable, Equatable {
    /// Something; the next may come.
    case done
    /// Something, and that is enough.
    case enough
    /// Nothing: it stays as it lies, and where order counts, what is behind it too.
    case passedOver
}

extension OpenQueue {
    typealias Visitor = (inout OpenQueue, Place, inout Turn) throws(ServiceError) -> Visit

    /// Shows messages that can be received to a visitor, in the order in which they are received, up to as many as one turn looks at.
    ///
    /// - Parameters:
    ///   - time: What was sent before need not be shown.
    ///   - chunk: About how many will be wanted.
    ///   - turn: The turn.
    ///   - visitor: Looks at a message and may take it away.
    /// - Throws: `ServiceError` when the store cannot be read, and what the visitor throws.
    mutating func visitVisible(
        since time: Timestamp? = nil,
        chunk: Int,
        _ turn: inout Turn,
        _ visitor: Visitor
    ) throws(ServiceError) {
        if isFIFO {
            try visitHeads(chunk: chunk, &turn, visitor)
        } else {
            try visitReady(since: time, chunk: chunk, &turn, visitor)
        }
    }

    // MARK: FIFO queues

    private mutating func visitHeads(chunk: Int, _ turn: inout Turn, _ visitor: Visitor) throws(ServiceError) {
        let index = rows.heads(generation)
        let range = index..<index.integer(turn.now.milliseconds).prefixRange.upperBound
        var heads = RowRunner(range, chunk: chunk)
        var examined = 0
        while examined < SQSLimits.examinedMax, let head = try heads.peek(turn) {
            heads.pass()
            let group = try groupName(head)
            let isEnough = try inGroup(group, &turn) { (queue, turn) throws(ServiceError) in
                try queue.visitLine(of: group, chunk: chunk, &examined, &turn, visitor)
            }
            if isEnough { return }
        }
    }

    /// Shows the beginning of a line, up to the first message that is hidden.
    ///
    /// Returns whether that is enough.
    private mutating func visitLine(
        of group: String,
        chunk: Int,
        _ examined: inout Int,
        _ turn: inout Turn,
        _ visitor: Visitor
    ) throws(ServiceError) -> Bool {
        let prefix = rows.lines(generation).text(group)
        var line = RowRunner(prefix.prefixRange, chunk: chunk)
        while examined < SQSLimits.examinedMax, let row = try line.peek(turn) {
            let entry = try lineEntry(row, under: prefix)
            guard entry.visibleAt <= turn.now else { return false }
            line.pass()
            examined += 1
            switch try visitor(&self, entry.place(in: group), &turn) {
            case .done: break
            case .enough: return true
            case .passedOver: return false
            }
        }
        return false
    }

    private func groupName(_ row: StoreRow) throws(ServiceError) -> String {
        guard let name = String(validating: row.value, as: UTF8.self) else {
            throw .damaged("the groups of the queue \(address.name)")
        }
        return name
    }

    // MARK: Standard queues

    private mutating func visitReady(
        since time: Timestamp?,
        chunk: Int,
        _ turn: inout Turn,
        _ visitor: Visitor
    ) throws(ServiceError) {
        var singles = RowRunner(visibleRange(since: time, at: turn.now), chunk: chunk)
        var groups = RowRunner(rotationRange(at: turn.now), chunk: chunk)
        let hasGroups = ledger.groups > 0
        // How far each group's line was shown: what a visitor leaves visible is not shown twice.
        var shown: [String: StoreKey] = [:]
        var examined = 0
        while examined < SQSLimits.examinedMax {
            let single = try singles.peek(turn)
            let group = hasGroups ? try groups.peek(turn) : nil
            let visit: Visit
            if let group, single.map({ isEarlier(group, than: $0) }) ?? true {
                groups.pass()
                visit = try visitGroup(group, &shown, &examined, &turn, visitor)
                groups.reopen()
            } else if let single {
                singles.pass()
                examined += 1
                visit = try visitSingle(single, &turn, visitor)
            } else {
                return
            }
            if visit == .enough { return }
        }
    }

    /// Whether a group's turn comes before a message's.
    private func isEarlier(_ group: StoreRow, than single: StoreRow) -> Bool {
        let prefix = rows.ready(generation).bytes.count
        return group.key.bytes.dropFirst(prefix).lexicographicallyPrecedes(single.key.bytes.dropFirst(prefix))
    }

    private mutating func visitSingle(
        _ row: StoreRow,
        _ turn: inout Turn,
        _ visitor: Visitor
    ) throws(ServiceError) -> Visit {
        let entry = try rows.readyEntry(row, generation: generation)
        // A message of a group that stands here came back and is not announced yet. Taking it away needs its group, to set the
        // rotation right only where it enters a line, which it does not by being taken.
        let place = Place(
            sequence: entry.sequence,
            visibleAt: entry.visibleAt,
            readiness: entry.readiness,
            group: nil
        )
        return try visitor(&self, place, &turn)
    }

    /// Shows the next message of a group, and sends the group to the end of the rotation.
    private mutating func visitGroup(
        _ row: StoreRow,
        _ shown: inout [String: StoreKey],
        _ examined: inout Int,
        _ turn: inout Turn,
        _ visitor: Visitor
    ) throws(ServiceError) -> Visit {
        let group = try groupName(row)
        let prefix = rows.waiting(generation).text(group)
        let upper = prefix.prefixRange.upperBound
        while examined < SQSLimits.examinedMax {
            let lower = shown[group] ?? prefix
            guard let next = try turn.range(lower..<upper, limit: 1).first else { return .done }
            examined += 1
            shown[group] = next.key.successor
            let (time, sequence) = try QueueRows.timeAndNumber(of: next.key, under: prefix)
            let place = Place(sequence: sequence, visibleAt: time, readiness: .visible, group: group)
            let visit = try inGroup(group, &turn) { (queue, turn) throws(ServiceError) in
                try visitor(&queue, place, &turn)
            }
            guard visit != .passedOver else { continue }
            if try rotationKey(of: group, &turn) == row.key { try passTurn(of: group, row.key, &turn) }
            return visit
        }
        return .done
    }
}
