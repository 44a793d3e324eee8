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

    /// What is going on at one moment.
    package struct Reading: Sendable, Equatable {
        /// Whether a turn, a commit or a signal is on its way.
        package let isBusy: Bool
        /// How many handlers run.
        package let handlers: Int

        /// Whether nothing can happen by itself.
        package var isQuiet: Bool { !isBusy && handlers == 0 }
    }

    private let state = Mutex(State())

    package init() {}

    /// Both counts at one moment: a handler that ends begins a turn before it does, which two readings could miss between them.
    package var reading: Reading {
        state.withLock { Reading(isBusy: $0.busy > 0, handlers: $0.handlers) }
    }

    /// Does something while no turn, commit or signal is on its way, and none can begin; nothing where one is.
    ///
    /// - Parameter action: It must neither wait nor come back here.
    func unlessBusy(_ action: () -> Void) {
        state.withLock { if $0.busy == 0 { action() } }
    }

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

    /// Calls `action` whenever the last piece of work but for running handlers has ended.
    func whenQuiet(_ action: @escaping @Sendable () -> Void) {
        state.withLock { $0.onQuiet = action }
    }
}
