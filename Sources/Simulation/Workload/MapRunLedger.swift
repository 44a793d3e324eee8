import Synchronization

/// What was seen of map runs: it may only grow.
final class MapRunLedger: Sendable {
    /// The least that later looks must find.
    struct Seen: Sendable {
        var succeeded = 0
        var begun = 0
        var redrives = 0
        /// The executions that had succeeded, with the time of their end.
        var done: [String: String] = [:]
    }

    private let runs = Mutex<[String: Seen]>([:])

    func seen(of run: String) -> Seen {
        runs.withLock { $0[run] ?? Seen() }
    }

    func note(_ view: MapRunView) {
        runs.withLock { runs in
            var seen = runs[view.arn] ?? Seen()
            seen.succeeded = max(seen.succeeded, view.executions("succeeded"))
            seen.begun = max(seen.begun, view.begun)
            seen.redrives = max(seen.redrives, view.redrives)
            for (name, end) in view.done { seen.done[name] = end }
            runs[view.arn] = seen
        }
    }
}
