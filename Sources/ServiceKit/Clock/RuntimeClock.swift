package import QuickstepPrimitives
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The runtime's one clock.
///
/// It never runs backwards.
package final class RuntimeClock: Sendable {
    package enum Mode: Sendable, Equatable {
        /// The machine's wall clock.
        case real
        /// Time that runs from its start on, so many times as fast as the machine's.
        case scaled(by: Double, startingAt: Timestamp)
        /// Time that stands still while anything runs, and goes to the next deadline by itself when nothing can.
        case virtual(startingAt: Timestamp)
        /// Time that stands still until it is told where to go.
        case manual(startingAt: Timestamp)
    }

    private struct State {
        /// The latest time that anybody was told, or that the clock was moved to.
        var latest: Timestamp
        /// Of a scaled clock: when, by the machine's steady clock, it showed `base`.
        var anchor: Int64
        var base: Timestamp
    }

    package let mode: Mode
    private let state: Mutex<State>

    package init(_ mode: Mode) {
        self.mode = mode
        let start =
            switch mode {
            case .real: Self.wallClock()
            case .scaled(_, let start), .virtual(let start), .manual(let start): start
            }
        state = Mutex(State(latest: start, anchor: Self.steadyNanoseconds(), base: start))
    }

    /// Whether time passes only when the timer driver moves it.
    package var standsStill: Bool {
        switch mode {
        case .real, .scaled: false
        case .virtual, .manual: true
        }
    }

    /// Whether time that stands still goes to the next deadline when nothing else can happen.
    var movesByItself: Bool {
        switch mode {
        case .real, .scaled, .manual: false
        case .virtual: true
        }
    }

    package var now: Timestamp {
        state.withLock { state in
            switch mode {
            case .real: state.latest = max(state.latest, Self.wallClock())
            case .scaled(let factor, _): state.latest = max(state.latest, Self.scaled(state, by: factor))
            case .virtual, .manual: break
            }
            return state.latest
        }
    }

    /// Moves the clock forward to a time; a time in its past leaves it where it is.
    ///
    /// A restart calls it with the latest stored time, so that time does not run backwards across processes either. A scaled clock
    /// goes on from there.
    package func advance(to time: Timestamp) {
        state.withLock { state in
            guard time > state.latest else { return }
            state.latest = time
            state.base = time
            state.anchor = Self.steadyNanoseconds()
        }
    }

    /// How long a span of the clock takes by the machine's time, for a clock that runs by itself.
    package func realTime(ofMilliseconds span: Int64) -> Duration {
        guard case .scaled(let factor, _) = mode else { return .milliseconds(span) }
        return .milliseconds(Double(span) / factor)
    }

    private static func scaled(_ state: State, by factor: Double) -> Timestamp {
        let elapsed = Double(steadyNanoseconds() - state.anchor) * factor / 1_000_000
        return state.base.adding(milliseconds: Int64(exactly: elapsed.rounded(.down)) ?? .max)
    }

    /// What the machine's wall clock shows.
    package static func wallClock() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// A clock that nobody sets.
    private static func steadyNanoseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
