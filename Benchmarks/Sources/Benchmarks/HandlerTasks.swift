import Quickstep
import Synchronization

/// How long a Task takes whose handler is in this process and answers at once.
enum HandlerTasks {
    static let benchmarks = [cycleInMemory, cycleDurable, aloneInMemory, aloneDurable, manyInMemory, manyDurable]

    private static let tasks = 300
    private static let executions = 1_000

    /// When the handler was called.
    private final class Calls: Sendable {
        private let times = Mutex<[ContinuousClock.Instant]>([])

        func note() {
            times.withLock { $0.append(.now) }
        }

        /// The time from each call to the next.
        var gaps: [Duration] {
            times.withLock { times in zip(times, times.dropFirst()).map { $1 - $0 } }
        }
    }

    private static let cycleInMemory = Benchmark(
        name: "Task with a handler, from one to the next (p50 of \(tasks)), in memory",
        amount: 1,
        unit: "tasks",
        yardsticks: [JSONRoundTrip.yardstick],
        budget: .time(.microseconds(200))
    ) { _ in
        let calls = Calls()
        return try await withRuntime(.memory, functions: [note(calls)]) { try await runChain($0, calls) }
    }

    private static let cycleDurable = Benchmark(
        name: "Task with a handler, from one to the next (p50 of \(tasks)), durable",
        amount: 1,
        unit: "tasks",
        yardsticks: [FullCommit.yardstick],
        budget: .yardstick(times: 2, plus: .microseconds(200))
    ) { _ in
        let calls = Calls()
        return try await withDurableRuntime(functions: [note(calls)], counting: nil) {
            try await runChain($0, calls)
        }
    }

    private static let aloneInMemory = Benchmark(
        name: "execution of one Task with a handler, start to end (p50 of \(tasks)), in memory",
        amount: 1,
        unit: "executions",
        yardsticks: [JSONRoundTrip.yardstick],
        budget: .time(.milliseconds(1))
    ) { _ in
        try await withRuntime(.memory, functions: [note(Calls())]) { try await runAlone($0) }
    }

    private static let aloneDurable = Benchmark(
        name: "execution of one Task with a handler, start to end (p50 of \(tasks)), durable",
        amount: 1,
        unit: "executions",
        yardsticks: [FullCommit.yardstick],
        budget: nil
    ) { _ in
        try await withDurableRuntime(functions: [note(Calls())], counting: nil) { try await runAlone($0) }
    }

    private static let manyInMemory = Benchmark(
        name: "\(executions) executions of one Task with a handler at once, in memory",
        amount: executions,
        unit: "executions",
        yardsticks: [JSONRoundTrip.yardstick],
        budget: nil
    ) { _ in
        try await withRuntime(.memory, functions: [note(Calls())]) { try await runMany($0) }
    }

    private static let manyDurable = Benchmark(
        name: "\(executions) executions of one Task with a handler at once, durable",
        amount: executions,
        unit: "executions",
        yardsticks: [SameWrites.yardstick],
        budget: nil
    ) { counter in
        try await withDurableRuntime(functions: [note(Calls())], counting: counter) { try await runMany($0) }
    }

    private static func note(_ calls: Calls) -> Function {
        Function("note") { (event: JSONValue, _: FunctionContext) -> JSONValue in
            calls.note()
            return event
        }
    }

    private static func runChain(_ runtime: Runtime, _ calls: Calls) async throws -> Sample {
        let machine = try await runtime.deploy(Definitions.tasks(tasks, calling: "note"), name: "tasks")
        try check(try await runtime.run(machine, input: ["order": 17]))
        let gaps = calls.gaps
        guard gaps.count == tasks - 1 else {
            throw WrongOutcome(expected: "\(tasks) calls", found: "\(gaps.count + 1)")
        }
        return Sample(of: gaps)
    }

    private static func runAlone(_ runtime: Runtime) async throws -> Sample {
        let machine = try await runtime.deploy(Definitions.tasks(1, calling: "note"), name: "task")
        var times: [Duration] = []
        for _ in 0..<tasks {
            let (result, time) = try await measured { try await runtime.run(machine, input: ["order": 17]) }
            try check(result)
            times.append(time)
        }
        return Sample(of: times)
    }

    private static func runMany(_ runtime: Runtime) async throws -> Sample {
        let machine = try await runtime.deploy(Definitions.tasks(1, calling: "note"), name: "task")
        let (results, time) = try await measured {
            try await atOnce(executions, times: executions) { _ in
                try await runtime.run(machine, input: ["order": 17])
            }
        }
        for result in results { try check(result) }
        return Sample(time)
    }

    private static func check(_ result: ExecutionResult) throws {
        guard result.status == .succeeded, result.output == ["order": 17] else {
            throw WrongOutcome(expected: "the input as the output", found: "\(result)")
        }
    }
}
