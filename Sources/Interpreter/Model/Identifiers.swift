/// One level at which states run: the execution's own, one branch of a Parallel, one iteration of a Map.
///
/// Numbers are given out in the order in which the levels begin; 0 is the execution's own level.
package struct FrameID: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let number: Int

    package init(_ number: Int) {
        self.number = number
    }

    /// The execution's own level.
    package static let root = FrameID(0)

    package static func < (left: FrameID, right: FrameID) -> Bool {
        left.number < right.number
    }

    package var description: String { "frame \(number)" }
}

/// One attempt of one Task, or one attempt of a map run: the sequence of the event that began it.
package struct TaskID: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let sequence: Int

    package init(_ sequence: Int) {
        self.sequence = sequence
    }

    package static func < (left: TaskID, right: TaskID) -> Bool {
        left.sequence < right.sequence
    }

    package var description: String { "task \(sequence)" }
}

/// One deadline: the sequence of the event that set it.
package struct TimerID: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let sequence: Int

    package init(_ sequence: Int) {
        self.sequence = sequence
    }

    package static func < (left: TimerID, right: TimerID) -> Bool {
        left.sequence < right.sequence
    }

    package var description: String { "timer \(sequence)" }
}
