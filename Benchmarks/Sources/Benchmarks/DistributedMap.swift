import Quickstep

/// How long a map run takes whose executions do next to nothing.
enum DistributedMap {
    static let benchmarks = [standard, express]

    private static let items = 10_000

    private static let standard = Benchmark(
        name: "distributed Map of \(items) Standard executions, in memory",
        amount: items,
        unit: "executions",
        yardstick: JSONRoundTrip.yardstick,
        budget: .time(.seconds(2))
    ) { try await time("STANDARD") }

    private static let express = Benchmark(
        name: "distributed Map of \(items) Express executions, in memory",
        amount: items,
        unit: "executions",
        yardstick: JSONRoundTrip.yardstick,
        budget: .time(.seconds(2))
    ) { try await time("EXPRESS") }

    private static func time(_ type: String) async throws -> Duration {
        let definition = """
            {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true, "ResultSelector": {},
              "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "\(type)"},
                "StartAt": "One", "States": {"One": {"Type": "Pass", "End": true}}}}}}
            """
        return try await withRuntime(.memory) { runtime in
            let machine = try await runtime.deploy(definition, name: "each")
            let input = JSONValue.array((0..<items).map { .number(JSONNumber($0)) })
            let (result, time) = try await measured { try await runtime.run(machine, input: input) }
            guard result.status == .succeeded else { throw WrongOutcome(expected: "success", found: "\(result)") }
            return time
        }
    }
}
