import QuickstepServiceKit
import Synchronization

/// Keeps the gauge's count of running handlers true for one call: it is counted while it runs, and not while it waits for our clock or
/// services, nor once it is over for everybody but itself.
final class InvocationGate: Sendable {
    private enum State {
        /// Next: `released`.
        case held(waits: Int)
        /// Terminal.
        case released
    }

    private let activity: ActivityGauge
    private let state = Mutex(State.held(waits: 0))

    init(activity: ActivityGauge) {
        self.activity = activity
        activity.beginHandler()
    }

    /// A wait begins.
    ///
    /// Returns `false` when the call is over: then there is nothing to wait for.
    func park() -> Bool {
        let (isOpen, isFirst) = state.withLock { state in
            guard case .held(let waits) = state else { return (false, false) }
            state = .held(waits: waits + 1)
            return (true, waits == 0)
        }
        if isFirst { activity.endHandler() }
        return isOpen
    }

    /// A wait ended.
    func unpark() {
        let isLast = state.withLock { state in
            guard case .held(let waits) = state else { return false }
            state = .held(waits: waits - 1)
            return waits == 1
        }
        if isLast { activity.beginHandler() }
    }

    /// The call is over.
    func release() {
        let wasCounted = state.withLock { state in
            guard case .held(let waits) = state else { return false }
            state = .released
            return waits == 0
        }
        if wasCounted { activity.endHandler() }
    }
}
