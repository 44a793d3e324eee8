import Testing

extension EndToEnd {
    /// The simulation proves itself: what is planted is found, and a seed gives the same run every time.
    struct SimulationTests {
        private static let plants = [
            "acknowledged-before-commit", "timer-lost", "double-dispatch", "forgotten-start", "torn-batch",
            "history-rewritten", "child-forgotten", "event-doubled",
        ]

        /// What worlds must show, or they test nothing of it.
        private static let features = [
            "executions", "executions redriven", "tasks retried", "errors caught", "sums kept in variables",
            "nested executions awaited", "callbacks answered", "callbacks without a sign of life", "activities done",
            "activities timed out", "map runs", "map runs of Express executions",
            "map runs with a crash in their midst",
            "map runs of Express executions with a crash in their midst", "map runs failed", "map runs stopped",
            "map runs redriven", "map runs updated", "executions of map runs redriven", "files of results",
            "events put by clients", "events put by executions", "executions that events started",
            "changes of status told to the bus", "executions stopped", "executions of map runs stopped",
            "Express executions of map runs stopped", "starts of a name that was taken",
            "answers that came late or twice", "ends of the process in its midst", "batches torn off",
            "commits that failed", "commits to a full disk", "jumps of time", "looks at every row in the midst",
        ]

        let host: Host

        init() throws {
            host = Host(program: .simulation, scratch: try Scratch())
        }

        @Test(arguments: plants)
        func `a planted fault is found within 2000 seeds, and found again from its seed`(plant: String) async throws {
            let found = try await host("--count", "2000", "--plant", plant)
            #expect(found.end == .exited(1), "\(found)")
            let seed = try #require(found.output.firstMatch(of: /--from (\d+)/)?.output.1)
            let again = try await host("--from", String(seed), "--count", "1", "--plant", plant)
            #expect(again.output == found.output)
            let without = try await host("--from", String(seed), "--count", "1")
            #expect(without.end == .exited(0), "\(without)")
        }

        @Test func `everything that worlds are made of happens`() async throws {
            let run = try await host("--count", "120").succeeded()
            let counts = run.output.matches(of: #/  (.+): (\d+)/#)
            #expect(counts.map { String($0.output.1) } == Self.features)
            for count in counts { #expect(Int(count.output.2) ?? 0 > 0, "\(count.output.1)") }
        }

        @Test func `a seed decides everything`() async throws {
            let first = try await host("--from", "7", "--count", "5", "--verbose").succeeded()
            let second = try await host("--from", "7", "--count", "5", "--verbose").succeeded()
            #expect(first.output == second.output)
            #expect(first.output.contains("nothing wrong"))
        }
    }
}
