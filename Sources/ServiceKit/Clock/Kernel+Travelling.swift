package import QuickstepPrimitives

extension Kernel {
    /// Moves time that stands still to a later time, as `TimerDriver.advance` does, and keeps where it has got to.
    ///
    /// - Throws: `ServiceError` when that could not be stored.
    package func advance(to time: Timestamp) async throws(ServiceError) {
        await timers.advance(to: time)
        try await sequencer.turn { (turn) throws(ServiceError) in turn.keepTime() }
    }
}
