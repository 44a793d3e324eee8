import QuickstepJSON
import Subprocess
import Testing

extension EndToEnd {
    /// A handler that traps, in the runtime's process and in one of its own.
    struct TrappingHandlerTests {
        let scratch: Scratch
        let host: Host

        init() throws {
            scratch = try Scratch()
            host = Host(program: .application, scratch: scratch)
            try scratch.write("7", to: "seven.json")
        }

        @Test func `a handler that traps ends its process, and not for ever, and all others finish`() async throws {
            try scratch.write(Self.wait, to: "wait.asl.json")
            try scratch.write(Self.calls("traps"), to: "traps.asl.json")
            // Another execution is under way when the handler traps for the first time.
            let waiting = try host.command(["run", "wait.asl.json", "--name", "other", "--data", "data"])
            _ = try await waiting.runUntilKilled(afterLineWith: "waiting until") { _, _ in }
            let first = try await host("run", "traps.asl.json", "--name", "bad", "--data", "data")
            #expect(first.hasTrapped, "\(first)")
            #expect(try await statuses() == ["bad": "RUNNING", "other": "RUNNING"])
            for _ in 2...3 {
                let again = try await host("resume", "--data", "data")
                #expect(again.hasTrapped, "\(again)")
            }
            let last = try await host("resume", "--data", "data")
            #expect(last.end == .exited(1), "\(last)")
            #expect(try await statuses() == ["bad": "FAILED", "other": "SUCCEEDED"])
            #expect(last.error.contains("Quickstep.HandlerCrashed"), "\(last)")
            let history = try await host("history", "bad", "--data", "data", "--output", "json").succeeded()
            #expect(history.output.contains("The process ended 3 times in a row while the function 'traps'"))
            #expect(history.output.contains("(--isolate)"))
            let idle = try await host("resume", "--data", "data").succeeded()
            #expect(idle.error.contains("Nothing is unfinished"))
        }

        @Test(arguments: [("traps", "signal: "), ("exits", "exit status 3")])
        func `in a process of its own it fails its call in Lambda's words`(
            function: String,
            reason: String
        ) async throws {
            let outcome = try await host("invoke", function, "--event", "seven.json", "--ephemeral", "--isolate")
            #expect(outcome.end == .exited(1), "\(outcome)")
            #expect(outcome.error.contains("Runtime.ExitError"), "\(outcome)")
            #expect(outcome.error.contains("Error: Runtime exited with error: \(reason)"), "\(outcome)")
        }

        @Test func `its workflow catches that, and the calls of others go on`() async throws {
            try scratch.write(Self.mixed, to: "mixed.asl.json")
            let outcome = try await host("run", "mixed.asl.json", "--ephemeral", "--isolate").succeeded()
            #expect(try outcome.json() == ["caught", [1, 2, 3], [4, 5, 6], "caught"], "\(outcome)")
        }

