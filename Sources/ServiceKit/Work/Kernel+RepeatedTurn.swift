import QuickstepPrimitives

extension Kernel {
    private static let repeatedTurnPauseMin = 100
    private static let repeatedTurnPauseMax = 10_000

    /// Runs a turn that nobody waits for but its own subject, as often as it takes until it is stored.
    ///
    /// Between the tries it waits on the runtime's clock, each time twice as long, up to ten seconds. The caller has begun an
    /// activity and ends it; it is laid down during these waits.
    ///
    /// - Parameters:
    ///   - triesMax: After how many tries it is given up. Default: never, as long as the runtime runs.
    ///   - cause: What caused the turn.
    ///   - body: The turn.
    /// - Returns: What `body` returned; `nil` where the turn was given up, because the runtime stopped, the tries were used up, or the
    ///   error will not pass.
    @discardableResult
    package func repeatedTurn<Result: Sendable>(
        triesMax: Int = .max,
        cause: EffectID? = nil,
        _ body: @Sendable (inout Turn) throws(ServiceError) -> Result
    ) async -> Result? {
        var pause = Self.repeatedTurnPauseMin
        var tries = 0
        while true {
            do throws(ServiceError) {
                return try await sequencer.turn(cause: cause, body)
            } catch {
                tries += 1
                guard error.isRetryable, tries < triesMax else { return nil }
            }
            let due = clock.now.adding(milliseconds: Int64(pause))
            await timers.nap(until: due)
            // A nap that ends early has been ended by the runtime's end.
            guard clock.now >= due else { return nil }
            pause = min(2 * pause, Self.repeatedTurnPauseMax)
        }
    }
}
