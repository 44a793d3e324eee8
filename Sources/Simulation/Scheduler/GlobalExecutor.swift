import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Puts a scheduler in the place of the cooperative thread pool, for the whole process.
///
/// The concurrency library has hooks for it: variables that hold a function, which get every job that would go to the pool, and every
/// one that would go there later. There is no public interface for that yet.
///
/// Source: `swift_task_enqueueGlobal_hook` in https://github.com/swiftlang/swift/blob/main/include/swift/Runtime/Concurrency.h
enum GlobalExecutor {
    private typealias Original = @convention(thin) (UnownedJob) -> Void
    private typealias Hook = @convention(thin) (UnownedJob, Original) -> Void
    private typealias DelayOriginal = @convention(thin) (UInt64, UnownedJob) -> Void
    private typealias DelayHook = @convention(thin) (UInt64, UnownedJob, DelayOriginal) -> Void
    private typealias DeadlineOriginal = @convention(thin) (Int64, Int64, Int64, Int64, Int32, UnownedJob) -> Void
    private typealias DeadlineHook =
        @convention(thin) (
            Int64, Int64, Int64, Int64, Int32, UnownedJob, DeadlineOriginal
        ) -> Void

    private static let current = Mutex<Scheduler?>(nil)

    /// Stands in for the pool where a job asks what it runs on.
    private final class Pool: SerialExecutor {
        func enqueue(_ job: consuming ExecutorJob) {
            GlobalExecutor.add(UnownedJob(job))
        }
    }

    private static let pool = Pool()

    /// Has a scheduler run what the pool would run from now on.
    ///
    /// - Returns: Whether this platform has the hooks.
    static func replace(by scheduler: Scheduler) -> Bool {
        current.withLock { $0 = scheduler }
        return install
    }

    private static let install: Bool = {
        guard let library = dlopen(nil, RTLD_LAZY),
            let now = dlsym(library, "swift_task_enqueueGlobal_hook"),
            let delay = dlsym(library, "swift_task_enqueueGlobalWithDelay_hook"),
            let deadline = dlsym(library, "swift_task_enqueueGlobalWithDeadline_hook")
        else { return false }
        now.assumingMemoryBound(to: Hook?.self).pointee = { job, _ in GlobalExecutor.add(job) }
        delay.assumingMemoryBound(to: DelayHook?.self).pointee = { _, job, _ in GlobalExecutor.addSleeping(job) }
        deadline.assumingMemoryBound(to: DeadlineHook?.self).pointee = { _, _, _, _, _, job, _ in
            GlobalExecutor.addSleeping(job)
        }
        return true
    }()

    private static func add(_ job: UnownedJob) {
        current.withLock { $0 }?.add { job.runSynchronously(on: pool.asUnownedSerialExecutor()) }
    }

    private static func addSleeping(_ job: UnownedJob) {
        current.withLock { $0 }?.addSleeping { job.runSynchronously(on: pool.asUnownedSerialExecutor()) }
    }
}
