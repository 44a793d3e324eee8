import QuickstepJSON
import Testing

extension EndToEnd {
    /// `kill -9` of the stock command right before and right after each of its commits, and `resume` afterwards.
    struct WorkflowKillTests {
        struct Sample: Sendable, CustomTestStringConvertible {
            let workflow: String
            var input = "{}"
            /// Without it, the second of a Wait and the seconds of a back-off are really waited.
            var isVirtual = true
            /// The least number of commits that a run has: fewer would mean that the hook does nothing.
            let commitsMin: Int

            var testDescription: String { workflow }

            var clock: [String] { isVirtual ? ["--clock", "virtual"] : [] }
        }

        static let samples = [
            Sample(workflow: "wait", input: #"{"seconds": 1}"#, isVirtual: false, commitsMin: 3),
            Sample(workflow: "parallel", input: #"{"text": "to be or not to be"}"#, commitsMin: 3),
            Sample(
                workflow: "map",
                input:
                    #"{"currency": "EUR", "lines": [{"article": "lamp", "price": 30}, {"article": "rug", "price": 90.50}]}"#,
                commitsMin: 2
            ),
            Sample(workflow: "retry", commitsMin: 5),
            Sample(workflow: "catch", input: #"{"balance": 1, "amount": 2}"#, commitsMin: 2),
        ]

        @Test(arguments: samples, KillMoment.Side.allCases)
        func `a workflow killed at any commit ends as if nothing had happened`(
            sample: Sample,
            side: KillMoment.Side
        ) async throws {
            let whole = try await history(of: sample, in: Host(scratch: try Scratch()), killedAt: nil).history
            let expected = Self.withoutTimes(whole.output)
            #expect(expected != nil)
            var resumed = 0
            let kills = try await KillMoment.sweep(side) { moment in
                let run = try await history(of: sample, in: Host(scratch: try Scratch()), killedAt: moment)
                #expect(Self.withoutTimes(run.history.output) == expected, "\(moment)")
                #expect(run.history.tally == whole.tally, "\(moment)")
                resumed += run.wasResumed ? 1 : 0
                return run.wasKilled
            }
            #expect(kills >= sample.commitsMin, "the hook killed \(kills) runs")
            #expect(resumed > 0, "no execution was ever resumed")
        }

        private struct Run {
            var history: History
            var wasKilled: Bool
            var wasResumed = false
        }

        /// Runs a workflow to its end, in two processes where the first is killed.
        private func history(of sample: Sample, in host: Host, killedAt moment: KillMoment?) async throws -> Run {
            let run = ["run", Package.workflow(sample.workflow), "--name", "one", "--input", sample.input]
            let place = ["--data", "data"] + sample.clock
            var command = try host.command(run + place)
            command.environment[Hook.crashAt.rawValue] = moment?.description
            let first = try await command.run()
            var result = Run(history: History(), wasKilled: first.wasKilled)
            if first.wasKilled {
                #expect(moment != nil)
                if try await status(host) == nil {
                    // The client never got an answer and finds no execution: it asks again.
                    try await host.command(run + place).run().succeeded()
                } else {
                    result.wasResumed = try await status(host) == "RUNNING"
                    try await host.command(["resume"] + place).run().succeeded()
                }
            } else {
                try first.succeeded()
            }
            #expect(try await status(host) == "SUCCEEDED")
            result.history = try await History(
                host("history", "one", "--data", "data", "--output", "json").succeeded()
            )
            return result
        }

        /// The status of the one execution; nil where there is none.
        private func status(_ host: Host) async throws -> String? {
            guard Files.exists(host.scratch.path("data/store.sqlite")) else { return nil }
            let listed = try await host("executions", "--data", "data", "--output", "json")
            guard listed.end == .exited(0) else { return nil }
            let executions = try listed.json().arrayValue ?? []
            #expect(executions.count <= 1, "\(listed)")
            return executions.first?["status"]?.stringValue
        }

        /// What differs from run to run: when something was done.
        private static func withoutTimes(_ output: JSONValue?) -> JSONValue? {
            guard var members = output?.objectValue else { return output }
            if members["doneAt"] != nil { members["doneAt"] = "some time" }
            return .object(members)
        }
    }
}
