import QuickstepJSON

/// How many executions of a map run, or how many items in them, stand how.
struct MapRunCounts: Sendable, Equatable {
    var running = 0
    var succeeded = 0
    var failed = 0
    var timedOut = 0
    var aborted = 0
    /// Those that did not succeed and wait to be taken up again.
    var pendingRedrive = 0

    /// All that were begun.
    var begun: Int { running + succeeded + failed + timedOut + aborted + pendingRedrive }

    /// What a tolerated failure is held against.
    var unsuccessful: Int { failed + timedOut }

    /// Takes note of how some of those that ran ended.
    mutating func end(_ status: ExecutionRecord.Status, count: Int) {
        running -= count
        switch status {
        case .running: running += count
        case .succeeded: succeeded += count
        case .failed: failed += count
        case .timedOut: timedOut += count
        case .aborted: aborted += count
        }
    }

    /// All that did not succeed are to be taken up again.
    mutating func redrive() {
        pendingRedrive += failed + timedOut + aborted
        (failed, timedOut, aborted) = (0, 0, 0)
    }

    var json: JSONValue {
        .array([running, succeeded, failed, timedOut, aborted, pendingRedrive].map { .number(JSONNumber($0)) })
    }

    init() {}

    init?(json: JSONValue?) {
        let numbers = json?.arrayValue?.compactMap(\.intValue) ?? []
        guard numbers.count == 6 else { return nil }
        (running, succeeded, failed) = (numbers[0], numbers[1], numbers[2])
        (timedOut, aborted, pendingRedrive) = (numbers[3], numbers[4], numbers[5])
    }

    /// The counts as DescribeMapRun shows them.
    func described(pending: Int) -> JSONValue {
        var members: JSONObject = [:]
        let counts = [
            ("pending", pending), ("running", running), ("succeeded", succeeded), ("failed", failed),
            ("timedOut", timedOut), ("aborted", aborted), ("total", begun + pending), ("resultsWritten", succeeded),
            ("failuresNotRedrivable", 0), ("pendingRedrive", pendingRedrive),
        ]
        for (name, count) in counts { members[name] = .number(JSONNumber(count)) }
        return .object(members)
    }
}
