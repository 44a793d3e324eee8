import Testing

extension EndToEnd {
    /// What every command says of itself.
    struct HelpTests {
        static let commands = [
            "run", "validate", "test", "history", "executions", "resume", "upload", "download", "invoke", "serve",
            "advance", "call", "functions", "backup", "restore", "doctor", "compact", "jsonata", "topics",
        ]

        @Test(arguments: commands)
        func `every command has its help`(name: String) async throws {
            let scratch = try Scratch()
            let outcome = try await Host(scratch: scratch)("help", name).succeeded()
            #expect(outcome.error.isEmpty)
            try Golden("help-\(name)", Blurs(scratch)).check(outcome)
        }

        @Test func `the help of the command itself lists all others`() async throws {
            let scratch = try Scratch()
            let outcome = try await Host(scratch: scratch)("--help").succeeded()
            #expect(outcome.error.isEmpty)
            for name in Self.commands { #expect(outcome.output.contains("  \(name) "), "\(name)") }
            try Golden("help", Blurs(scratch)).check(outcome)
        }

        @Test func `an application's help is the same, under its own name`() async throws {
            let scratch = try Scratch()
            let stock = try await Host(scratch: scratch)("--help").succeeded()
            let own = try await Host(program: .application, scratch: scratch)("--help").succeeded()
            #expect(
                own.output.replacing("end-to-end-application", with: "quickstep") == stock.output
            )
        }
    }
}
