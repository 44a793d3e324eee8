import Testing

extension EndToEnd {
    /// The simulation proves itself: what is planted is found, and a seed gives the same run every time.
    struct SimulationTests {
        private static let plants = [
            "acknowledged-before-commit", "timer-lost", "double-dispatch", "forgotten-start", "torn-batch",
            "history-rewritten",
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

        @Test func `a seed decides everything`() async throws {
            let first = try await host("--from", "7", "--count", "5", "--verbose").succeeded()
            let second = try await host("--from", "7", "--count", "5", "--verbose").succeeded()
            #expect(first.output == second.output)
            #expect(first.output.contains("nothing wrong"))
        }
    }
}
