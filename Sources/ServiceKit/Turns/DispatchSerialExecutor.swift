import Dispatch

/// Runs jobs one after the other on a queue of its own, off the cooperative thread pool, because a job here may wait for a disk.
package final class DispatchSerialExecutor: SerialLane {
    private let queue: DispatchQueue

    package init(label: String) {
        queue = DispatchQueue(label: label)
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    package func run(_ work: @escaping @Sendable () -> Void) {
        queue.async(execute: work)
    }
}
