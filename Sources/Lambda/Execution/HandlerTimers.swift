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

    private struct State {
        var numberNext: Int64 = 1
        var actions: [Int64: @Sendable () -> Void] = [:]
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
        state.withLock { $0.actions[number] = action }
        driver.setTransient(RuntimeTimer(owner: Self.owner, number: number, due: due))
    }

    /// Takes a timer back.
    ///
    /// Returns its action, unless it has been run or taken.
    @discardableResult
    func take(_ number: Int64) -> (@Sendable () -> Void)? {
        let action = state.withLock { $0.actions.removeValue(forKey: number) }
        if action != nil { driver.cancel(TimerKey(owner: Self.owner, number: number)) }
        return action
    }

    /// The timer loop says that a timer is due.
    func fire(_ number: Int64) {
        let action = state.withLock { $0.actions.removeValue(forKey: number) }
        action?()
    }
}
