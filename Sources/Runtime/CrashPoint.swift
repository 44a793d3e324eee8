import QuickstepServiceKit

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A hook for kill tests: the process ends itself, as `kill -9` would, right before or right after a commit.
///
/// `QUICKSTEP_CRASH_AT=before:7` or `after:7` names the commit, counted from 1 in this process. Nothing else reads the variable,
/// and nothing happens where it is not set.
enum CrashPoint {
    static func wrap(_ store: any Store) -> any Store {
        guard let value = getenv("QUICKSTEP_CRASH_AT") else { return store }
        let parts = String(cString: value).split(separator: ":")
        guard parts.count == 2, let number = Int(parts[1]) else { return store }
        let fault: FaultInjectingStore.Fault = parts[0] == "before" ? .crashBefore : .crashAfter
        return FaultInjectingStore(store, faults: [number: fault]) {
            kill(getpid(), SIGKILL)
            // The signal is on its way; nothing after the commit may happen meanwhile.
            while true { pause() }
        }
    }
}
