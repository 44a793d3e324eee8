import QuickstepJSON
import QuickstepStatesLanguage
import QuickstepTestSupport
import Testing

@testable import QuickstepManifest

@Suite struct HostileTemplateTests {
    @Test func `a template keeps to so many resources`() {
        let text = "Resources:\n" + (0...500).map { "  Q\($0): { Type: AWS::SQS::Queue }\n" }.joined()
        #expect(refusal(text).contains("A template has at most 500 resources, not 501"))
    }

    @Test func `so many diagnostics are kept and no more`() throws {
        let text = "Resources:\n" + (0..<300).map { "  Q\($0): { Type: Nothing, Properties: { A: 1 } }\n" }.joined()
        let error = #expect(throws: InvalidTemplate.self) { _ = try read(text) }
        #expect(error?.reports.map(\.diagnostics.count) == [100])
    }

    @Test(arguments: ["json", "yaml"])
    func `deep values are refused, or read, on a small stack`(ending: String) throws {
        for depth in [150, 900] {
            let deep = String(repeating: #"{"a":["#, count: depth / 2) + "1" + String(repeating: "]}", count: depth / 2)
            for property in ["FilterPolicy", "Definition", "DefinitionSubstitutions", "Name"] {
                for type in ["AWS::SNS::Subscription", "AWS::Serverless::StateMachine"] {
                    let text =
                        #"{"Resources": {"One": {"Type": "\#(type)", "Properties": {"\#(property)": \#(deep)}}}}"#
                    let rendered = try #require(onSmallStack { refusal(text, path: "template.\(ending)") })
                    #expect(!rendered.isEmpty)
                }
            }
        }
    }

    @Test func `random damage of the sample never crashes`() throws {
        let sample = try Sample.bytes(Sample.path)
        let pieces = [
            "!Ref ", "Fn::", "\n", "- ", ": ", "{", "}", "[", "]", "${", "*", "&a ", "\"", "'", "#", "null", "  ",
        ]
        for seed in 1...400 {
            var bytes = sample
            for round in 1...3 {
                let place = (seed &* 7919 &+ round &* 104_729) % bytes.count
                bytes.insert(contentsOf: Array(pieces[(seed + round * 5) % pieces.count].utf8), at: place)
                bytes.remove(at: (place &* 31) % bytes.count)
            }
            do throws(InvalidTemplate) {
                let read = try TemplateFile.read(
                    path: Sample.path,
                    bytes: bytes,
                    linkedFunctions: Sample.functions,
                    readFile: Sample.bytes
                )
                #expect(!read.template.deployment().isEmpty, "seed \(seed)")
            } catch {
                #expect(error.rendered().contains(": error: "), "seed \(seed)")
            }
        }
    }
}
