import Quickstep
import QuickstepInterpreterBenchmark

/// A Choice and a Pass that lead to each other until the history is full: the longest execution that there can be.
enum SpinningLoop {
    static let benchmarks = [interpreter, inMemory, durable]

    static let definition = """
        {
          "StartAt": "Look",
          "States": {
            "Look": {
              "Type": "Choice",
              "Choices": [{"Variable": "$.go", "BooleanEquals": true, "Next": "Spin"}],
              "Default": "Done"
            },
            "Spin": {"Type": "Pass", "Next": "Look"},
            "Done": {"Type": "Succeed"}
          }
        }
        """
    static let input: JSONValue = ["go": true]

    /// The states that are entered: all events but the first and the last tell of one entered or left.
    static let transitions = (lastEventID - 2) / 2

    private static let lastEventID = 25_000
    private static let error = "States.Runtime"
    private static let cause = "The execution reached the maximum number of history events (25000)."

    private static let interpreter = Benchmark(
        name: "spinning loop, interpreter alone",
        amount: lastEventID,
        unit: "events",
        yardsticks: [JSONRoundTrip.yardstick],
        budget: .time(.milliseconds(100))
    ) { _ in
        let machine = try InterpreterBenchmark(definition: definition, input: input)
        let (outcome, time) = try measured { try machine.run() }
        guard outcome.lastEventID == lastEventID, outcome.error == error, outcome.cause == cause else {
            throw WrongOutcome(expected: cause, found: "\(outcome)")
        }
        return Sample(time)
    }

    private static let inMemory = Benchmark(
        name: "spinning loop, runtime in memory",
        amount: lastEventID,
        unit: "events",
        yardsticks: [JSONRoundTrip.yardstick],
        budget: .time(.milliseconds(100))
    ) { _ in
        try await withRuntime(.memory, run)
    }

    private static let durable = Benchmark(
        name: "spinning loop, durable",
        amount: transitions,
        unit: "transitions",
        yardsticks: [SameWrites.yardstick],
        budget: .time(.seconds(1))
    ) { counter in
        try await withDurableRuntime(counting: counter, run)
    }

    private static func run(in runtime: Runtime) async throws -> Sample {
        let machine = try await runtime.deploy(definition, name: "spin")
        let (result, time) = try await measured { try await runtime.run(machine, input: input) }
        try await check(result, in: runtime)
        return Sample(time)
    }

    /// Makes sure that an execution ended where and as the service was recorded ending it.
    static func check(_ result: ExecutionResult, in runtime: Runtime) async throws {
        guard result.status == .failed, result.error == error, result.cause == cause else {
            throw WrongOutcome(expected: cause, found: "\(result)")
        }
        let history = try await runtime.call(
            ServiceRequest(
                service: "states",
                operation: "GetExecutionHistory",
                parameters: ["executionArn": .string(result.arn), "reverseOrder": true, "maxResults": 1]
            )
        )
        guard history["events"]?[0]?["id"]?.intValue == lastEventID else {
            throw WrongOutcome(expected: "event \(lastEventID)", found: "\(history)")
        }
    }
}
