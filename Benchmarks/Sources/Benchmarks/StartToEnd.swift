import Quickstep

/// How long somebody waits for one small execution, from the call that starts it to the answer.
enum StartToEnd {
    static let benchmarks = [inMemory]

    private static let executions = 1_000

    private static let definition = #"{"StartAt": "Only", "States": {"Only": {"Type": "Pass", "End": true}}}"#

    private static let inMemory = Benchmark(
        name: "one execution, start to end (p50 of \(executions)), in memory",
        amount: 1,
        unit: "executions",
        yardstick: JSONRoundTrip.yardstick,
        budget: .time(.milliseconds(1))
    ) {
        try await withRuntime(.memory) { runtime in
            let machine = try await runtime.deploy(definition, name: "only")
            var times: [Duration] = []
            for _ in 0..<executions {
                let (result, time) = try await measured { try await runtime.run(machine) }
                guard result.status == .succeeded else { throw WrongOutcome(expected: "success", found: "\(result)") }
                times.append(time)
            }
            return times.median
        }
    }
}
