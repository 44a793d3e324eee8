import QuickstepJSON
import Testing

extension EndToEnd {
    /// `kill -9` of the sample application while it works on a picture, and `resume` afterwards.
    struct PipelineKillTests {
        @Test(arguments: KillMoment.Side.allCases)
        func `an upload killed at any commit is worked on exactly once`(side: KillMoment.Side) async throws {
            let whole = try await Self.upload(killedAt: nil)
            #expect(whole.defects(comparedWith: whole).isEmpty)
            #expect(whole.aftermath.repeatedCalls == 0)
            var repeatedCalls = 0
            let kills = try await KillMoment.sweep(side) { moment in
                let run = try await Self.upload(killedAt: moment)
                let defects = run.defects(comparedWith: whole)
                #expect(defects.isEmpty, "killed \(moment)")
                repeatedCalls += run.aftermath.repeatedCalls
                return run.first.wasKilled
            }
            #expect(kills >= 10, "the hook killed \(kills) runs")
            #expect(repeatedCalls > 0, "no call was under way at any kill")
        }

        @Test(arguments: KillMoment.Side.allCases)
        func `an upload killed again while it is resumed is worked on exactly once`(side: KillMoment.Side) async throws
        {
            let whole = try await Self.upload(killedAt: nil)
            // While the first handler runs: nearly all of the work is still to be done.
            let first = KillMoment(side: .after, commit: 8)
            let kills = try await KillMoment.sweep(side) { moment in
                let pipeline = try Pipeline()
                let killed = try await Self.upload(pipeline, hooks: [.crashAt: first.description]).run()
                try #require(killed.wasKilled)
                var hooks = Self.logs(pipeline)
                hooks[.crashAt] = moment.description
                let again = try await pipeline.command("resume", hooks: hooks).run()
                let run = try await Self.finish(pipeline, after: killed)
                let defects = run.aftermath.defects(comparedWith: whole.aftermath)
                #expect(defects.isEmpty, "killed \(first), then \(moment)")
                return again.wasKilled
            }
            #expect(kills >= 5, "the hook killed \(kills) runs")
        }

        @Test func `a bug that acts before the commit is found by the same checks`() async throws {
            let whole = try await Self.upload(killedAt: nil)
            var defects: [String] = []
            _ = try await KillMoment.sweep(.before) { moment in
                let run = try await Self.upload(killedAt: moment, hooks: [.plantedBug: "act-before-commit"])
                defects += run.defects(comparedWith: whole)
                return run.first.wasKilled
            }
            #expect(!defects.isEmpty)
        }

        @Test func `an upload killed at a random moment is worked on exactly once`() async throws {
            let seed = UInt64.random(in: .min ... .max)
            var random = SplitMix(seed: seed)
            print("The random moments come from the seed \(seed).")
            let whole = try await Self.upload(killedAt: nil)
            let span = try #require(whole.span)
            var kills = 0
            // A moment may come when this run, unlike the one before, is done already; another is drawn then.
            for _ in 0..<80 where kills < 20 {
                let delay = Duration.nanoseconds(Int64(random.next() % UInt64(max(1, span))))
                let pipeline = try Pipeline()
                let log = CommitLog(pipeline.scratch.path("commits"))
                let first = try await Self.upload(pipeline).runKilled {
                    try await log.waitForFirst()
                    try await Task.sleep(for: delay)
                }
                let commits = log.commits.count
                // Between the first commit and the last: one is there, and something was still to be done.
                guard first.wasKilled, commits > 0, try await Self.isUnfinished(pipeline) else { continue }
                kills += 1
                let run = try await Self.finish(pipeline, after: first)
                let defects = run.defects(comparedWith: whole)
                #expect(defects.isEmpty, "seed \(seed): killed after \(delay) and \(commits) commits")
            }
            #expect(kills == 20, "seed \(seed)")
        }

        // MARK: Runs

        private struct Run {
            let first: Outcome
            let aftermath: Aftermath
            /// From the first commit of the first process to the last, in nanoseconds; nil where there are none.
            let span: Int?
            /// The functions that were called although nothing durable said so at the moment of the kill.
            let prematureCalls: [String]

            func defects(comparedWith whole: Run) -> [String] {
                prematureCalls.map { "\($0) was called before that was durable" }
                    + aftermath.defects(comparedWith: whole.aftermath)
            }
        }

        /// Uploads the sample picture, and brings everything to its end when the process was killed.
        private static func upload(killedAt moment: KillMoment?, hooks: [Hook: String] = [:]) async throws -> Run {
            let pipeline = try Pipeline()
            var hooks = hooks
            hooks[.crashAt] = moment?.description
            let first = try await upload(pipeline, hooks: hooks).run()
            return try await finish(pipeline, after: first)
        }

        private static func upload(_ pipeline: Pipeline, hooks: [Hook: String] = [:]) throws -> Command {
            try pipeline.command(
                "upload",
                Package.sample,
                "uploads/\(Aftermath.key)",
                hooks: logs(pipeline).merging(hooks) { $1 }
            )
        }

        /// What the processes write about themselves.
        private static func logs(_ pipeline: Pipeline) -> [Hook: String] {
            [.commitLog: pipeline.scratch.path("commits"), .dispatchLog: pipeline.scratch.path("dispatches")]
        }

        private static func finish(_ pipeline: Pipeline, after first: Outcome) async throws -> Run {
            let span = CommitLog(pipeline.scratch.path("commits")).span
            var prematureCalls: [String] = []
            if !first.wasKilled {
                try first.succeeded()
            } else if try await pipeline.object("uploads/\(Aftermath.key)") != nil {
                prematureCalls = try await Self.prematureCalls(pipeline)
                try await pipeline.command("resume", hooks: [.dispatchLog: pipeline.scratch.path("dispatches")])
                    .run().succeeded()
            } else {
                // The object is not there, so the client never got an answer: it asks again.
                prematureCalls = try await Self.prematureCalls(pipeline)
                try await upload(pipeline).run().succeeded()
            }
            let aftermath = try await Aftermath(of: pipeline, dispatches: pipeline.scratch.path("dispatches"))
            return Run(first: first, aftermath: aftermath, span: span, prematureCalls: prematureCalls)
        }

        /// The functions that were called more often than the histories in the data folder know of.
        private static func prematureCalls(_ pipeline: Pipeline) async throws -> [String] {
            let calls = Aftermath.tokens(in: pipeline.scratch.path("dispatches")).mapValues { Set($0).count }
            guard !calls.isEmpty else { return [] }
            var known: [String: Int] = [:]
            for execution in try await pipeline.executions() {
                for event in try await pipeline.history(of: execution).events where event["type"] == "TaskScheduled" {
                    let parameters = try History.details(event)?["parameters"]?.stringValue.map {
                        try JSONValue.parse($0)
                    }
                    if let function = parameters?["FunctionName"]?.stringValue { known[function, default: 0] += 1 }
                }
            }
            return calls.keys.filter { calls[$0, default: 0] > known[$0, default: 0] }.sorted()
        }

        private static func isUnfinished(_ pipeline: Pipeline) async throws -> Bool {
            guard Files.exists(pipeline.scratch.path("data/store.sqlite")) else { return true }
            let executions = try await pipeline.executions()
            return executions.isEmpty || executions.contains { $0["status"] == "RUNNING" }
        }
    }
}
