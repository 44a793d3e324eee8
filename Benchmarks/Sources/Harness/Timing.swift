import Foundation

/// What came of measuring one benchmark beside its yardstick.
struct Timing: Sendable {
    let benchmark: Benchmark
    /// The times of the runs, ascending.
    private let times: [Duration]
    /// The median time of one unit of the yardstick.
    private let yardstickUnit: Duration

    /// Runs both in turns, so that whatever else the machine does meets both; a first run of each is thrown away.
    init(of benchmark: Benchmark, rounds: Int) async throws {
        self.benchmark = benchmark
        _ = try await benchmark.run()
        _ = try benchmark.yardstick.run()
        var times: [Duration] = []
        var units: [Duration] = []
        for _ in 0..<rounds {
            units.append(try benchmark.yardstick.run())
            times.append(try await benchmark.run())
        }
        self.times = times.sorted()
        yardstickUnit = units.median
    }

    var median: Duration { times.median }
    var fastest: Duration { times.first ?? .zero }
    var slowest: Duration { times.last ?? .zero }
    var unitsPerSecond: Double { Double(benchmark.amount) / (median / .seconds(1)) }
    /// What the yardstick needs for as many units.
    var yardstick: Duration { yardstickUnit * benchmark.amount }
    /// How many times as long as the yardstick it takes.
    var ratio: Double { median / yardstick }
}

extension [Duration] {
    /// The one in the middle; zero where there is none.
    var median: Duration {
        isEmpty ? .zero : sorted()[count / 2]
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
