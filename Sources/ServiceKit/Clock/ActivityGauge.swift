import Synchronization

/// Counts what is going on, so that virtual time moves only when nothing can happen by itself.
///
/// Whoever hands work to someone else begins the new piece before it ends its own, so the count never touches zero in between.
package final class ActivityGauge: Sendable {
    private struct State {
        /// Turns, commits, signals on their way.
        var busy = 0
        /// Handlers that run and do not wait for our clock or services.
        var handlers = 0
        var onQuiet: @Sendable () -> Void = {}
    }

    private let state = Mutex(State())

    package init() {}

    package func begin() {
        state.withLock { $0.busy += 1 }
    }

    package func end() {
        let quiet = state.withLock { state -> (@Sendable () -> Void)? in
            state.busy -= 1
            return state.busy == 0 ? state.onQuiet : nil
        }
        quiet?()
    }

    package func beginHandler() {
        state.withLock { $0.handlers += 1 }
    }

    package func endHandler() {
        let quiet = state.withLock { state -> (@Sendable () -> Void)? in
            state.handlers -= 1
            return state.busy == 0 ? state.onQuiet : nil
        }
        quiet?()
    }

    /// Whether a turn, a commit or a signal is on its way.
    package var isBusy: Bool { state.withLock { $0.busy > 0 } }

    /// How many handlers run.
    package var handlers: Int { state.withLock { $0.handlers } }

    /// Calls `action` whenever the last piece of work but for running handlers has ended.
    func whenQuiet(_ action: @escaping @Sendable () -> Void) {
        state.withLock { $0.onQuiet = action }
    }
}
