/// Runs jobs one after the other, off the cooperative thread pool.
///
/// In a runtime each lane is a thread of its own; in a simulation all of them, and everything else, run on one thread, in an order that a
/// seed decides.
package protocol SerialLane: SerialExecutor {
    /// Runs plain blocking work after everything that was given before it.
    func run(_ work: @escaping @Sendable () -> Void)
}
