import QuickstepPrimitives
import QuickstepServiceKit
import Synchronization

/// Notes the timers of waiting states as they fire.
final class FiredTimers: Sendable {
    private let noted = Mutex<[RuntimeTimer]>([])

    /// Takes note of a timer that an execution set for its own sake; those with numbers up to 0 are its shell's.
    func note(_ timer: RuntimeTimer) {
        guard timer.id.owner.kind == .execution, timer.id.number > 0 else { return }
        noted.withLock { $0.append(timer) }
    }

    /// Those noted that were due by a time, in the order in which they fired.
    func due(by time: Timestamp) -> [RuntimeTimer] {
        noted.withLock { $0.filter { $0.due <= time } }
    }
}
