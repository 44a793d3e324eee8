import QuickstepJSON
import Testing

extension EndToEnd {
    /// `test --crash-everywhere`, simulated and with processes that are killed.
    struct CrashEverywhereTests {
        private let scratch: Scratch
        private let host: Host

        init() throws {
            scratch = try Scratch()
            host = Host(scratch: scratch, environment: ["TMPDIR": try scratch.makeFolder("tmp")])
        }

        static let retry = """
            {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "throws", "End": true,
              "Retry": [{"ErrorEquals": ["OutOfStock"], "IntervalSeconds": 60, "MaxAttempts": 1}],
              "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "E"}]},
              "E": {"Type": "Task", "Resource": "echo", "End": true}}}
            """

        @Test func `each definition has a line, and nothing differs`() async throws {
            let outcome = try await host(
                "test",
                "--crash-everywhere",
                Package.workflow("wait"),
                Package.workflow("retry"),
                "--pairs",
                "5"
            )
            .succeeded()
            let lines = outcome.output.split(separator: "\n").map(String.init)
            #expect(lines.count == 2)
            for (line, name) in zip(lines, ["wait", "retry"]) {
                let words = line.split(separator: " ").map(String.init)
                #expect(words.first?.hasSuffix("\(name).asl.json") == true)
                #expect(words.dropFirst().first.flatMap { Int($0) }.map { $0 >= 10 } == true, "\(line)")
                #expect(line.hasSuffix("  0 differences  SUCCEEDED"))
            }
        }

        @Test func `processes are killed, and nothing differs or stays behind`() async throws {
            try scratch.write(Self.retry, to: "retry.asl.json")
            var host = host
            host.program = .application
            let input = #"{"article": "lamp"}"#
            let outcome = try await host(
                "test",
                "--crash-everywhere",
                "retry.asl.json",
                "--input",
                input,
                "--kill",
                "--output",
                "json"
            )
            .succeeded()
            let report = try outcome.json()
            #expect(report["mode"] == "kill")
            #expect(report["status"] == "SUCCEEDED")
            #expect(report["differences"] == 0)
            #expect((report["crashPoints"]?.intValue ?? 0) >= 10, "\(outcome)")
            #expect(try Files.names(in: scratch.path("tmp")).isEmpty)
        }

        @Test(arguments: [[], ["--kill"]])
        func `a planted bug is found, and the command that is told shows it again`(mode: [String]) async throws {
            try scratch.write(Self.retry, to: "retry.asl.json")
            var host = host
            host.program = .application
            host.environment[Hook.plantedBug.rawValue] = "act-before-commit"
            let options = ["retry.asl.json", "--input", #"{"article": "lamp"}"#, "--output", "json"] + mode
            let found = try await host.command(["test", "--crash-everywhere"] + options).run()
            #expect(found.end == .exited(1), "\(found)")
            let failures = try #require(try found.json()["failures"]?.arrayValue)
            let lost = failures.filter {
                $0["differences"]?.compactText.contains("acknowledged, and it is lost") == true
            }
            let failure = try #require(lost.first, "\(found)")
            let at = try #require(failure["at"]?.stringValue)
            #expect(failure["command"]?.stringValue?.hasSuffix("--at \(at)") == true)
            let again = try await host.command(["test", "--crash-everywhere"] + options + ["--at", at]).run()
            #expect(again.end == .exited(1), "\(again)")
            let shown = try again.json()["failures"]?.arrayValue ?? []
            #expect(shown.contains { $0["at"] == .string(at) }, "\(again)")
            guard !mode.isEmpty else { return }
            let calls = failures.filter {
                $0["differences"]?.compactText.contains("called before that was durable") == true
            }
            #expect(!calls.isEmpty, "\(found)")
            let kept = try Files.names(in: scratch.path("tmp"))
            #expect(kept.count == 2)
            for name in kept { #expect((found.error + again.error).contains(name)) }
        }

        @Test func `a function that is not linked is refused, and so is what is not valid`() async throws {
            try scratch.write(Self.retry, to: "retry.asl.json")
            try scratch.write(#"{"StartAt": "Gone", "States": {}}"#, to: "broken.asl.json")
            try Golden("test-refusals", Blurs(scratch)).check(
                try await host("test", "--crash-everywhere", "retry.asl.json", "--input", #"{"article": "lamp"}"#),
                try await host("test", "--crash-everywhere", "retry.asl.json", "broken.asl.json"),
                try await host("test", "retry.asl.json"),
                try await host("test", "--crash-everywhere", "retry.asl.json", "--at", "during:7"),
                try await host("test", "--crash-everywhere", "retry.asl.json", "--template", "gone.yaml")
            )
        }
    }
}
