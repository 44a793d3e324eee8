import QuickstepJSON

/// The history of an execution that has ended, and what is wrong with it.
struct History: Sendable {
    let arn: String
    let events: [JSONValue]
    let description: JSONObject
    /// What went wrong while it went on.
    let troubles: TroubleLedger
    /// When signs of life of its tasks were taken.
    let signs: [ClosedRange<Double>]

    var complaints: [String] {
        var found: [String] = []
        if let reason = description["quickstepQuarantine"]?.stringValue { found.append("is set aside: \(reason)") }
        found += order + ends + waits + limits + backOffs + sums
        return found.map { "\(arn): \($0)" }
    }

    /// Ids count from 1, each event follows one before it, and time does not run backwards.
    private var order: [String] {
        var found: [String] = []
        for (index, event) in events.enumerated() {
            let id = event["id"]?.intValue ?? 0
            if id != index + 1 { found.append("event \(index + 1) has the id \(id)") }
            if (event["previousEventId"]?.intValue ?? 0) >= id {
                found.append("event \(id) follows one that comes later")
            }
            if index > 0, time(index) < time(index - 1) {
                found.append("event \(id) is earlier than the one before it")
            }
        }
        return found
    }

    func time(_ index: Int) -> Double { events[index]["timestamp"]?.doubleValue ?? 0 }

    /// The event that one follows; nil where there is none, or the history is in disorder and names a later one.
    func previous(of index: Int) -> Int? {
        guard let id = events[index]["previousEventId"]?.intValue, id >= 1, id <= index else {
            return nil
        }
        return id - 1
    }

    func type(_ event: JSONValue) -> String { event["type"]?.stringValue ?? "" }

    private static let endings = [
        "SUCCEEDED": "ExecutionSucceeded", "FAILED": "ExecutionFailed", "TIMED_OUT": "ExecutionTimedOut",
        "ABORTED": "ExecutionAborted",
    ]

    /// It begins, it ends once for each time it was begun, and as it is described.
    private var ends: [String] {
        var found: [String] = []
        let types = events.map { type($0) }
        if types.first != "ExecutionStarted" { found.append("does not begin with its start") }
        let status = description["status"]?.stringValue ?? ""
        // One that was to be taken up again when its map run ended stays as it had ended.
        let isPending = status == "PENDING_REDRIVE" && Self.endings.values.contains(types.last ?? "")
        if types.last != Self.endings[status], !isPending {
            found.append("is \(status) and ends with \(types.last ?? "nothing")")
        }
        let endings = types.count { Self.endings.values.contains($0) }
        let beginnings = 1 + types.count { $0 == "ExecutionRedriven" }
        if types.dropLast().contains("ExecutionSucceeded") { found.append("goes on after it succeeded") }
        if endings != beginnings { found.append("began \(beginnings) times and ended \(endings) times") }
        return found
    }

    /// The identifiers of the messages that its tasks sent, but for those that carry a token.
    var messages: [String] {
        succeeded("sqs", "sendMessage").compactMap { $0["MessageId"]?.stringValue }
    }

    /// The identifiers of the events that its tasks put.
    var announced: [String] {
        succeeded("events", "putEvents").compactMap { $0["Entries"]?[0]?["EventId"]?.stringValue }
    }

    /// The numbers of the results that clients sent for its tasks.
    var answers: [Int] {
        events.compactMap { event in
            let details = event["taskSucceededEventDetails"] ?? event["activitySucceededEventDetails"]
            return details?["output"]?.stringValue.flatMap { try? JSONValue.parse($0) }?["answer"]?.intValue
        }
    }

    /// When it came to an end, each time.
    var endedAt: [Double] {
        events.indices.filter { Self.endings.values.contains(type(events[$0])) }.map { time($0) }
    }

    /// When something happened that ends a task whose result is on its way.
    var cutsOffAt: [Double] {
        let types = Set(Self.endings.values).union(["TaskTimedOut", "ActivityTimedOut"])
        return events.indices.filter { types.contains(type(events[$0])) }.map { time($0) }
    }

    /// The statuses that it came to, one after the other.
    var statuses: [String] {
        let names = Dictionary(uniqueKeysWithValues: Self.endings.map { ($0.value, $0.key) })
        return events.compactMap { event in
            let type = type(event)
            return type == "ExecutionStarted" || type == "ExecutionRedriven" ? "RUNNING" : names[type]
        }
    }

    /// How often its tasks updated a row.
    var updates: Int { succeeded("dynamodb", "updateItem").count }

    private func succeeded(_ service: String, _ action: String) -> [JSONValue] {
        events.compactMap { event in
            let details = event["taskSucceededEventDetails"]
            guard details?["resourceType"]?.stringValue == service, details?["resource"]?.stringValue == action else {
                return nil
            }
            return details?["output"]?.stringValue.flatMap { try? JSONValue.parse($0) }
        }
    }
}
