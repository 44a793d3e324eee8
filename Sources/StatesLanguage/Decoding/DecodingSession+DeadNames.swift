import QuickstepJSON

// Names in `ErrorEquals` that no error reaches.
extension DecodingSession {
    /// Warns of names in the retriers or the catchers of a state that never match.
    mutating func warnOfDeadNames(in entries: [Node], list: String, of state: Node) {
        let code = list == "Catch" ? DiagnosticCode.catchNeverMatches : DiagnosticCode.retryNeverMatches
        var earlier: Set<String> = []
        for entry in entries {
            let names = (entry.member("ErrorEquals")?.elements ?? []).compactMap { node in
                node.value.stringValue.map { (name: $0, path: node.path) }
            }
            for (name, path) in names {
                guard let reason = deadReason(name, after: earlier, in: state) else { continue }
                warn("'\(name)' never matches here: \(reason)", at: path, code: code, hint: Self.deadHint(name))
            }
            earlier.formUnion(names.map(\.name))
        }
    }

    /// Why a name never matches, if it does not.
    private func deadReason(_ name: String, after earlier: Set<String>, in state: Node) -> String? {
        switch name {
        case ErrorName.runtime:
            return "no retrier and no catcher gets this error, it ends the execution"
        case ErrorName.noChoiceMatched:
            return "the service reports it as \(ErrorName.runtime), which ends the execution"
        default:
            break
        }
        if earlier.contains(name) { return "an earlier entry has the same name" }
        let isTask = state.value["Type"] == "Task"
        let isReserved = name.hasPrefix("States.")
        if isReserved, !ErrorName.reserved.contains(name) { return "the language has no error of this name" }
        if isTask, !isReserved, earlier.contains(ErrorName.taskFailed) {
            return "an earlier entry has \(ErrorName.taskFailed), which matches every error that a task gives itself"
        }
        guard name == ErrorName.heartbeatTimeout else { return nil }
        if earlier.contains(ErrorName.timeout) {
            return "an earlier entry has \(ErrorName.timeout), which matches a missing heartbeat too"
        }
        let hasHeartbeat = state.member("HeartbeatSeconds") != nil || state.member("HeartbeatSecondsPath") != nil
        return isTask && !hasHeartbeat ? "the state has no HeartbeatSeconds" : nil
    }

    private static func deadHint(_ name: String) -> String {
        if name.hasPrefix("States."), !ErrorName.reserved.contains(name),
            let hint = NearestName.hint(for: name, among: ErrorName.reserved)
        {
            return hint
        }
        return "Remove the name, or put the entry where it is reached."
    }
}
