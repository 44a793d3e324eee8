import QuickstepInterpreter
import QuickstepServiceKit
import Synchronization

/// The Express executions that are under way.
final class ExpressRuns: Sendable {
    private let runs = Mutex<[ExpressName: ExpressRun]>([:])

    /// Begins a run and keeps it until its end.
    func begin(_ run: ExpressRun, _ end: @escaping @Sendable (Execution?) -> Void = { _ in }) {
        runs.withLock { $0[run.name] = run }
        run.begin { [weak self] machine in
            self?.runs.withLock { $0[run.name] = nil }
            end(machine)
        }
    }

    /// Begins a run and waits for its end.
    ///
    /// - Throws: `ServiceError.runtimeStopped` where the runtime stopped before.
    func result(of run: ExpressRun) async throws(ServiceError) -> Execution {
        let hold = ActivityHold.current
        let machine = await withCheckedContinuation { continuation in
            begin(run) { machine in
                hold?.take()
                continuation.resume(returning: machine)
            }
            // The run counts by itself from here on.
            hold?.release()
        }
        guard let machine else { throw .runtimeStopped }
        return machine
    }
}
