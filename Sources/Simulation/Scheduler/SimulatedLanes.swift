import QuickstepLambda
import QuickstepServiceKit

/// A serial lane of a simulated process.
final class SimulatedLane: SerialLane {
    private let scheduler: Scheduler
    private let number: Int

    init(_ scheduler: Scheduler) {
        self.scheduler = scheduler
        number = scheduler.makeLane()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        scheduler.add({ job.runSynchronously(on: self.asUnownedSerialExecutor()) }, toLane: number)
    }

    func run(_ work: @escaping @Sendable () -> Void) {
        scheduler.add(work, toLane: number)
    }
}

/// Runs handlers' jobs with everything else.
struct SimulatedHandlerLanes: HandlerLanes {
    let scheduler: Scheduler

    func run(for lane: HandlerLane, _ job: @escaping @Sendable () -> Void) {
        scheduler.add(job)
    }
}
