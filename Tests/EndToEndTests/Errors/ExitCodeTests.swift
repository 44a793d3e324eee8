import QuickstepJSON
import Testing

extension EndToEnd {
    /// How a process ends tells a script what happened.
    struct ExitCodeTests {
        let scratch: Scratch
        let host: Host

        init() throws {
            scratch = try Scratch()
            host = Host(scratch: scratch)
        }

        struct Ending: Sendable, CustomTestStringConvertible {
            let code: Int
            let what: String
            let definition: String
            var data = "data"
            var arguments: [String] = []

            var testDescription: String { "\(code) \(what)" }
        }

        static let endings = [
            Ending(code: 0, what: "succeeded", definition: Definitions.good),
            Ending(code: 1, what: "execution-failed", definition: Definitions.fails),
            Ending(code: 2, what: "timed-out", definition: Definitions.timesOut),
            Ending(code: 3, what: "invalid-definition", definition: Definitions.missingNext),
            Ending(code: 4, what: "data-folder", definition: Definitions.good, data: "w.asl.json"),
            Ending(code: 64, what: "usage", definition: Definitions.good, arguments: ["--no-such-option"]),
        ]

        @Test(arguments: endings)
        func `the exit code says how it ended`(ending: Ending) async throws {
            try scratch.write(ending.definition, to: "w.asl.json")
            let arguments = ["run", "w.asl.json", "--clock", "virtual", "--data", ending.data]
            let outcome = try await host.command(arguments + ending.arguments).run()
            #expect(outcome.end == .exited(ending.code))
            try Golden("exit-\(ending.code)-\(ending.what)", Blurs(scratch)).check(outcome)
        }

        @Test(arguments: endings.prefix(3))
        func `as JSON, the result tells the same`(ending: Ending) async throws {
            try scratch.write(ending.definition, to: "w.asl.json")
            let outcome = try await host("run", "w.asl.json", "--clock", "virtual", "--output", "json")
            #expect(outcome.end == .exited(ending.code))
            let statuses: [Int: JSONValue] = [0: "SUCCEEDED", 1: "FAILED", 2: "TIMED_OUT"]
            #expect(try outcome.json()["status"] == statuses[ending.code])
        }

        @Test func `progress goes to standard error, the output alone to standard output`() async throws {
            let hello = Package.workflow("hello")
            let outcome = try await host("run", hello, "--input", #"{"name": "Ada"}"#, "--data", "data").succeeded()
            #expect(try outcome.json()["greeting"] == "Hello, Ada!")
            try Golden("run-hello", Blurs(scratch)).check(outcome)
        }
    }
}
