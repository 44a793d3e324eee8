import QuickstepJSON
import Testing

/// The history of an execution, as `history --output json` prints it.
struct History: Sendable {
    let events: [JSONValue]

    init(events: [JSONValue] = []) {
        self.events = events
    }

    init(_ outcome: Outcome) throws {
        events = try #require(try outcome.json().arrayValue, "\(outcome)")
    }

    /// The types of all events, in their order.
    var types: [String] { events.map { $0["type"]?.stringValue ?? "" } }

    func count(_ type: String) -> Int {
        types.count { $0 == type }
    }

    /// The place of the first event of a type.
    func first(_ type: String) -> Int? { types.firstIndex(of: type) }

    /// The place of the last event of a type.
    func last(_ type: String) -> Int? { types.lastIndex(of: type) }

    /// The details of an event, whatever its type calls them.
    static func details(_ event: JSONValue) -> JSONValue? {
        event.objectValue?.first { $0.key.hasSuffix("EventDetails") }?.value
    }

    /// How often each kind of thing happened: the events' types, with the names of states.
    ///
    /// The order is left out: what happens at the same time may be told in any order.
    var tally: [String: Int] {
        var tally: [String: Int] = [:]
        for event in events {
            let name = Self.details(event)?["name"]?.stringValue
            let type = event["type"]?.stringValue ?? ""
            // An execution's own name is not a state's.
            tally[type.hasPrefix("Execution") ? type : [type, name ?? ""].joined(separator: " "), default: 0] += 1
        }
        return tally
    }

    /// The output with which the execution succeeded.
    var output: JSONValue? {
        events.last { $0["type"] == "ExecutionSucceeded" }
            .flatMap { Self.details($0)?["output"]?.stringValue }
            .flatMap { try? JSONValue.parse($0) }
    }
}
