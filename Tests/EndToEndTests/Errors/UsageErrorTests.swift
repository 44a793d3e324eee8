import Testing

extension EndToEnd {
    /// What is typed wrongly ends with 64, and says what would have been right.
    struct UsageErrorTests {
        let scratch: Scratch
        let host: Host

        init() throws {
            scratch = try Scratch()
            host = Host(scratch: scratch)
            try scratch.write(Definitions.good, to: "good.asl.json")
            try scratch.write("{", to: "broken.json")
        }

        struct Slip: Sendable, CustomTestStringConvertible {
            let golden: String
            let arguments: [String]

            var testDescription: String { golden }
        }

        static let slips = [
            Slip(golden: "usage-unknown-command", arguments: ["rnu", "good.asl.json"]),
            Slip(golden: "usage-unknown-option", arguments: ["run", "good.asl.json", "--inptu", "{}"]),
            Slip(golden: "usage-missing-argument", arguments: ["run"]),
            Slip(golden: "usage-unknown-clock", arguments: ["run", "good.asl.json", "--clock", "atomic"]),
            Slip(
                golden: "usage-data-and-ephemeral",
                arguments: ["run", "good.asl.json", "--data", "d", "--ephemeral"]
            ),
            Slip(golden: "usage-missing-file", arguments: ["run", "bad.asl.json"]),
            Slip(golden: "usage-input-is-no-json", arguments: ["run", "good.asl.json", "--input", "{oops}"]),
            Slip(
                golden: "usage-input-file-is-no-json",
                arguments: ["run", "good.asl.json", "--input", "@broken.json"]
            ),
            Slip(golden: "usage-input-file-missing", arguments: ["run", "good.asl.json", "--input", "@missing.json"]),
            Slip(golden: "usage-name-not-valid", arguments: ["run", "good.asl.json", "--name", "a b", "--ephemeral"]),
            Slip(golden: "usage-upload-without-key", arguments: ["upload", "good.asl.json", "uploads"]),
            Slip(
                golden: "usage-upload-metadata",
                arguments: ["upload", "good.asl.json", "uploads/x", "--metadata", "colour"]
            ),
            Slip(golden: "usage-event-missing", arguments: ["invoke", "echo", "--event", "missing.json"]),
            Slip(golden: "usage-call-input", arguments: ["call", "sqs", "ListQueues", "[]"]),
        ]

        @Test(arguments: slips)
        func `what is typed wrongly is told with what would be right`(slip: Slip) async throws {
            let outcome = try await host.command(slip.arguments).run()
            #expect(outcome.end == .exited(64), "\(outcome)")
            #expect(outcome.output.isEmpty)
            try Golden(slip.golden, Blurs(scratch)).check(outcome)
            #expect(!Files.exists(scratch.path(".quickstep")), "nothing was made")
            try await host.servesAGoodRequest()
        }

        @Test func `what a service refuses is told in its own words`() async throws {
            try await host.servesAGoodRequest()
            let noQueue = try await host("call", "sqs", "ReceiveMessage", #"{"QueueUrl": "nowhere"}"#, "--data", "data")
            let noService = try await host("call", "sqz", "ReceiveMessage", "--data", "data")
            let noOperation = try await host("call", "sqs", "RecieveMessage", "--data", "data")
            let noBucket = try await host("upload", "good.asl.json", "nowhere/x", "--data", "data")
            let noObject = try await host("download", "nowhere/x", "--data", "data")
            let noExecution = try await host("history", "nobody", "--data", "data")
            for outcome in [noQueue, noService, noOperation, noBucket, noObject, noExecution] {
                #expect(outcome.end == .exited(1), "\(outcome)")
                #expect(outcome.output.isEmpty)
            }
            try Golden("service-refuses", Blurs(scratch)).check(
                noQueue,
                noService,
                noOperation,
                noBucket,
                noObject,
                noExecution
            )
            try await host.servesAGoodRequest()
        }
    }
}
