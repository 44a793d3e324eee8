/// What the runtime tells of itself that is nobody's effect and so not on the bus.
///
/// It is called on the way of what it is told of, the committer's thread among them: it must only take note and return. Where there is no
/// probe, one branch is all that it costs.
package protocol RuntimeProbe: Sendable {
    /// A batch was made durable, or could not be.
    func committed(_ commit: CommitReading)

    /// An execution went on.
    ///
    /// - Parameters:
    ///   - states: How many states it entered.
    ///   - machine: The name of its state machine.
    func entered(states: Int, of machine: String)
}

/// One commit as the committer saw it.
package struct CommitReading: Sendable, Equatable {
    /// How many rows the batch puts and deletes.
    package let rows: Int
    /// How long the store took, on the machine's steady clock.
    package let duration: Duration
    /// Whether it is durable.
    package let isStored: Bool

    package init(rows: Int, duration: Duration, isStored: Bool) {
        self.rows = rows
        self.duration = duration
        self.isStored = isStored
    }
}
