import Foundation

/// Measures everything, or what has one of the given words in its name, and prints the table.
///
/// Nothing is asserted about times: they are for reading, beside a yardstick that ran at the same moment. What fails the
/// command is a benchmark that did not do what it is measured for.
@main struct QuickstepBenchmarks {
    /// Each benchmark and its yardsticks take turns this many times.
    private static let rounds = 7

    private static let all =
        JSONDocument.benchmarks + SpinningLoop.benchmarks + Transitions.benchmarks + StartToEnd.benchmarks
        + HandlerTasks.benchmarks + Branching.benchmarks + DistributedMap.benchmarks + Resuming.benchmarks
        + QueueMessages.benchmarks + TopicFanOut.benchmarks + SingleCommits.benchmarks

    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard try await !WaitingFootprint.runIfAsked(arguments) else { return }
        guard try await !PeerWorkflows.runIfAsked(arguments) else { return }
        let words = arguments.map { $0.lowercased() }
        func isChosen(_ name: String) -> Bool {
            words.isEmpty || words.contains { name.lowercased().contains($0) }
        }
        var timings = Table(Timing.heads)
        var failures = 0
        for benchmark in all where isChosen(benchmark.name) {
            do {
                let timing = try await Timing(of: benchmark, rounds: rounds)
                timings.add(timing.row)
                tell("measured: \(benchmark.name): \(timing.median.text)")
            } catch {
                failures += 1
                tell("failed: \(benchmark.name): \(error)")
            }
        }
        if !timings.isEmpty { print(timings.text) }
        #if os(Linux)
        if isChosen(WaitingFootprint.name) {
            var footprints = Table(WaitingFootprint.heads)
            do {
                footprints.add(try WaitingFootprint.row())
                print("\n" + footprints.text)
            } catch {
                failures += 1
                tell("failed: \(WaitingFootprint.name): \(error)")
            }
        }
        #endif
        print("\nMedian of \(rounds) runs on \(ProcessInfo.processInfo.activeProcessorCount) cores; load \(load()).")
        if failures > 0 { exit(1) }
    }

    private static func tell(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }

    /// How busy the machine was in the last minute, ourselves included: above the number of cores, distrust the times.
    private static func load() -> String {
        var averages = [0.0]
        return getloadavg(&averages, 1) == 1 ? String(format: "%.1f", averages[0]) : "unknown"
    }
}
