import Testing

extension EndToEnd {
    /// Inputs that no execution can have.
    struct PayloadErrorTests {
        let scratch: Scratch
        let host: Host

        init() throws {
            scratch = try Scratch()
            host = Host(scratch: scratch)
        }

        @Test func `an input over 256 KiB is refused, one of 256 KiB is not`() async throws {
            try scratch.write(Definitions.good, to: "good.asl.json")
            // With its quotation marks it is one byte too long.
            try scratch.write("\"" + String(repeating: "x", count: 262_143) + "\"", to: "large.json")
            try scratch.write("\"" + String(repeating: "x", count: 262_142) + "\"", to: "fits.json")
            let refused = try await host("run", "good.asl.json", "--input", "@large.json", "--data", "data")
            #expect(refused.end == .exited(64))
            try Golden("input-too-large", Blurs(scratch)).check(refused)
            try await host("run", "good.asl.json", "--input", "@fits.json", "--data", "data").succeeded()
            try await host.servesAGoodRequest()
        }
    }
}
