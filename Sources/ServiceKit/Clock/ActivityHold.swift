import Synchronization

/// Keeps virtual time from moving while a request that may wait is made and while its caller makes something of the answer.
///
/// A caller from outside holds nothing. One from inside, such as a workflow's task, asks with a hold that it has taken: whoever
/// answers releases it for as long as it waits, and takes it again before the activity that ended the wait is over.
package final class ActivityHold: Sendable {
    /// The hold of the request that is being answered.
    @TaskLocal package static var current: ActivityHold?

    private let gauge: ActivityGauge
    private let count = Mutex(0)

    package init(_ gauge: ActivityGauge) {
        self.gauge = gauge
    }

    /// Holds, once more where it holds already: a wait may be over before whoever began it has released the hold.
    package func take() {
        count.withLock { $0 += 1 }
        gauge.begin()
    }

    /// Takes one hold back, where there is one.
    package func release() {
        let wasHeld = count.withLock { count in
            defer { count = max(0, count - 1) }
            return count > 0
        }
        if wasHeld { gauge.end() }
    }

    /// Takes every hold back.
    package func end() {
        let held = count.withLock { count in
            defer { count = 0 }
            return count
        }
        for _ in 0..<held { gauge.end() }
    }
}
