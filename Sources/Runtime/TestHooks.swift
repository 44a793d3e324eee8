import QuickstepServiceKit
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Hooks for kill tests, each switched on by an environment variable that nothing else reads.
///
/// - `QUICKSTEP_CRASH_AT=before:7` or `after:7`: the process ends itself, as `kill -9` would, right before or right after its 7th commit.
/// - `QUICKSTEP_COMMIT_LOG=FILE`: each commit appends its number and a steady time in nanoseconds.
/// - `QUICKSTEP_DISPATCH_LOG=FILE`: each call of a handler appends the function's name and the idempotency token.
/// - `QUICKSTEP_PLANTED_BUG=act-before-commit`: acts before the commit, which is wrong: the proof that the kill tests find such a bug.
enum TestHooks {
    static func wrap(_ store: any Store) -> any Store {
        var wrapped = store
        if let path = variable("QUICKSTEP_COMMIT_LOG") {
            wrapped = CommitLoggingStore(wrapped, log: AppendedFile(path))
        }
        if let (number, fault) = crash() {
            wrapped = FaultInjectingStore(wrapped, faults: [number: fault]) {
                // What a planted bug does too early gets the time to be seen.
                if actsBeforeCommit { usleep(200_000) }
                kill(getpid(), SIGKILL)
                // The signal is on its way; nothing after the commit may happen meanwhile.
                while true { pause() }
            }
        }
        return wrapped
    }

    static var actsBeforeCommit: Bool { variable("QUICKSTEP_PLANTED_BUG") == "act-before-commit" }

    /// Writes down each dispatch, where that is asked for.
    static func dispatchLog() -> (@Sendable (WorkItem) -> Void)? {
        guard let path = variable("QUICKSTEP_DISPATCH_LOG") else { return nil }
        let file = AppendedFile(path)
        return { work in file.append("\(work.id.function) \(work.token)") }
    }

    private static func crash() -> (number: Int, fault: FaultInjectingStore.Fault)? {
        guard let value = variable("QUICKSTEP_CRASH_AT") else { return nil }
        let parts = value.split(separator: ":")
        guard parts.count == 2, let number = Int(parts[1]) else { return nil }
        return (number, parts[0] == "before" ? .crashBefore : .crashAfter)
    }

    private static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}

/// Writes down when each commit became durable.
private final class CommitLoggingStore: Store {
    private let beneath: any Store
    private let log: AppendedFile
    private let commits = Mutex(0)

    init(_ beneath: any Store, log: AppendedFile) {
        self.beneath = beneath
        self.log = log
    }

    var commitsAtOnce: Bool { beneath.commitsAtOnce }

    func get(_ key: StoreKey) throws(StoreError) -> [UInt8]? { try beneath.get(key) }

    func range(_ range: Range<StoreKey>, limit: Int, reversed: Bool) throws(StoreError) -> [StoreRow] {
        try beneath.range(range, limit: limit, reversed: reversed)
    }

    func commit(_ batch: StoreBatch) throws(StoreError) {
        try beneath.commit(batch)
        let number = commits.withLock { commits in
            commits += 1
            return commits
        }
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        log.append("\(number) \(Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec))")
    }
}
