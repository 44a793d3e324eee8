import QuickstepJSON
import QuickstepServiceKit
import Synchronization

/// Wakes those who wait for the end of an execution.
final class CompletionBoard: Sendable {
    private struct State {
        var waiters: [String: [CheckedContinuation<Bool, Never>]] = [:]
        var isStopped = false
    }

    private let state = Mutex(State())

    /// Takes note of a notice of the bus.
    ///
    /// Called for every one.
    func observe(_ notice: Notice) {
        guard notice.service == "states",
            notice.event == "ExecutionEnded" || notice.event == "ExecutionQuarantined"
        else { return }
        wake(notice.detail["executionArn"]?.stringValue ?? "")
    }

    /// Waits for the next end of an execution, unless `isOver` says, after the waiter is in place, that it has come.
    ///
    /// Returns false where the runtime stopped first.
    func wait(for arn: String, unless isOver: @escaping @Sendable () async -> Bool) async -> Bool {
        await withCheckedContinuation { continuation in
            let isStopped = state.withLock { state in
                if !state.isStopped { state.waiters[arn, default: []].append(continuation) }
                return state.isStopped
            }
            if isStopped { return continuation.resume(returning: false) }
            Task {
                if await isOver() { wake(arn) }
            }
        }
    }

    /// Waits until the runtime stops.
    func waitForStop() async {
        // No execution has the empty ARN.
        _ = await wait(for: "") { false }
    }

    /// Wakes everybody: the runtime stops.
    func stop() {
        let woken = state.withLock { state in
            state.isStopped = true
            defer { state.waiters = [:] }
            return state.waiters.values.flatMap { $0 }
        }
        for waiter in woken { waiter.resume(returning: false) }
    }

    private func wake(_ arn: String) {
        let woken = state.withLock { $0.waiters.removeValue(forKey: arn) ?? [] }
        for waiter in woken { waiter.resume(returning: true) }
    }
}
