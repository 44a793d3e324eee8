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
        /// Time stands still until the timer driver, or a test, moves it.
        case virtual(startingAt: Timestamp)
    }

    package let mode: Mode
    private let latest: Mutex<Timestamp>

    package init(_ mode: Mode) {
        self.mode = mode
        switch mode {
        case .real: latest = Mutex(Self.wallClock())
        case .virtual(let start): latest = Mutex(start)
        }
    }

    package var isVirtual: Bool { mode != .real }

    package var now: Timestamp {
        latest.withLock { latest in
            if mode == .real { latest = max(latest, Self.wallClock()) }
            return latest
        }
    }

    /// Moves the clock forward to a time; a time in its past leaves it where it is.
    ///
    /// A restart calls it with the latest stored time, so that time does not run backwards across processes either.
    package func advance(to time: Timestamp) {
        latest.withLock { $0 = max($0, time) }
    }

    /// What the machine's wall clock shows.
    package static func wallClock() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
