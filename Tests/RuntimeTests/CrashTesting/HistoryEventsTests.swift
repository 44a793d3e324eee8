import QuickstepJSON
import Testing

@testable import QuickstepRuntime

/// Where in a workflow each event of a history happened.
struct HistoryEventsTests {
    /// A history from lines of type, previous event and, where it has one, name or index.
    private static func events(_ lines: [(type: String, previous: Int, detail: JSONValue?)]) -> [JSONValue] {
        lines.enumerated().map { offset, line in
            var event: JSONObject = [
                "id": .number(JSONNumber(offset + 1)), "previousEventId": .number(JSONNumber(line.previous)),
                "type": .string(line.type),
            ]
            if case .string(let name)? = line.detail { event["stateEnteredEventDetails"] = ["name": .string(name)] }
            if case .number? = line.detail { event["mapIterationStartedEventDetails"] = ["index": line.detail ?? 0] }
            return .object(event)
        }
    }

    @Test func `an event carries the states and the iteration around it`() {
        let history = HistoryEvents(
            Self.events([
                ("ExecutionStarted", 0, nil), ("MapStateEntered", 1, "Each"), ("MapStateStarted", 2, nil),
                ("MapIterationStarted", 3, 0), ("TaskStateEntered", 4, "Do"), ("MapIterationStarted", 3, 1),
                ("TaskStateEntered", 6, "Do"), ("TaskStateExited", 7, nil), ("MapIterationSucceeded", 8, nil),
                ("TaskStateExited", 5, nil), ("MapIterationSucceeded", 10, nil), ("MapStateSucceeded", 11, nil),
                ("MapStateExited", 12, nil), ("ExecutionSucceeded", 13, nil),
            ])
        )
        #expect(
            history.labels == [
                "ExecutionStarted", "Each: MapStateEntered", "Each: MapStateStarted", "Each/#0: MapIterationStarted",
                "Each/#0/Do: TaskStateEntered", "Each/#1: MapIterationStarted", "Each/#1/Do: TaskStateEntered",
                "Each/#1/Do: TaskStateExited", "Each/#1: MapIterationSucceeded", "Each/#0/Do: TaskStateExited",
                "Each/#0: MapIterationSucceeded", "Each: MapStateSucceeded", "Each: MapStateExited",
                "ExecutionSucceeded",
            ]
        )
        #expect(!history.hasEndedBranches)
    }

    @Test func `how far a branch had come that was ended is not told, and what follows is`() {
        let history = HistoryEvents(
            Self.events([
                ("ExecutionStarted", 0, nil), ("ParallelStateEntered", 1, "Both"), ("ParallelStateStarted", 2, nil),
                ("FailStateEntered", 3, "Bad"), ("TaskStateEntered", 3, "Good"), ("ParallelStateFailed", 4, nil),
                ("ParallelStateExited", 6, nil), ("PassStateEntered", 7, "After"),
            ])
        )
        #expect(
            history.labels == [
                "ExecutionStarted", "Both: ParallelStateEntered", "Both: ParallelStateStarted",
                "Both: ParallelStateFailed", "Both: ParallelStateExited", "After: PassStateEntered",
            ]
        )
        #expect(history.hasEndedBranches)
    }

    @Test func `a retried state with one branch ends no other, and stays the same place`() {
        let history = HistoryEvents(
            Self.events([
                ("ExecutionStarted", 0, nil), ("ParallelStateEntered", 1, "Try"), ("ParallelStateStarted", 2, nil),
                ("FailStateEntered", 3, "Bad"), ("ParallelStateStarted", 4, nil), ("FailStateEntered", 5, "Bad"),
                ("ParallelStateFailed", 6, nil), ("ExecutionFailed", 7, nil),
            ])
        )
        #expect(
            history.labels == [
                "ExecutionStarted", "Try: ParallelStateEntered", "Try: ParallelStateStarted",
                "Try/Bad: FailStateEntered", "Try: ParallelStateStarted", "Try/Bad: FailStateEntered",
                "Try: ParallelStateFailed", "ExecutionFailed",
            ]
        )
        #expect(!history.hasEndedBranches)
    }
}
