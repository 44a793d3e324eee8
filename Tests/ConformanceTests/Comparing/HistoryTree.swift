import QuickstepJSON

/// A history without the order in which independent branches happened to run: each event under the one before it.
struct HistoryTree: Sendable {
    /// The events without their ids.
    private let events: [JSONValue]
    private let roots: [Int]
    private let children: [[Int]]

    init(_ history: [JSONValue]) {
        var positions: [Int: Int] = [:]
        for (index, event) in history.enumerated() {
            if let id = event["id"]?.intValue { positions[id] = index }
        }
        var roots: [Int] = []
        var children = Array(repeating: [Int](), count: history.count)
        for (index, event) in history.enumerated() {
            let previous = event["previousEventId"]?.intValue ?? 0
            if let parent = positions[previous], parent != index {
                children[parent].append(index)
            } else {
                roots.append(index)
            }
        }
        events = history.map { event in
            var members = event.objectValue ?? [:]
            for name in ["id", "previousEventId", "timestamp"] { members.removeValue(forKey: name) }
            return .object(members)
        }
        self.roots = roots
        self.children = children
    }

    /// Whether another history has the same events under the same ones, siblings in any order.
    func isSame(as actual: HistoryTree, by comparer: Comparer) -> Bool {
        guard events.count == actual.events.count else { return false }
        return isSame(roots, in: actual, actual.roots, comparer)
    }

    /// Chains are followed in a loop: only a fork recurses.
    private func isSame(_ left: [Int], in other: HistoryTree, _ right: [Int], _ comparer: Comparer) -> Bool {
        var (left, right) = (left, right)
        while left.count == 1, right.count == 1 {
            guard comparer.isSame(events[left[0]], other.events[right[0]]) else { return false }
            (left, right) = (children[left[0]], other.children[right[0]])
        }
        guard left.count == right.count else { return false }
        for index in left {
            let match = right.firstIndex { candidate in
                comparer.isSame(events[index], other.events[candidate])
                    && isSame(children[index], in: other, other.children[candidate], comparer)
            }
            guard let match else { return false }
            right.remove(at: match)
        }
        return true
    }
}
