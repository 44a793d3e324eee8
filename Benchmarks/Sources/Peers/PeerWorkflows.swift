import Foundation
import Quickstep

/// The workflows that `scripts/bench-peers.sh` runs on libraries of others too: Tasks with handlers in this process, durable.
///
/// The other side is `Benchmarks/Peers/dbos_peer.py`; both print the same JSON.
enum PeerWorkflows {
    private static let word = "--peer-workflows"

    /// What came of it; the names are those that the script reads.
    private struct Report: Codable {
        /// How many steps were done in a second, all executions together.
        let stepsPerSecond: Double
        /// How long one execution of one step takes, in milliseconds, in the middle and of ninety-nine in a hundred.
        let p50: Double
        let p99: Double
        /// How many steps one long execution did in a second.
        let loopStepsPerSecond: Double
    }

    /// Whether this process is to do that: `--peer-workflows EXECUTIONS STEPS ALONE LOOP`.
    static func runIfAsked(_ arguments: [String]) async throws -> Bool {
        guard arguments.first == word else { return false }
        let numbers = arguments.dropFirst().compactMap { Int($0) }
        guard numbers.count == 4, numbers.allSatisfy({ $0 > 0 }) else {
            throw WrongOutcome(expected: "four numbers", found: "\(arguments)")
        }
        let folder = try TemporaryFolder()
        let note = Function("note") { (event: JSONValue, _: FunctionContext) -> JSONValue in event }
        let report = try await withRuntime(.folder(folder.path), functions: [note]) { runtime in
            let many = try await rate(executions: numbers[0], steps: numbers[1], in: runtime)
            let alone = try await alone(numbers[2], in: runtime)
            let loop = try await rate(executions: 1, steps: numbers[3], in: runtime)
            return Report(
                stepsPerSecond: many,
                p50: alone.median / .milliseconds(1),
                p99: alone.percentile(99) / .milliseconds(1),
                loopStepsPerSecond: loop
            )
        }
        FileHandle.standardOutput.write(try JSONEncoder().encode(report))
        return true
    }

    private static func rate(executions: Int, steps: Int, in runtime: Runtime) async throws -> Double {
        let definition = Definitions.tasks(steps, calling: "note")
        let machine = try await runtime.deploy(definition, name: "steps-\(steps)")
        let time = try await measured {
            _ = try await atOnce(executions, times: executions) { number in
                try await run(machine, number, in: runtime)
            }
        }.1
        return Double(executions * steps) / (time / .seconds(1))
    }

    private static func alone(_ executions: Int, in runtime: Runtime) async throws -> [Duration] {
        let machine = try await runtime.deploy(Definitions.tasks(1, calling: "note"), name: "alone")
        var times: [Duration] = []
        for number in 0..<executions {
            times.append(try await measured { try await run(machine, number, in: runtime) }.1)
        }
        return times
    }

    private static func run(_ machine: String, _ number: Int, in runtime: Runtime) async throws {
        let input: JSONValue = ["order": .number(JSONNumber(number))]
        let result = try await runtime.run(machine, input: input)
        guard result.status == .succeeded, result.output == input else {
            throw WrongOutcome(expected: input.compactText, found: "\(result)")
        }
    }
}
