import QuickstepJSON
import Testing

struct HistoryComparisonTests {
    private func compare(_ expected: [JSONValue], _ actual: [JSONValue], normalised: Bool = false) -> String {
        let comparison = HistoryComparison(comparer: Comparer(masks: []), isParallelNormalised: normalised)
        return switch comparison.compare(expected, actual) {
        case .same: "same"
        case .sameInOtherOrder: "other order"
        case .differs(let differences): differences.first?.path ?? "?"
        }
    }

    private func event(_ id: Int, after previous: Int, _ type: String, _ name: String = "") -> JSONValue {
        [
            "id": .number(JSONNumber(id)), "previousEventId": .number(JSONNumber(previous)), "type": .string(type),
            "name": .string(name),
        ]
    }

    private var recorded: [JSONValue] {
        [
            event(1, after: 0, "Started"), event(2, after: 1, "Entered", "a"), event(3, after: 1, "Entered", "b"),
            event(4, after: 2, "Exited", "a"), event(5, after: 3, "Exited", "b"),
        ]
    }

    @Test func `equal histories are the same`() {
        #expect(compare(recorded, recorded) == "same")
    }

    @Test func `branches may be interleaved otherwise`() {
        let actual = [
            event(1, after: 0, "Started"), event(2, after: 1, "Entered", "b"), event(3, after: 2, "Exited", "b"),
            event(4, after: 1, "Entered", "a"), event(5, after: 4, "Exited", "a"),
        ]
        #expect(compare(recorded, actual) == "other order")
    }

    @Test func `an event under another one is a difference`() {
        var actual = recorded
        actual[4] = event(5, after: 2, "Exited", "b")
        #expect(compare(recorded, actual) == "history[4]")
    }

    @Test func `a missing event and an additional one are differences`() {
        #expect(compare(recorded, Array(recorded.dropLast())) == "history[4]")
        #expect(compare(recorded, recorded + [event(6, after: 5, "Ended")]) == "history[5]")
    }

    @Test func `the first event that differs is told first, both sides`() throws {
        var actual = recorded
        actual[1] = event(2, after: 1, "Entered", "x")
        let comparison = HistoryComparison(comparer: Comparer(masks: []), isParallelNormalised: false)
        guard case .differs(let differences) = comparison.compare(recorded, actual) else {
            Issue.record("No difference was found.")
            return
        }
        #expect(differences.map(\.path) == ["history[1]", "history[1].name"])
        #expect(differences.first?.expected == recorded[1])
        #expect(differences.first?.actual == actual[1])
    }

    @Test func `what was dropped from the order of a Parallel is dropped from the actual history`() {
        let actual = [
            event(1, after: 0, "ParallelStateStarted"), event(2, after: 1, "Entered", "b"),
            event(3, after: 1, "Entered", "a"),
            event(4, after: 3, "ParallelStateSucceeded"), event(5, after: 3, "ParallelStateExited"),
        ]
        let recorded: [JSONValue] = [
            event(1, after: 0, "ParallelStateStarted"), ["type": "Entered", "name": "a"],
            ["type": "Entered", "name": "b"],
            event(5, after: 3, "ParallelStateExited"),
        ]
        #expect(compare(recorded, actual, normalised: true) == "same")
    }

    @Test func `a chain of many events is compared without recursion`() {
        let chain = (1...20_000).map { event($0, after: $0 - 1, "E") }
        #expect(HistoryTree(chain).isSame(as: HistoryTree(chain), by: Comparer(masks: [])))
    }
}
