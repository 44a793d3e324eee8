import QuickstepPrimitives
import QuickstepServiceKit
import Synchronization

/// The deadlines and naps of handlers, on the runtime's timer queue.
///
/// They are not stored: they mean nothing to the next process. An action runs on the timer loop itself, before virtual time can
/// move on, so it can begin an activity there; it must only hand something on and return.
final class HandlerTimers: Sendable {
    /// No function has an empty name, so this owner's timers are told from those that the service stores.
    static let owner = Owner(kind: .function, name: "")

    private struct Entry: Sendable {
        let due: Timestamp
        let action: @Sendable () -> Void
    }

    private struct State {
        var numberNext: Int64 = 1
        var entries: [Int64: Entry] = [:]
        var isRestoring = false
    }

    private let driver: TimerDriver
    private let state = Mutex(State())

    init(driver: TimerDriver) {
        self.driver = driver
    }

    /// A number for a timer that is set later.
    func reserve() -> Int64 {
        state.withLock { state in
            defer { state.numberNext += 1 }
            return state.numberNext
        }
    }

    /// Sets the timer of a reserved number.
    ///
    /// Its action is run once, by the timer loop or by whoever takes it first.
    func set(_ number: Int64, due: Timestamp, action: @escaping @Sendable () -> Void) {
        state.withLock { $0.entries[number] = Entry(due: due, action: action) }
        driver.set(RuntimeTimer(owner: Self.owner, number: number, due: due))
    }

    /// Takes a timer back.
    ///
    /// Returns its action, unless it has been run or taken.
    @discardableResult
    func take(_ number: Int64) -> (@Sendable () -> Void)? {
        let entry = state.withLock { $0.entries.removeValue(forKey: number) }
        if entry != nil { driver.cancel(TimerKey(owner: Self.owner, number: number)) }
        return entry?.action
    }

    /// The timer loop says that a timer is due.
    func fire(_ number: Int64) {
        let entry = state.withLock { $0.entries.removeValue(forKey: number) }
        entry?.action()
    }

    /// A batch was lost: the driver is about to forget all timers that are not stored, and is told of ours again.
    ///
    /// The driver wakes its sleepers whenever that happens, and at the latest this one wakes at the first of our deadlines.
    func restore() {
        let starts = state.withLock { state in
            defer { state.isRestoring = true }
            return !state.isRestoring && !state.entries.isEmpty
        }
        guard starts else { return }
        Task {
            while let due = soonest() {
                await driver.sleep(until: due)
                for (number, due) in pending() {
                    driver.set(RuntimeTimer(owner: Self.owner, number: number, due: due))
                }
            }
        }
    }

    private func soonest() -> Timestamp? {
        state.withLock { state in
            let due = state.entries.values.map(\.due).min()
            if due == nil { state.isRestoring = false }
            return due
        }
    }

    private func pending() -> [(number: Int64, due: Timestamp)] {
        state.withLock { state in
            state.entries.map { ($0.key, $0.value.due) }.sorted { $0.number < $1.number }
        }
    }
}
