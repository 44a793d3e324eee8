import QuickstepJSON
import Testing

extension EndToEnd {
    /// What handlers do wrong, and what is told of it.
    struct FunctionErrorTests {
        let scratch: Scratch
        let host: Host

        init() throws {
            scratch = try Scratch()
            host = Host(program: .application, scratch: scratch)
        }

        struct Failure: Sendable, CustomTestStringConvertible {
            let golden: String
            let function: String
            var input = "{}"

            var testDescription: String { golden }
        }

        static let failures = [
            Failure(golden: "handler-throws", function: "throws", input: #"{"article": "lamp"}"#),
            Failure(golden: "handler-cannot-read-its-event", function: "throws", input: #"{"artikel": "lamp"}"#),
            Failure(golden: "handler-past-its-timeout", function: "slow"),
            Failure(golden: "handler-spins", function: "spin"),
            Failure(golden: "function-unknown", function: "ecco"),
            Failure(golden: "payload-too-large", function: "big", input: #"{"bytes": 262144}"#),
        ]

        @Test(arguments: failures)
        func `a handler that fails, fails its Task and nothing else`(failure: Failure) async throws {
            try scratch.write(Definitions.task(failure.function), to: "call.asl.json")
            let ran = try await host("run", "call.asl.json", "--input", failure.input, "--data", "data")
            #expect(ran.end == .exited(1))
            #expect(ran.output.isEmpty)
            try Golden(failure.golden, Blurs(scratch)).check(ran)
            try await host.servesAGoodRequest()
            try scratch.write(Definitions.task("echo"), to: "echo.asl.json")
            let answer = try await host("run", "echo.asl.json", "--input", "[1]", "--data", "data").succeeded()
            #expect(try answer.json() == [1])
        }

        @Test(arguments: failures)
        func `invoking a handler that fails says so`(failure: Failure) async throws {
            try scratch.write(failure.input, to: "event.json")
            let invoked = try await host("invoke", failure.function, "--event", "event.json", "--data", "data")
            // An answer may be larger than what a workflow can carry.
            #expect(invoked.end == .exited(failure.function == "big" ? 0 : 1))
            if failure.function != "big" {
                #expect(invoked.output.isEmpty)
                try Golden("invoke-\(failure.golden)", Blurs(scratch)).check(invoked)
            }
            let answer = try await host("invoke", "echo", "--event", "event.json", "--data", "data").succeeded()
            #expect(try answer.json() == JSONValue.parse(failure.input))
        }

        @Test func `an answer just small enough is passed on`() async throws {
            try scratch.write(Definitions.task("big"), to: "call.asl.json")
            let input = #"{"bytes": 262142}"#
            let ran = try await host("run", "call.asl.json", "--input", input, "--data", "data").succeeded()
            #expect(ran.bytes.count == 262_144 + 1)
        }

        @Test func `the stock command says how to link a function, or to do without`() async throws {
            let stock = Host(scratch: scratch)
            try scratch.write(Definitions.task("echo"), to: "call.asl.json")
            try scratch.write("{}", to: "event.json")
            let ran = try await stock("run", "call.asl.json", "--data", "data")
            let invoked = try await stock("invoke", "echo", "--event", "event.json", "--data", "data")
            let listed = try await stock("functions")
            #expect(ran.end == .exited(1))
            #expect(invoked.end == .exited(1))
            try Golden("stock-function-unknown", Blurs(scratch)).check(ran, invoked, listed)
            try await stock.servesAGoodRequest()
        }

        @Test func `handlers that spin without yielding hold up nobody else`() async throws {
            try scratch.write(Definitions.spinsBesideOthers, to: "spin.asl.json")
            let echoes = (0..<50).map { JSONValue.number(JSONNumber($0)) }
            let input: JSONValue = ["spins": [1, 2, 3], "echoes": .array(echoes)]
            let ran = try await host(
                "run",
                "spin.asl.json",
                "--name",
                "spin",
                "--input",
                input.compactText,
                "--data",
                "data"
            ).succeeded()
            #expect(
                try ran.json() == [["Sandbox.Timedout", "Sandbox.Timedout", "Sandbox.Timedout"], .array(echoes)]
            )
            let history = try await History(host("history", "spin", "--data", "data", "--output", "json").succeeded())
            let firstTimeout = try #require(history.first("LambdaFunctionFailed"))
            let lastAnswer = try #require(history.last("LambdaFunctionSucceeded"))
            #expect(history.count("LambdaFunctionFailed") == 3)
            #expect(history.count("LambdaFunctionSucceeded") == 50)
            #expect(lastAnswer < firstTimeout, "all 50 were answered while the three still spun")
            try await host.servesAGoodRequest()
        }
    }
}
