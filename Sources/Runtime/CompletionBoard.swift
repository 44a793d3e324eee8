import QuickstepJSON
import QuickstepServiceKit
import Synchronization

/// Wakes those who wait for the end of an execution.
final class CompletionBoard: Sendable {
    private let waiters = Mutex<[String: [CheckedContinuation<Void, Never>]]>([:])

    /// Takes note of a notice of the bus.
    ///
    /// Called for every one.
    func observe(_ notice: Notice) {
        guard notice.service == "states",
            notice.event == "ExecutionEnded" || notice.event == "ExecutionQuarantined"
        else { return }
        let name = notice.detail["executionArn"]?.stringValue ?? ""
        let woken = waiters.withLock { $0.removeValue(forKey: name) ?? [] }
        for waiter in woken { waiter.resume() }
    }

    /// Waits for the next end of an execution, unless `isOver` says, after the waiter is in place, that it has come.
    func wait(for arn: String, unless isOver: @escaping @Sendable () async -> Bool) async {
        await withCheckedContinuation { continuation in
            waiters.withLock { $0[arn, default: []].append(continuation) }
            Task {
                if await isOver() { wake(arn) }
            }
        }
    }

    /// Wakes everybody: the runtime stops.
    func wakeAll() {
        let woken = waiters.withLock { waiters in
            defer { waiters = [:] }
            return waiters.values.flatMap { $0 }
        }
        for waiter in woken { waiter.resume() }
    }

    private func wake(_ arn: String) {
        let woken = waiters.withLock { $0.removeValue(forKey: arn) ?? [] }
        for waiter in woken { waiter.resume() }
    }
}
