import Dispatch
import QuickstepRuntime
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The signals of the process, in one place.
///
/// The first SIGINT or SIGTERM stops the runtime in order: what is unfinished stays in the data folder, and is not taken for the
/// handlers' fault. A second one ends the process at once.
final class Interrupt: Sendable {
    static let standard = Interrupt()

    private struct State {
        var signal: Int32?
        /// What ends the command in order; nil where it may end at once.
        var stop: Stop?
    }

    private let state = Mutex(State())

    /// Takes over the signals.
    ///
    /// Called once, before anything runs.
    func install() {
        // A reader that goes away ends nobody: what is written to it is lost, and the work goes on.
        signal(SIGPIPE, SIG_IGN)
        for number in [SIGINT, SIGTERM] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            // The handler holds the source, which so lasts as long as the process.
            source.setEventHandler { withExtendedLifetime(source) { Interrupt.standard.receive(number) } }
            source.resume()
        }
    }

    /// The runtime that a signal stops from now on.
    ///
    /// Returns false where a signal came already.
    func watch(_ runtime: Runtime?) -> Bool {
        guard let runtime else { return watch(nil as Stop?) }
        return watch { await runtime.stop() }
    }

    /// The task that a signal cancels from now on.
    ///
    /// Returns false where a signal came already.
    func watch<Success, Failure>(cancelling task: Task<Success, Failure>) -> Bool {
        watch { task.cancel() }
    }

    private typealias Stop = @Sendable () async -> Void

    private func watch(_ stop: Stop?) -> Bool {
        state.withLock { state in
            state.stop = stop
            return state.signal == nil
        }
    }

    /// The signal that ended the command; nil where none came.
    var received: Int32? { state.withLock { $0.signal } }

    private func receive(_ number: Int32) {
        let (isFirst, stop) = state.withLock { state in
            defer { state.signal = state.signal ?? number }
            return (state.signal == nil, state.stop)
        }
        // Nothing is to be stopped in order: the signal ends the process as if it had been left alone.
        guard isFirst, let stop else { _exit(128 + number) }
        Task { await stop() }
    }
}
