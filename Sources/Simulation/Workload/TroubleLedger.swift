import QuickstepPrimitives
import Synchronization

/// When something went wrong: what is late needs such an excuse.
final class TroubleLedger: Sendable {
    private let times = Mutex<[Timestamp]>([])

    /// How long before something is due a failure may lie and still delay it: an execution tries again half a second after a commit
    /// that failed, whatever came due in between.
    private static let aftermath = 0.5

    func note(at time: Timestamp) {
        times.withLock { $0.append(time) }
    }

    /// Whether anything went wrong between two times, or shortly before, in seconds as histories have them; what is rounded counts as
    /// within.
    func happened(from start: Double, to end: Double) -> Bool {
        times.withLock { times in
            times.contains { start - Self.aftermath - 0.002 <= $0.seconds && $0.seconds <= end + 0.002 }
        }
    }
}

extension Timestamp {
    /// The time as histories have it.
    var seconds: Double { Double(milliseconds) / 1000 }
}
