import Quickstep

/// Executions that wait for a day, on a clock that only we move.
enum WaitingExecutions {
    static let clock = RuntimeOptions.Clock.manual(startingAt: Timestamp(milliseconds: 1_767_225_600_000))

    /// Fills a folder with them.
    static func prepare(_ count: Int, in folder: String) async throws {
        try await withRuntime(.folder(folder), clock: clock) { try await start(count, in: $0) }
    }

    /// Starts them, and returns when all wait.
    static func start(_ count: Int, in runtime: Runtime) async throws {
        let machine = try await runtime.deploy(Definitions.wait, name: "wait")
        _ = try await atOnce(256, times: count) { number in
            try await runtime.startExecution(of: machine, input: ["order": .number(JSONNumber(number))])
        }
        await runtime.settle()
        try await check(count, in: runtime)
    }

    static func check(_ count: Int, in runtime: Runtime) async throws {
        let found = try await runtime.unfinishedWork().executions.count
        guard found == count else {
            throw WrongOutcome(expected: "\(count) waiting executions", found: "\(found)")
        }
    }
}
