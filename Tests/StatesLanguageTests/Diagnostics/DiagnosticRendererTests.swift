import QuickstepJSON
import Testing

@testable import QuickstepStatesLanguage

@Suite struct DiagnosticRendererTests {
    private func render(_ text: String, style: DiagnosticStyle = .plain, widthMax: Int = 100) -> String {
        let source = DefinitionSource(json: text, name: "order.asl.json")
        do throws(InvalidDefinition) {
            _ = try StateMachine.decode(source)
            return ""
        } catch {
            return DiagnosticRenderer(source: source, style: style, widthMax: widthMax).render(error.diagnostics)
        }
    }

    private let misspelt = """
        {
          "StartAt": "Start",
          "States": {
            "Start": { "Type": "Pass", "Next": "Pya" },
            "Pay": { "Type": "Pass", "Next": "Start" },
            "Done": { "Type": "Succeed", "InputPath": "$.a", "InputPaht": 1 }
          }
        }
        """

    @Test func `diagnostics show the place, the line and a hint`() {
        #expect(
            render(misspelt) == """
                order.asl.json:4:40: error: Missing 'Next' target: Pya [MISSING_TRANSITION_TARGET]
                  4 |     "Start": { "Type": "Pass", "Next": "Pya" },
                    |                                        ^^^^^
                  hint: Did you mean 'Pay'?

                order.asl.json:5:5: error: State "Pay" is not reachable. [MISSING_TRANSITION_TARGET]
                  5 |     "Pay": { "Type": "Pass", "Next": "Start" },
                    |     ^^^^^
                  hint: No transition that starts at 'Start' leads to it.

                order.asl.json:6:5: error: State "Done" is not reachable. [MISSING_TRANSITION_TARGET]
                  6 |     "Done": { "Type": "Succeed", "InputPath": "$.a", "InputPaht": 1 }
                    |     ^^^^^^
                  hint: No transition that starts at 'Start' leads to it.

                order.asl.json:6:54: error: Field 'InputPaht' is not supported [SCHEMA_VALIDATION_FAILED]
                  6 |     "Done": { "Type": "Succeed", "InputPath": "$.a", "InputPaht": 1 }
                    |                                                      ^^^^^^^^^^^

                """
        )
    }

    @Test func `a syntax error points at its character`() {
        let text = render("{\n  \"StartAt\": oops\n}")
        #expect(text.hasPrefix("order.asl.json:2:14: error: "))
        #expect(text.contains("[INVALID_JSON_DESCRIPTION]\n  2 |   \"StartAt\": oops\n    |              ^\n"))
    }

    @Test func `a long line is shown around the fault`() {
        let filler = String(repeating: "x", count: 500)
        let text =
            #"{"Comment":"\#(filler)","Nonsense":1,"Version":"\#(filler)","StartAt":"A","States":{"A":{"Type":"Fail"}}}"#
        let lines = render(text, widthMax: 60).split(separator: "\n")
        #expect(lines.count > 2)
        let excerpt = String(lines[1].dropFirst("  1 | ".count))
        let pointer = lines[2].dropFirst("    | ".count)
        #expect(excerpt.count == 62)
        #expect(excerpt.hasPrefix("…") && excerpt.hasSuffix("…"))
        let indent = pointer.prefix { $0 == " " }.count
        #expect(excerpt.dropFirst(indent).hasPrefix(#""Nonsense""#))
    }

    @Test func `characters that would move the cursor are not printed`() {
        let text = render("{\t\"Non\u{7F}sense\u{9B}\": 1}")
        #expect(
            !text.unicodeScalars.contains { $0.value != 0x0A && ($0.value < 0x20 || (0x7F...0x9F).contains($0.value)) }
        )
    }

    @Test func `a caller adds colours`() {
        let style = DiagnosticStyle(error: { "<e>\($0)</e>" }, caret: { "<c>\($0)</c>" })
        let text = render(#"{"StartAt":"A","States":{"A":{"Type":"Fail","X":1}}}"#, style: style)
        #expect(text.contains("<e>error:</e>"))
        #expect(text.contains("<c>^^^</c>"))
    }

    @Test func `a diagnostic without a place in the text names the value`() {
        let source = DefinitionSource(
            name: "order.yaml",
            bytes: [],
            value: .success(["StartAt": "A", "States": ["A": ["Type": "Fail", "X": 1]]]),
            locate: { _, _ in nil }
        )
        do throws(InvalidDefinition) {
            _ = try StateMachine.decode(source)
            Issue.record("The definition decoded.")
        } catch {
            #expect(
                DiagnosticRenderer(source: source).render(error.diagnostics)
                    == "order.yaml: error: Field 'X' is not supported at /States/A [SCHEMA_VALIDATION_FAILED]\n"
            )
        }
    }
}