        @Test(arguments: [false, true])
        func `a handler has its clock, its services and its log wherever it runs`(isolated: Bool) async throws {
            try scratch.write(Self.bucket, to: "template.yaml")
            try scratch.write(Self.calls("neighbours"), to: "calls.asl.json")
            // The bucket is made by the template, in the folder that the run then uses.
            try scratch.write("x", to: "x.txt")
            var prepare = ["upload", "x.txt", "box/x", "--template", "template.yaml", "--clock", "virtual"]
            prepare += ["--data", "data"]
            try await host.command(prepare).run().succeeded()
            var arguments = ["run", "calls.asl.json", "--input", #"{"a": 1}"#, "--clock", "virtual", "--data", "data"]
            if isolated { arguments.append("--isolate") }
            let outcome = try await host.command(arguments).run().succeeded()
            let answer = try JSONValue.parse(Self.answer(outcome.output))
            #expect(answer["event"] == ["a": 1], "\(outcome)")
            #expect(answer["bytes"] == [0, 1, 255])
            #expect(answer["missing"] == "NoSuchKey")
            #expect(answer["slept"] == 60_000)
            #expect(answer["first"] == 1)
            #expect(answer["function"] == "neighbours")
            // What a handler prints is for a person where the answer is for a program.
            #expect(outcome.output.contains("printed") != isolated)
            #expect(outcome.error.contains("printed") == isolated)
        }

        @Test func `a handler past its timeout ends with its process, and its place is free`() async throws {
            try scratch.write(Self.twice, to: "twice.asl.json")
            let outcome = try await host("run", "twice.asl.json", "--ephemeral", "--isolate").succeeded()
            #expect(try outcome.json() == "caught")
        }

        @Test func `handlers' processes end with the server`() async throws {
            let command = try host.command(["serve", "--port", "0", "--data", "data", "--isolate"])
            let started = try await command.runUntilKilled(afterLineWith: "listens on") { pid, said in
                let endpoint = try Endpoint(said: said)
                let machine = try await endpoint.deploy(Self.calls("spin"), name: "spins")
                _ = try await endpoint.start(machine)
                let echo = try await endpoint.deploy(Self.calls("echo"), name: "echoes")
                #expect(try await endpoint.end(of: try await endpoint.start(echo))["status"] == "SUCCEEDED")
                return Children.of(pid)
            }
            #expect(started.outcome.wasKilled)
            #if os(Linux)
            #expect(!started.result.isEmpty)
            #endif
            // Even `kill -9` closes the pipes, and whoever reads them sees it.
            for child in started.result { try await Children.waitForEnd(of: child) }
        }

        /// The answer, whatever a handler has printed beside it.
        private static func answer(_ output: String) -> String {
            guard let first = output.firstIndex(of: "{"), let last = output.lastIndex(of: "}") else { return "" }
            return String(output[first...last])
        }

        @Test func `the command of such a process is not for people`() async throws {
            let outcome = try await host("__handlers")
            #expect(outcome.end == .exited(64), "\(outcome)")
            #expect(outcome.error.contains("use --isolate"), "\(outcome)")
        }

        private func statuses() async throws -> [String: String] {
            let listed = try await host("executions", "--data", "data", "--output", "json").succeeded()
            return Dictionary(
                (try listed.json().arrayValue ?? []).map {
                    ($0["name"]?.stringValue ?? "", $0["status"]?.stringValue ?? "")
                },
                uniquingKeysWith: { first, _ in first }
            )
        }

        private static func arn(_ function: String) -> String {
            "arn:aws:lambda:us-east-1:000000000000:function:\(function)"
        }

        private static func calls(_ function: String) -> String {
            #"{"StartAt": "Call", "States": {"Call": {"Type": "Task", "Resource": "\#(arn(function))", "End": true}}}"#
        }

        private static let wait =
            #"{"StartAt": "Hold", "States": {"Hold": {"Type": "Wait", "Seconds": 2, "End": true}}}"#

        private static func branch(_ name: String, _ function: String, _ result: String? = nil) -> String {
            let parameters = result.map { #""Parameters": \#($0),"# } ?? ""
            return """
                {"StartAt": "\(name)", "States": {
                  "\(name)": {
                    "Type": "Task", "Resource": "\(arn(function))", \(parameters) "End": true,
                    "Catch": [{"ErrorEquals": ["Runtime.ExitError"], "Next": "\(name) caught"}]},
                  "\(name) caught": {"Type": "Pass", "Result": "caught", "End": true}}}
                """
        }

        private static let mixed = """
            {"StartAt": "Mix", "States": {"Mix": {"Type": "Parallel", "End": true, "Branches": [
              \(branch("A", "traps")), \(branch("B", "echo", #"{"x": [1, 2, 3]}"#)),
              \(branch("C", "echo", #"{"x": [4, 5, 6]}"#)), \(branch("D", "exits"))],
              "ResultSelector": {"all.$": "States.Array($[0], $[1].x, $[2].x, $[3])"}, "OutputPath": "$.all"}}}
            """

        private static let twice = """
            {"StartAt": "First", "States": {
              "First": {
                "Type": "Task", "Resource": "\(arn("spin"))", "Next": "Second",
                "Catch": [{"ErrorEquals": ["Sandbox.Timedout"], "Next": "Second"}]},
              "Second": {
                "Type": "Task", "Resource": "\(arn("spin"))", "End": true,
                "Catch": [{"ErrorEquals": ["Sandbox.Timedout"], "Next": "Caught"}]},
              "Caught": {"Type": "Pass", "Result": "caught", "End": true}}}
            """

        private static let bucket = """
            Resources:
              Box:
                Type: AWS::S3::Bucket
                Properties:
                  BucketName: box
            """
    }
}

extension Outcome {
    /// Whether the process ended by a trap: an illegal instruction, a trap, or the abort of a library.
    fileprivate var hasTrapped: Bool {
        [4, 5, 6].contains { end == .killed(signal: $0) }
    }
}
