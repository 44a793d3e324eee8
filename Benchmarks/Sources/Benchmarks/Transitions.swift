import Quickstep

/// How many states all executions together enter in a second.
enum Transitions {
    static let benchmarks = [loopsInMemory, chainsInMemory, chainsDurable]

    private static let loops = 8
    private static let chains = 500
    private static let chainLength = 20

    /// Long executions beside each other: what the engine does at best.
    private static let loopsInMemory = Benchmark(
        name: "\(loops) spinning loops at once, in memory",
        amount: loops * SpinningLoop.transitions,
        unit: "transitions",
        yardsticks: [JSONRoundTrip.yardstick],
        budget: .rate(200_000)
    ) { _ in
        try await withRuntime(.memory) { runtime in
            let machine = try await runtime.deploy(SpinningLoop.definition, name: "spin")
            let (results, time) = try await measured {
                try await atOnce(loops, times: loops) { _ in try await runtime.run(machine, input: SpinningLoop.input) }
            }
            for result in results { try await SpinningLoop.check(result, in: runtime) }
            return Sample(time)
        }
    }

    /// Many short executions beside each other, each started, run and described.
    private static let chainsInMemory = Benchmark(
        name: "\(chains) chains of \(chainLength) Pass states at once, in memory",
        amount: chains * chainLength,
        unit: "transitions",
        yardsticks: [JSONRoundTrip.yardstick],
        budget: .rate(200_000)
    ) { _ in
        try await withRuntime(.memory, runChains)
    }

    /// The same in a data folder: commits are shared by whoever waits for one.
    private static let chainsDurable = Benchmark(
        name: "\(chains) chains of \(chainLength) Pass states at once, durable",
        amount: chains * chainLength,
        unit: "transitions",
        yardsticks: [SameWrites.yardstick],
        budget: .rate(20_000)
    ) { counter in
        try await withDurableRuntime(counting: counter, runChains)
    }

    private static func runChains(in runtime: Runtime) async throws -> Sample {
        let machine = try await runtime.deploy(Definitions.passes(chainLength), name: "chain")
        let (results, time) = try await measured {
            try await atOnce(chains, times: chains) { _ in try await runtime.run(machine, input: ["order": 17]) }
        }
        for result in results where result.status != .succeeded || result.output != ["order": 17] {
            throw WrongOutcome(expected: "the input as the output", found: "\(result)")
        }
        return Sample(time)
    }
}
