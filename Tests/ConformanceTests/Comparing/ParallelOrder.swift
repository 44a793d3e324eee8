import QuickstepJSON

/// Recordings in which events inside Parallel states have no order.
enum ParallelOrder {
    private static let ends: Set = [
        "ParallelStateSucceeded", "ParallelStateAborted", "ParallelStateExited", "ParallelStateFailed",
    ]

    /// Does to a history what was done to those recordings.
    ///
    /// From the start of a Parallel state on, events lose their ids; at each event that ends one, everything since the last start is
    /// put there again, sorted, which swallows the `ParallelStateSucceeded` in front of a `ParallelStateExited`.
    static func dropped(from events: [JSONValue]) -> [JSONValue] {
        var events = events
        var start = 0
        var isInside = false
        var pending: [JSONValue] = []
        var index = 0
        while index < events.count {
            let type = events[index]["type"]?.stringValue ?? ""
            if ends.contains(type) {
                events.replaceSubrange(start..<index, with: pending.sorted { $0.compactText < $1.compactText })
                isInside = false
            } else if type == "ParallelStateStarted" {
                (isInside, pending, start) = (true, [], index + 1)
            } else if isInside {
                events[index] = withoutIDs(events[index])
                pending.append(events[index])
            }
            index += 1
        }
        return events
    }

    /// Pairs off each run of events that were recorded without ids.
    static func aligned(_ actual: [JSONValue], to expected: [JSONValue], by comparer: Comparer) -> [JSONValue] {
        var actual = actual
        var start = 0
        while start < expected.count {
            var end = start
            while end < expected.count, expected[end]["id"] == nil { end += 1 }
            let last = min(end, actual.count)
            if last > start {
                var run = actual[start..<last].map(withoutIDs)
                let ordered = expected[start..<end].compactMap { wanted -> JSONValue? in
                    guard !run.isEmpty else { return nil }
                    return run.remove(at: run.firstIndex { comparer.isSame(wanted, $0) } ?? 0)
                }
                actual.replaceSubrange(start..<last, with: ordered)
            }
            start = max(end, start + 1)
        }
        return actual
    }

    private static func withoutIDs(_ event: JSONValue) -> JSONValue {
        guard var members = event.objectValue else { return event }
        members.removeValue(forKey: "id")
        members.removeValue(forKey: "previousEventId")
        return .object(members)
    }
}
