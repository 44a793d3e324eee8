import Testing

extension EndToEnd {
    /// What is wrong with a definition is told before anything runs.
    struct DefinitionErrorTests {
        let scratch: Scratch
        let host: Host

        init() throws {
            scratch = try Scratch()
            host = Host(scratch: scratch)
        }

        struct Mistake: Sendable, CustomTestStringConvertible {
            let golden: String
            let text: String
            var file = "greet.asl.json"

            var testDescription: String { golden }
        }

        static let mistakes = [
            Mistake(golden: "malformed-json", text: Definitions.malformedJSON),
            Mistake(golden: "malformed-yaml", text: Definitions.malformedYAML, file: "greet.asl.yaml"),
            Mistake(golden: "unknown-state-type", text: Definitions.unknownStateType),
            Mistake(golden: "missing-next", text: Definitions.missingNext),
            Mistake(golden: "dangling-transition", text: Definitions.danglingTransition),
            Mistake(golden: "many-mistakes", text: Definitions.manyMistakes),
        ]

        @Test(arguments: mistakes)
        func `a definition that is not valid is refused with all that is wrong`(mistake: Mistake) async throws {
            try scratch.write(mistake.text, to: mistake.file)
            let validated = try await host("validate", mistake.file)
            let ran = try await host("run", mistake.file, "--data", "data")
            #expect(validated.end == .exited(3))
            #expect(ran.end == .exited(3))
            #expect(ran.output.isEmpty)
            try Golden(mistake.golden, Blurs(scratch)).check(validated, ran)
            #expect(!Files.exists(scratch.path("data")), "a definition that is not valid makes no data folder")
            try await host.servesAGoodRequest()
        }

        @Test func `one bad definition does not hide what is said of the others`() async throws {
            try scratch.write(Definitions.good, to: "good.asl.json")
            try scratch.write(Definitions.missingNext, to: "bad.asl.json")
            try scratch.write(Definitions.goodYAML, to: "good.asl.yaml")
            let outcome = try await host("validate", "good.asl.json", "bad.asl.json", "good.asl.yaml")
            #expect(outcome.end == .exited(3))
            try Golden("validate-several", Blurs(scratch)).check(outcome)
        }

        @Test func `every sample is valid`() async throws {
            let samples = ["hello", "choice", "parallel", "map", "wait", "retry", "catch"].map { Package.workflow($0) }
            let template = Package.root + "/Workflows/image-upload/template.yaml"
            let outcome = try await host.command(["validate"] + samples + [template]).run().succeeded()
            for file in samples + [template] { #expect(outcome.output.contains("\(file): valid\n")) }
        }

        @Test func `a definition in YAML runs like one in JSON`() async throws {
            try scratch.write(Definitions.goodYAML, to: "good.asl.yaml")
            let outcome = try await host("run", "good.asl.yaml", "--ephemeral").succeeded()
            #expect(outcome.output == "\"good\"\n")
        }
    }
}
