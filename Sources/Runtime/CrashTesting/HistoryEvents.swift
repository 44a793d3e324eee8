import QuickstepJSON

/// The events of one history, each with the place in the workflow where it happened.
///
/// Which of two branches is quicker is a matter of chance, so their order says nothing; that each event happened in its branch, and how
/// often, does. Where a branch of several fails, the others are ended wherever they are: of such a Parallel or Map only the events outside
/// of its branches are told.
struct HistoryEvents {
    /// `Orders/#0/Charge: TaskSucceeded`.
    let labels: [String]
    /// Whether branches were ended because others failed.
    let hasEndedBranches: Bool

    private struct Place {
        /// The Parallel and Map states around it, and the iterations: `["Orders", "#0"]`.
        var containers: [String] = []
        var state = ""

        mutating func leaveIteration() {
            if containers.last?.hasPrefix("#") == true { containers.removeLast() }
        }

        /// Leaves the innermost container, which is the state that is spoken of from then on.
        mutating func leaveContainer() {
            leaveIteration()
            if let container = containers.popLast() { state = container }
        }

        func label(_ type: String) -> String {
            let path = (containers + [state]).filter { !$0.isEmpty }.joined(separator: "/")
            return path.isEmpty ? type : "\(path): \(type)"
        }
    }

    /// What is known of a Parallel or Map.
    private struct Container {
        /// How often its branches began, less how often all of them came to their end.
        var open = 0
        /// Whether it failed, for good or until a retry.
        var hasFailed = false
        /// The first states of its branches, or its iterations.
        var branches: Set<String> = []
    }

    /// A function that answers with its token races with its own end, and may leave no such event.
    private static let racing: Set<String> = ["TaskSubmitted"]

    init(_ events: [JSONValue]) {
        var types: [Int: String] = [:]
        var places: [Int: Place] = [:]
        var containers: [[String]: Container] = [:]
        var found: [(place: Place, type: String)] = []
        for event in events {
            guard let id = event["id"]?.intValue, let type = event["type"]?.stringValue else { continue }
            let previous = event["previousEventId"]?.intValue ?? 0
            let before = types[previous] ?? ""
            var place = places[previous] ?? Place()
            if let state = event["stateEnteredEventDetails"]?["name"]?.stringValue { place.state = state }
            switch type {
            case "ParallelStateStarted", "MapStateStarted":
                // Before a retry comes the failure in one of its own branches.
                let isRetry = before != "ParallelStateEntered" && before != "MapStateEntered"
                if isRetry { place.leaveContainer() }
                found.append((place, type))
                place.containers.append(place.state)
                containers[place.containers, default: Container()].open += 1
                if isRetry { containers[place.containers]?.hasFailed = true }
            case "ParallelStateSucceeded", "MapStateSucceeded", "ParallelStateFailed", "MapStateFailed",
                "ParallelStateAborted", "MapStateAborted":
                place.leaveIteration()
                if type.hasSuffix("Succeeded") {
                    containers[place.containers]?.open -= 1
                } else {
                    containers[place.containers]?.hasFailed = true
                }
                place.leaveContainer()
                found.append((place, type))
            case "MapIterationStarted":
                place.leaveIteration()
                let iteration = "#\(event["mapIterationStartedEventDetails"]?["index"]?.intValue ?? 0)"
                containers[place.containers]?.branches.insert(iteration)
                place.containers.append(iteration)
                place.state = ""
                found.append((place, type))
            case "MapIterationSucceeded", "MapIterationFailed", "MapIterationAborted":
                place.state = ""
                found.append((place, type))
                place.leaveIteration()
            case "ExecutionSucceeded", "ExecutionFailed", "ExecutionAborted", "ExecutionTimedOut":
                place = Place()
                found.append((place, type))
            default:
                if before == "ParallelStateStarted" { containers[place.containers]?.branches.insert(place.state) }
                found.append((place, type))
            }
            types[id] = type
            places[id] = place
        }
        // A container in which an execution still rests has not ended any branch.
        let isOver = found.last.map { $0.type.hasPrefix("Execution") && $0.type != "ExecutionStarted" } ?? false
        let ended = containers.filter { _, container in
            container.branches.count > 1 && (container.hasFailed || (isOver && container.open > 0))
        }
        .keys
        hasEndedBranches = !ended.isEmpty
        labels = found.filter { entry in
            !Self.racing.contains(entry.type) && !ended.contains { entry.place.containers.starts(with: $0) }
        }
        .map { $0.place.label($0.type) }
    }
}
