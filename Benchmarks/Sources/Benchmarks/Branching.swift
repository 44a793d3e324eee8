import Quickstep

/// What an inline Map and a Parallel take, as one execution from start to end.
enum Branching {
    static let benchmarks = [mapInMemory, mapDurable, parallelInMemory, parallelDurable]

    private static let items = 1_000
    private static let branches = 10
    private static let executions = 100

    private static let mapInMemory = Benchmark(
        name: "inline Map of \(items) items, in memory",
        amount: items,
        unit: "items",
        yardsticks: [JSONRoundTrip.yardstick],
        budget: .time(.milliseconds(50))
    ) { _ in
        try await withRuntime(.memory, runMap)
    }

    private static let mapDurable = Benchmark(
        name: "inline Map of \(items) items, durable",
        amount: items,
        unit: "items",
        yardsticks: [SameWrites.yardstick],
        budget: .time(.milliseconds(50))
    ) { counter in
        try await withDurableRuntime(counting: counter, runMap)
    }

    private static let parallelInMemory = Benchmark(
        name: "Parallel of \(branches) branches, start to end (p50 of \(executions)), in memory",
        amount: branches,
        unit: "branches",
        yardsticks: [JSONRoundTrip.yardstick],
        budget: .time(.milliseconds(1))
    ) { _ in
        try await withRuntime(.memory, runParallel)
    }

    private static let parallelDurable = Benchmark(
        name: "Parallel of \(branches) branches, start to end (p50 of \(executions)), durable",
        amount: branches,
        unit: "branches",
        yardsticks: [commitsOfAnExecution],
        budget: nil
    ) { _ in
        try await withDurableRuntime(counting: nil, runParallel)
    }

    /// The start and the end of an execution are two facts, so two commits.
    private static let commitsOfAnExecution = Yardstick(
        name: "two single-row FULL commits",
        ofRun: { sample in
            try FullCommit.yardstick.run(sample) * 2
        }
    )

    private static func runMap(in runtime: Runtime) async throws -> Sample {
        let machine = try await runtime.deploy(Definitions.map, name: "each")
        let input = JSONValue.array((0..<items).map { ["order": .number(JSONNumber($0))] })
        let (result, time) = try await measured { try await runtime.run(machine, input: input) }
        try check(result, input)
        return Sample(time)
    }

    private static func runParallel(in runtime: Runtime) async throws -> Sample {
        let machine = try await runtime.deploy(Definitions.parallel(branches), name: "all")
        var times: [Duration] = []
        for _ in 0..<executions {
            let (result, time) = try await measured { try await runtime.run(machine, input: ["order": 17]) }
            try check(result, .array(Array(repeating: ["order": 17], count: branches)))
            times.append(time)
        }
        return Sample(of: times)
    }

    private static func check(_ result: ExecutionResult, _ output: JSONValue) throws {
        guard result.status == .succeeded, result.output == output else {
            throw WrongOutcome(expected: output.compactText, found: "\(result)")
        }
    }
}
