import QuickstepJSON

/// The branches of a Parallel or the iterations of a Map, as the level above sees them.
struct Brood: Sendable, Equatable {
    /// The frames of the children by index; `nil` for one that has not begun or has succeeded.
    var children: [FrameID?]
    /// The outputs of the children by index; `nil` for one that has not succeeded.
    var results: [JSONValue?]
    /// How many have succeeded.
    var succeeded = 0
    /// How many run.
    var running: Int
    /// The id that ParallelStateSucceeded or MapStateSucceeded follows.
    var lastID: Int
    /// The iterations of a Map; `nil` for a Parallel, whose branches all begin at once.
    var iterations: Iterations?

    /// What is left to begin of a Map.
    struct Iterations: Sendable, Equatable {
        let items: JSONValue
        let concurrency: Int
        /// The index of the next iteration to begin.
        var next = 0
        /// The id of MapStateStarted, which the iterations of the first batch follow.
        let startedID: Int
        /// For each slot that was freed and not yet taken, the last event of the iteration that freed it.
        var freed: [Int] = []
    }

    var isComplete: Bool {
        succeeded == results.count
    }

    /// Whether an iteration may begin now.
    var canStartIteration: Bool {
        guard let iterations else { return false }
        return iterations.next < results.count && running < iterations.concurrency
    }
}

extension Brood {
    /// The branches of a Parallel, all of which begin with `frames`.
    init(branches frames: [FrameID], startedID: Int) {
        self.init(
            children: frames,
            results: Array(repeating: nil, count: frames.count),
            running: frames.count,
            lastID: startedID,
            iterations: nil
        )
    }

    /// The iterations of a Map, none of which has begun.
    init(items: JSONValue, concurrency: Int, startedID: Int) {
        let count = items.iterationCount
        self.init(
            children: Array(repeating: nil, count: count),
            results: Array(repeating: nil, count: count),
            running: 0,
            lastID: startedID,
            iterations: Iterations(items: items, concurrency: concurrency, startedID: startedID)
        )
    }
}

extension JSONValue {
    /// How many iterations a Map makes of it: an array's elements, or an object's members.
    var iterationCount: Int {
        switch self {
        case .array(let elements): elements.count
        case .object(let members): members.count
        case .null, .bool, .number, .string: 0
        }
    }

    /// The item of one iteration; `nil` beyond the last one.
    func iterationItem(at index: Int) -> MapItem? {
        guard index >= 0, index < iterationCount else { return nil }
        switch self {
        case .array(let elements):
            return MapItem(index: index, key: nil, value: elements[index])
        case .object(let members):
            let member = members[members.index(members.startIndex, offsetBy: index)]
            return MapItem(index: index, key: member.key, value: member.value)
        case .null, .bool, .number, .string:
            return nil
        }
    }
}
