import QuickstepJSON
import Testing

extension EndToEnd {
    /// The command line on the virtual clock.
    struct VirtualClockTests {
        private static let definition = """
            {"StartAt": "Month", "States": {
              "Month": {"Type": "Wait", "Seconds": 2592000, "Next": "Try"},
              "Try": {
                "Type": "Parallel",
                "Branches": [{"StartAt": "Break", "States": {"Break": {"Type": "Fail", "Error": "Broken"}}}],
                "Retry": [{"ErrorEquals": ["Broken"], "IntervalSeconds": 3600, "MaxAttempts": 1}],
                "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Done"}],
                "End": true
              },
              "Done": {"Type": "Succeed"}}}
            """

        @Test func `a wait of thirty days and a back-off of an hour take no time, and history has the true times`()
            async throws
        {
            let scratch = try Scratch()
            let host = Host(scratch: scratch)
            try scratch.write(Self.definition, to: "month.asl.json")
            // A month, or an hour, would be longer than any command here may take.
            try await host("run", "month.asl.json", "--clock", "virtual", "--name", "one", "--data", "data").succeeded()
            let events = try await host("history", "one", "--data", "data", "--output", "json").succeeded().json()
            func time(_ index: Int) -> Double { events[index]?["timestamp"]?.doubleValue ?? 0 }
            let types = (events.arrayValue ?? []).compactMap { $0["type"]?.stringValue }
            let started = try #require(types.firstIndex(of: "ExecutionStarted"))
            let waited = try #require(types.firstIndex(of: "WaitStateExited"))
            let second = try #require(types.lastIndex(of: "FailStateEntered"))
            #expect((time(waited) - time(started)).rounded() == 2_592_000)
            #expect((time(second) - time(waited)).rounded() == 3600)
            #expect((time(types.count - 1) - time(started)).rounded() == 2_595_600)
        }

        @Test func `whoever is told how to carry on is told the clock too`() async throws {
            let scratch = try Scratch()
            let host = Host(scratch: scratch)
            try scratch.write(
                #"{"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 100000, "End": true}}}"#,
                to: "wait.asl.json"
            )
            let run = try host.command(["run", "wait.asl.json", "--clock", "2x", "--name", "one", "--data", "data"])
            _ = try await run.runUntilKilled(afterLineWith: "waiting until") { _, _ in }
            let listed = try await host("executions", "--data", "data").succeeded()
            #expect(listed.error.contains("resume --clock virtual --data data"), "\(listed)")
            let resumed = try await host("resume", "--clock", "virtual", "--data", "data").succeeded()
            #expect(resumed.output.contains("SUCCEEDED"), "\(resumed)")
        }
    }
}
