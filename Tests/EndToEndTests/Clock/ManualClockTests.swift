import QuickstepJSON
import Subprocess
import Testing

extension EndToEnd {
    /// Clocks that follow neither the machine nor the deadlines, as a person moves them.
    struct ManualClockTests {
        private static let month = """
            {"StartAt": "Month", "States": {
              "Month": {"Type": "Wait", "Seconds": 2592000, "Next": "Done"},
              "Done": {"Type": "Succeed"}}}
            """

        let scratch: Scratch
        let host: Host

        init() throws {
            scratch = try Scratch()
            host = Host(scratch: scratch)
        }

        @Test func `a server's time stands still until a command moves it, and goes on where it was after a restart`()
            async throws
        {
            let command = try host.command(["serve", "--port", "0", "--data", "data", "--clock", "manual"])
            let served = try await command.runUntilKilled(afterLineWith: "listens on", by: .interrupt) { _, _ in
                try await deploy()
                let start: JSONValue = [
                    "stateMachineArn": "arn:aws:states:us-east-1:000000000000:stateMachine:month", "name": "one",
                ]
                try await host("call", "states", "StartExecution", start.compactText, "--data", "data").succeeded()
                try await host("advance", "29d", "--data", "data").succeeded()
                return try await host("executions", "--data", "data").succeeded().output
            }
            #expect(served.outcome.end == .exited(0), "\(served.outcome)")
            #expect(served.result.contains("RUNNING"))
            // The server is gone: the folder's own time goes on.
            let moved = try await host("advance", "1d", "--data", "data").succeeded()
            #expect(moved.output.hasSuffix("Z\n"))
            let after = try await host("executions", "--data", "data").succeeded().output
            #expect(after.contains("SUCCEEDED") && after.contains("30 d 0 h"), "\(after)")
        }

        @Test func `a scaled clock makes a minute of less than a second`() async throws {
            try scratch.write(Self.month.replacing("2592000", with: "60"), to: "minute.asl.json")
            let run = try await host("run", "minute.asl.json", "--clock", "100x").succeeded()
            #expect(run.error.contains(/✓ Month  \d+ min/), "\(run)")
        }

        @Test func `time that runs by itself cannot be moved, and a clock that would never end is refused`()
            async throws
        {
            try scratch.write(Self.month, to: "month.asl.json")
            try await host("run", "month.asl.json", "--clock", "virtual", "--data", "virtual").succeeded()
            #expect(try await host("run", "month.asl.json", "--clock", "manual").end == .exited(64))
            #expect(try await host("serve", "--clock", "virtual").end == .exited(64))
            #expect(try await host("run", "month.asl.json", "--clock", "0x").end == .exited(64))
            #expect(try await host("advance", "1 day", "--data", "virtual").end == .exited(64))
            #expect(try await host("advance", "1d", "--data", "nowhere").end == .exited(4))
            let command = try host.command(["serve", "--port", "0", "--data", "data"])
            let served = try await command.runUntilKilled(afterLineWith: "listens on", by: .interrupt) { _, _ in
                try await host("advance", "1d", "--data", "data")
            }
            #expect(served.result.end == .exited(64))
            #expect(served.result.error.contains("this one is real"), "\(served.result)")
        }

        private func deploy() async throws {
            let machine: JSONValue = ["name": "month", "definition": .string(Self.month)]
            try await host("call", "states", "DeployStateMachine", machine.compactText, "--data", "data").succeeded()
        }
    }
}
