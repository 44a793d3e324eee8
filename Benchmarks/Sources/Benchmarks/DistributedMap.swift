import Quickstep

/// How long a map run takes whose executions do next to nothing.
enum DistributedMap {
    static let benchmarks = [
        inMemory("Standard", "STANDARD"), inMemory("Express", "EXPRESS"),
        durable("Standard", "STANDARD"), durable("Express", "EXPRESS"),
    ]

    private static let items = 10_000

    private static func inMemory(_ name: String, _ type: String) -> Benchmark {
        Benchmark(
            name: "distributed Map of \(items) \(name) executions, in memory",
            amount: items,
            unit: "executions",
            yardsticks: [JSONRoundTrip.yardstick],
            budget: .time(.seconds(2))
        ) { _ in
            try await withRuntime(.memory) { try await run(type, in: $0) }
        }
    }

    private static func durable(_ name: String, _ type: String) -> Benchmark {
        Benchmark(
            name: "distributed Map of \(items) \(name) executions, durable",
            amount: items,
            unit: "executions",
            yardsticks: [SameWrites.yardstick],
            budget: .time(.seconds(2))
        ) { counter in
            try await withDurableRuntime(counting: counter) { try await run(type, in: $0) }
        }
    }

    private static func run(_ type: String, in runtime: Runtime) async throws -> Sample {
        let definition = """
            {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true, "ResultSelector": {},
              "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "\(type)"},
                "StartAt": "One", "States": {"One": {"Type": "Pass", "End": true}}}}}}
            """
        let machine = try await runtime.deploy(definition, name: "each")
        let input = JSONValue.array((0..<items).map { .number(JSONNumber($0)) })
        let (result, time) = try await measured { try await runtime.run(machine, input: input) }
        guard result.status == .succeeded else { throw WrongOutcome(expected: "success", found: "\(result)") }
        try await check(result, in: runtime)
        return Sample(time)
    }

    /// Makes sure that every item had its execution.
    private static func check(_ result: ExecutionResult, in runtime: Runtime) async throws {
        let runs = try await call("ListMapRuns", ["executionArn": .string(result.arn)], runtime)
        guard let run = runs["mapRuns"]?[0]?["mapRunArn"] else {
            throw WrongOutcome(expected: "a map run", found: "\(runs)")
        }
        let description = try await call("DescribeMapRun", ["mapRunArn": run], runtime)
        guard description["itemCounts"]?["succeeded"]?.intValue == items else {
            throw WrongOutcome(expected: "\(items) items", found: "\(description)")
        }
    }

    private static func call(
        _ operation: String,
        _ parameters: JSONObject,
        _ runtime: Runtime
    ) async throws -> JSONObject {
        try await runtime.call(ServiceRequest(service: "states", operation: operation, parameters: parameters))
    }
}
