import QuickstepServiceKit
import Synchronization

/// Counts what came of attempts to deliver, so that a test can wait until it is stored.
final class OutcomeCounter: Sendable {
    private struct State {
        var count = 0
        var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private static let events: Set<String> = ["Delivered", "DeliveryRetryScheduled", "DeliveryFailed"]
    private let state = Mutex(State())

    func take(_ notice: Notice) {
        guard Self.events.contains(notice.event) else { return }
        let ready = state.withLock { state in
            state.count += 1
            defer { state.watchers.removeAll { $0.count <= state.count } }
            return state.watchers.filter { $0.count <= state.count }.map(\.continuation)
        }
        for continuation in ready { continuation.resume() }
    }

    func waitFor(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                guard state.count < count else { return true }
                state.watchers.append((count, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }
}
