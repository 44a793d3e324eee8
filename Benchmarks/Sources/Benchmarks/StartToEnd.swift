import Quickstep

/// How long somebody waits for one small execution, from the call that starts it to the answer.
enum StartToEnd {
    static let benchmarks = [inMemory, durable]

    private static let executions = 1_000

    private static let inMemory = Benchmark(
        name: "one execution, start to end (p50 of \(executions)), in memory",
        amount: 1,
        unit: "executions",
        yardsticks: [JSONRoundTrip.yardstick],
        budget: .time(.milliseconds(1))
    ) { _ in
        try await withRuntime(.memory) { try await runAlone($0, executions) }
    }

    private static let durable = Benchmark(
        name: "one execution, start to end (p50 of \(executions / 5)), durable",
        amount: 1,
        unit: "executions",
        yardsticks: [FullCommit.yardstick, ForcedWrite.yardstick],
        budget: .time(.milliseconds(1))
    ) { _ in
        try await withDurableRuntime(counting: nil) { try await runAlone($0, executions / 5) }
    }

    /// One after the other, each alone.
    private static func runAlone(_ runtime: Runtime, _ count: Int) async throws -> Sample {
        let machine = try await runtime.deploy(Definitions.pass, name: "only")
        var times: [Duration] = []
        for _ in 0..<count {
            let (result, time) = try await measured { try await runtime.run(machine) }
            guard result.status == .succeeded else { throw WrongOutcome(expected: "success", found: "\(result)") }
            times.append(time)
        }
        return Sample(of: times)
    }
}
