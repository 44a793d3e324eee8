import QuickstepJSON
import QuickstepServiceKit

/// How a map run stands in one batch and in the next: what has happened does not unhappen.
struct MapRunAudit {
    let before: JSONValue?
    let after: JSONValue

    /// The row's members, as `MapRun` writes them.
    private enum Count: Int { case running, succeeded }

    var complaints: [String] {
        var found: [String] = []
        for what in ["executions", "items"] {
            if let before, number(what, .succeeded, of: after) < number(what, .succeeded, of: before) {
                found.append("fewer \(what) have succeeded than before")
            }
            if after["phase"] == "ended", number(what, .running, of: after) != 0 {
                found.append("it ended with \(what) that run")
            }
            if (after[what]?.arrayValue ?? []).contains(where: { ($0.intValue ?? -1) < 0 }) {
                found.append("it counts less than no \(what)")
            }
        }
        let counted = (after["executions"]?.arrayValue ?? []).reduce(0) { $0 + ($1.intValue ?? 0) }
        if counted != after["next"]?.intValue { found.append("it counts other executions than it has begun") }
        for what in ["next", "redrives"] {
            if let before, (after[what]?.intValue ?? 0) < (before[what]?.intValue ?? 0) {
                found.append("'\(what)' went backwards")
            }
        }
        return found
    }

    private func number(_ what: String, _ count: Count, of row: JSONValue) -> Int {
        row[what]?[count.rawValue]?.intValue ?? -1
    }
}
