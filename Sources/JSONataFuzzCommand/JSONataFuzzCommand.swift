import JSONataFuzzing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// `quickstep-fuzz-jsonata [FIRST [COUNT]]`: made expressions over made inputs, a million unless said otherwise.
///
/// Every ten thousand it prints what came of them and how much memory the process has, which must not grow.
@main enum JSONataFuzzCommand {
    private static let batch = 10_000

    static func main() {
        let numbers = CommandLine.arguments.dropFirst().compactMap { UInt64($0) }
        let first = numbers.first ?? 1
        let count = Int(numbers.dropFirst().first ?? 1_000_000)
        let fuzzer = Fuzzer()
        var tally = Fuzzer.Tally()
        let start = ContinuousClock().now
        var next = first
        while tally.tried < count {
            let size = min(self.batch, count - tally.tried)
            tally.add(fuzzer.run(from: next, count: size))
            next += UInt64(size)
            guard tally.complaints.isEmpty else { break }
            self.report(tally, ContinuousClock().now - start)
        }
        for complaint in tally.complaints { print(complaint) }
        exit(tally.complaints.isEmpty ? 0 : 1)
    }

    private static func report(_ tally: Fuzzer.Tally, _ time: Duration) {
        var usage = rusage()
        // 0 is RUSAGE_SELF, whose type differs between systems.
        getrusage(0, &usage)
        print(
            """
            \(tally.tried) tried in \(time): \(tally.refused) refused, \(tally.failed) failed, \(tally.limited) limited, \
            \(tally.values) values; slowest \(tally.slowest) (seed \(tally.slowestSeed)); \
            at most \(usage.ru_maxrss / 1024) MiB
            """
        )
        fflush(nil)
    }
}
