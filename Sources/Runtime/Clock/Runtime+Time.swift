public import QuickstepPrimitives
import QuickstepServiceKit

extension Runtime {
    /// The time on the runtime's clock.
    public var now: Timestamp { kernel.clock.now }

    /// What the machine's clock shows: where virtual time usually starts.
    public static var wallClock: Timestamp { RuntimeClock.wallClock() }

    /// How many timers are in memory; the others are rows until time comes near.
    package var timersInMemory: Int { kernel.timers.count }

    /// Waits until nothing more happens by itself: no turn, no handler, and on a virtual clock no deadline that time could go to.
    public func settle() async {
        await kernel.timers.quiet()
    }

    /// Moves time forward, deadline by deadline, and returns when everything that this brings about has happened.
    ///
    /// Every deadline on the way fires at its own time: waits, retries, timeouts, visibility timeouts, also those that bound a wait for
    /// somebody outside. Time moves on only when nothing can happen without it. Where the calling task is cancelled, or the runtime
    /// stops, time stays where it has got to.
    ///
    /// ```swift
    /// try await runtime.advance(by: .seconds(90 * 86_400))
    /// ```
    ///
    /// - Parameter span: How far; rounded up to a millisecond. Zero or less only waits until nothing more happens.
    /// - Throws: `RuntimeError` with the code `.clock` on a clock that runs by itself: a real or a scaled one; `.service` when the time could not be stored, or
    ///   the runtime stops.
    public func advance(by span: Duration) async throws(RuntimeError) {
        try await advance(to: now.adding(span))
    }

    /// Moves time forward to a time, as `advance(by:)` does.
    ///
    /// - Parameter time: The time; one that has passed only waits until nothing more happens.
    /// - Throws: `RuntimeError` with the code `.clock` on a clock that runs by itself: a real or a scaled one; `.service` as `advance(by:)` does.
    public func advance(to time: Timestamp) async throws(RuntimeError) {
        guard kernel.clock.standsStill else {
            throw RuntimeError(.clock, "Only a manual or a virtual clock can be advanced; this one runs by itself.")
        }
        do throws(ServiceError) {
            try await kernel.advance(to: time)
        } catch {
            throw RuntimeError(error)
        }
    }
}

extension RuntimeClock {
    /// The largest factor of a scaled clock.
    static let factorMax = 1_000_000.0

    /// The clock that was asked for.
    convenience init(as clock: RuntimeOptions.Clock) throws(RuntimeError) {
        switch clock {
        case .real: self.init(.real)
        case .virtual(let start): self.init(.virtual(startingAt: start))
        case .manual(let start): self.init(.manual(startingAt: start))
        case .scaled(let factor, let start):
            guard factor > 0, factor <= Self.factorMax else {
                throw RuntimeError(
                    .input,
                    "A clock runs at a factor of more than 0 and at most 1,000,000; this one is \(factor)."
                )
            }
            self.init(.scaled(by: factor, startingAt: start))
        }
    }
}
