import Foundation

/// Measures everything, or what has one of the given words in its name, and prints the table.
///
/// Nothing is asserted about times: they are for reading, beside a yardstick that ran at the same moment. What fails the
/// command is a benchmark that did not do what it is measured for.
@main struct QuickstepBenchmarks {
    /// Each benchmark and its yardstick take turns this many times.
    private static let rounds = 7

    private static let all =
        SpinningLoop.benchmarks + Transitions.benchmarks + StartToEnd.benchmarks
        + DistributedMap.benchmarks

    static func main() async throws {
        let words = CommandLine.arguments.dropFirst().map { $0.lowercased() }
        let chosen = all.filter { benchmark in
            words.isEmpty || words.contains { benchmark.name.lowercased().contains($0) }
        }
        var table = Table()
        for benchmark in chosen {
            let timing = try await Timing(of: benchmark, rounds: rounds)
            table.add(timing)
            FileHandle.standardError.write(Data("measured: \(benchmark.name)\n".utf8))
        }
        print(table.text)
        print("\nMedian of \(rounds) runs on \(ProcessInfo.processInfo.activeProcessorCount) cores; load \(load()).")
    }

    /// How busy the machine was in the last minute, ourselves included: above the number of cores, distrust the times.
    private static func load() -> String {
        var averages = [0.0]
        return getloadavg(&averages, 1) == 1 ? String(format: "%.1f", averages[0]) : "unknown"
    }
}
