import QuickstepPrimitives
import Synchronization

/// When something went wrong: what is late needs such an excuse.
final class TroubleLedger: Sendable {
    private let times = Mutex<[Timestamp]>([])

    func note(at time: Timestamp) {
        times.withLock { $0.append(time) }
    }

    /// Whether anything went wrong between two times, in seconds as histories have them; what is rounded counts as within.
    func happened(from start: Double, to end: Double) -> Bool {
        times.withLock { times in
            times.contains { start - 0.002 <= $0.seconds && $0.seconds <= end + 0.002 }
        }
    }
}

extension Timestamp {
    /// The time as histories have it.
    var seconds: Double { Double(milliseconds) / 1000 }
}
