import Foundation

/// What came of measuring one benchmark beside its yardsticks.
struct Timing: Sendable {
    let benchmark: Benchmark
    /// The times of the runs, ascending.
    private let times: [Duration]
    /// The median of what ninety-nine of a hundred stayed within.
    let p99: Duration?
    /// What was written in a run; `nil` where nothing is.
    let writes: Writes?
    /// What each yardstick needs for as much work as a run does, in the median.
    let yardsticks: [Duration]

    /// Runs everything in turns, so that whatever else the machine does meets all; a first run of each is thrown away.
    init(of benchmark: Benchmark, rounds: Int) async throws {
        self.benchmark = benchmark
        let first = try await benchmark.run(CommitCounter())
        for yardstick in benchmark.yardsticks { _ = try yardstick.run(first) }
        var samples: [Sample] = []
        var readings = benchmark.yardsticks.map { _ in [Duration]() }
        for _ in 0..<rounds {
            for (index, yardstick) in benchmark.yardsticks.enumerated() {
                let time = try yardstick.run(first)
                readings[index].append(yardstick.extent == .run ? time : time * benchmark.amount)
            }
            samples.append(try await benchmark.run(nil))
        }
        times = samples.map(\.time).sorted()
        let slow = samples.compactMap(\.p99)
        p99 = slow.isEmpty ? nil : slow.median
        writes = first.writes
        yardsticks = readings.map(\.median)
    }

    var median: Duration { times.median }
    var fastest: Duration { times.first ?? .zero }
    var slowest: Duration { times.last ?? .zero }
    var unitsPerSecond: Double { Double(benchmark.amount) / (median / .seconds(1)) }
    /// How many times as long as each yardstick it takes.
    var ratios: [Double] { yardsticks.map { median / $0 } }
}

extension [Duration] {
    /// The one in the middle; zero where there is none.
    var median: Duration { percentile(50) }

    /// What so many of a hundred are no longer than, but for one perhaps; zero where there is none.
    func percentile(_ percent: Int) -> Duration {
        isEmpty ? .zero : sorted()[Swift.min(count * percent / 100, count - 1)]
    }
}

extension Duration {
    /// In the largest unit that leaves a whole number, with three digits or so.
    var text: String {
        let seconds = self / .seconds(1)
        return switch seconds {
        case 1...: String(format: "%.2f s", seconds)
        case 0.1...: String(format: "%.0f ms", seconds * 1e3)
        case 1e-3...: String(format: "%.1f ms", seconds * 1e3)
        default: String(format: "%.0f µs", seconds * 1e6)
        }
    }
}
