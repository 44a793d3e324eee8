import Foundation
import Quickstep

/// What a restart costs when many executions wait.
enum Resuming {
    static let benchmarks = [opening, ending]

    private static let waiting = 10_000

    private static let opening = Benchmark(
        name: "start beside \(waiting) waiting executions",
        amount: waiting,
        unit: "executions",
        yardsticks: [SameRows.yardstick],
        budget: .time(.seconds(1))
    ) { counter in
        let folder = try TemporaryFolder()
        try await WaitingExecutions.prepare(waiting, in: folder.path)
        let start = ContinuousClock.now
        var sample = try await withRuntime(.folder(folder.path), clock: WaitingExecutions.clock) { runtime in
            await runtime.settle()
            let sample = Sample(ContinuousClock.now - start)
            try await WaitingExecutions.check(waiting, in: runtime)
            return sample
        }
        if counter != nil { sample.stored = try PlainSQLite.rows(ofStoreIn: folder.path) }
        return sample
    }

    private static let ending = Benchmark(
        name: "start beside \(waiting) waiting executions whose time is up, until all have ended",
        amount: waiting,
        unit: "executions",
        yardsticks: [SameWrites.yardstick],
        budget: .time(.seconds(1))
    ) { counter in
        let folder = try TemporaryFolder()
        try await WaitingExecutions.prepare(waiting, in: folder.path)
        let start = ContinuousClock.now
        var sample = try await withRuntime(
            .folder(folder.path),
            clock: WaitingExecutions.clock,
            counting: counter
        ) { runtime in
            try await runtime.advance(by: .seconds(86_400))
            let sample = Sample(ContinuousClock.now - start)
            try await WaitingExecutions.check(0, in: runtime)
            return sample
        }
        if let counter {
            sample.writes = counter.writes
            sample.stored = try PlainSQLite.rows(ofStoreIn: folder.path)
        }
        return sample
    }
}
