import Quickstep

/// How many states all executions together enter in a second.
enum Transitions {
    static let benchmarks = [inMemory, durable]

    private static let loops = 8
    private static let chains = 500
    private static let chainLength = 20

    /// Long executions beside each other: what the engine does at best.
    private static let inMemory = Benchmark(
        name: "\(loops) spinning loops at once, in memory",
        amount: loops * SpinningLoop.transitions,
        unit: "transitions",
        yardstick: JSONRoundTrip.yardstick,
        budget: .rate(200_000)
    ) {
        try await withRuntime(.memory) { runtime in
            let machine = try await runtime.deploy(SpinningLoop.definition, name: "spin")
            let (results, time) = try await measured {
                try await runAtOnce(loops, of: machine, input: SpinningLoop.input, in: runtime)
            }
            for result in results { try await SpinningLoop.check(result, in: runtime) }
            return time
        }
    }

    /// Many short executions beside each other, each started, run and described: commits are shared by whoever waits for one.
    private static let durable = Benchmark(
        name: "\(chains) chains of \(chainLength) Pass states at once, durable",
        amount: chains * chainLength,
        unit: "transitions",
        yardstick: FullCommit.yardstick,
        budget: .rate(20_000)
    ) {
        let folder = try TemporaryFolder()
        return try await withRuntime(.folder(folder.path)) { runtime in
            let machine = try await runtime.deploy(chain(of: chainLength), name: "chain")
            let (results, time) = try await measured {
                try await runAtOnce(chains, of: machine, input: ["order": 17], in: runtime)
            }
            for result in results where result.status != .succeeded || result.output != ["order": 17] {
                throw WrongOutcome(expected: "the input as the output", found: "\(result)")
            }
            return time
        }
    }

    private static func runAtOnce(
        _ count: Int,
        of machine: String,
        input: JSONValue,
        in runtime: Runtime
    ) async throws -> [ExecutionResult] {
        try await withThrowingTaskGroup { group in
            for _ in 0..<count {
                group.addTask { try await runtime.run(machine, input: input) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    private static func chain(of length: Int) -> String {
        let states = (1...length).map { number in
            let transition = number == length ? #""End": true"# : #""Next": "Step \#(number + 1)""#
            return #""Step \#(number)": {"Type": "Pass", \#(transition)}"#
        }
        return #"{"StartAt": "Step 1", "States": {\#(states.joined(separator: ", "))}}"#
    }
}
