/// Where AWS makes callers wait or refuses them for its own sake, and a runtime on one's own machine need not.
///
/// This is the one place that says so. By default nobody waits, as in other emulators: tests make and purge queues all the time.
package struct QueueConduct: Sendable, Equatable {
    /// How long the name of a deleted queue cannot be used.
    ///
    /// Default 0; AWS's is 60.
    package var secondsAfterDeletion: Int
    /// How long a purged queue cannot be purged again.
    ///
    /// Default 0; AWS's is 60.
    package var secondsAfterPurge: Int
    /// How many messages of a queue can be in flight.
    ///
    /// Default 120,000, as on AWS.
    package var inFlightMax: Int64

    /// A conduct of its own.
    package init(
        secondsAfterDeletion: Int = 0,
        secondsAfterPurge: Int = 0,
        inFlightMax: Int64 = SQSLimits.inFlightMax
    ) {
        self.secondsAfterDeletion = secondsAfterDeletion
        self.secondsAfterPurge = secondsAfterPurge
        self.inFlightMax = inFlightMax
    }

    /// The conduct of AWS.
    package static let strict = QueueConduct(secondsAfterDeletion: 60, secondsAfterPurge: 60)
}
