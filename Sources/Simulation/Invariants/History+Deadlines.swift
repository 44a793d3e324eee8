import QuickstepJSON

/// Every deadline is kept: not before its time, and after it only where something went wrong in between.
extension History {
    /// The service's times are seconds with three digits.
    private static let rounding = 0.002

    /// No Wait ends before its time, too late, or twice.
    var waits: [String] {
        let entered = events.indices.filter { type(events[$0]) == "WaitStateEntered" }
        let exited = events.indices.filter { type(events[$0]) == "WaitStateExited" }
        var found: [String] = []
        if exited.count > entered.count { found.append("left more Wait states than it entered") }
        for index in exited {
            guard let previous = previous(of: index) else { continue }
            let name = events[index]["stateExitedEventDetails"]?["name"]?.stringValue
            let input = events[previous]["stateEnteredEventDetails"]?["input"]?.stringValue
            let given = input.flatMap { try? JSONValue.parse($0) }?["seconds"]?.doubleValue ?? 0
            let seconds = name == "Nap" || name == "Doze" ? 7 : given
            found += distance("left \(name ?? "")", from: previous, to: index, within: seconds...seconds)
        }
        return found
    }

    /// No task goes on after its time, and none is ended for a limit at another time than the limit's.
    var limits: [String] {
        var found: [String] = []
        for index in events.indices {
            let type = type(events[index])
            let isTimeout = type == "TaskTimedOut" || type == "ActivityTimedOut"
            guard isTimeout || type == "TaskSucceeded" || type == "ActivitySucceeded",
                let scheduled = scheduled(of: index),
                let timeout = details(of: scheduled)?["timeoutInSeconds"]?.doubleValue
            else { continue }
            found += distance("came to \(type)", from: scheduled, to: index, within: 0...timeout)
            guard isTimeout, let heartbeat = details(of: scheduled)?["heartbeatInSeconds"]?.doubleValue else {
                continue
            }
            // Whoever takes a task, and whoever is asked to do it, gives a sign of life with that.
            let begun = time(previous(of: index) ?? scheduled)
            let isDue =
                isInTime(time(index), after: time(scheduled)...time(scheduled), timeout)
                || ([begun...begun] + signs).contains { isInTime(time(index), after: $0, heartbeat) }
            if !isDue {
                found.append("came to \(type) after \(time(index) - time(scheduled)) s, when nothing was due")
            }
        }
        return found
    }

    /// Whether a time is as long after a start as it must be.
    ///
    /// It may be later where something went wrong: with the start, which was taken note of later then, or with the end.
    private func isInTime(_ time: Double, after start: ClosedRange<Double>, _ seconds: Double) -> Bool {
        guard time >= start.lowerBound + seconds - Self.rounding else { return false }
        return time <= start.upperBound + seconds + Self.rounding
            || troubles.happened(from: start.lowerBound, to: time - seconds)
            || troubles.happened(from: start.lowerBound + seconds, to: time)
    }

    /// No function is called again before or after the time of the retry.
    var backOffs: [String] {
        var found: [String] = []
        for index in events.indices where type(events[index]) == "LambdaFunctionScheduled" {
            guard let previous = previous(of: index), type(events[previous]).hasPrefix("LambdaFunction"),
                let state = state(of: index), let pause = Definitions.backOff(of: state, in: arn)
            else { continue }
            found += distance("tried \(state) again", from: previous, to: index, within: pause)
        }
        return found
    }

    private func distance(
        _ what: String,
        from start: Int,
        to end: Int,
        within bounds: ClosedRange<Double>
    ) -> [String] {
        let seconds = time(end) - time(start)
        if seconds < bounds.lowerBound - Self.rounding { return ["\(what) too early, after \(seconds) s"] }
        let due = time(start) + bounds.upperBound
        guard seconds > bounds.upperBound + Self.rounding, !troubles.happened(from: due, to: time(end)) else {
            return []
        }
        return ["\(what) too late, after \(seconds) s"]
    }

    // MARK: Events before

    /// The nearest event before one of which something is so.
    private func ancestor(of index: Int, where isWanted: (Int) -> Bool) -> Int? {
        var current = previous(of: index)
        while let found = current, !isWanted(found) { current = previous(of: found) }
        return current
    }

    private func scheduled(of index: Int) -> Int? {
        ancestor(of: index) { ["TaskScheduled", "ActivityScheduled"].contains(type(events[$0])) }
    }

    private func details(of index: Int) -> JSONValue? {
        events[index]["taskScheduledEventDetails"] ?? events[index]["activityScheduledEventDetails"]
    }

    /// The name of the state that an event belongs to.
    private func state(of index: Int) -> String? {
        ancestor(of: index) { type(events[$0]) == "TaskStateEntered" }.flatMap {
            events[$0]["stateEnteredEventDetails"]?["name"]?.stringValue
        }
    }
}
