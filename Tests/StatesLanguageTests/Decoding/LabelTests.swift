import QuickstepJSON
import Testing

@testable import QuickstepStatesLanguage

@Suite struct LabelTests {
    private func machine(_ label: String, transition: String = #""End":true"#, more: String = "") -> String {
        let processor = #"{"StartAt":"I","States":{"I":{"Type":"Succeed"}}}"#
        let text = JSONValue.string(label).compactText
        let state = #"{"Type":"Map","Label":\#(text),"ItemProcessor":\#(processor),\#(transition)}"#
        return machineText(state: state, more: more)
    }

    private func message(_ definition: String) -> String {
        let found = StateMachine.diagnostics(of: DefinitionSource(json: definition))
        return InvalidDefinition(diagnostics: found, definition: Array(definition.utf8)).serviceMessage
    }

    @Test func `a label of letters is taken`() {
        #expect(errors(in: machine("Daily-run_2")).isEmpty)
        #expect(errors(in: machine(String(repeating: "ä", count: 40))).isEmpty)
    }

    @Test(arguments: [
        ("", "['Label cannot be empty']"),
        (String(repeating: "a", count: 41), "['Label cannot exceed 40 characters']"),
        ("a b", #"["Label contains invalid character: ' '"]"#),
        ("a\\", #"["Label contains invalid character: '\\\\'"]"#),
        ("a\n", #"["Label contains invalid character: '\\n'"]"#),
        ("a\u{1}", #"["Label contains invalid character: '\\x01'"]"#),
        ("a\u{9F}b", #"["Label contains invalid character: '\\x9f'"]"#),
        ("a\"", #"['Label contains invalid character: \'"\'']"#),
        ("a\u{2028}", #"["Label contains invalid character: '\\u2028'"]"#),
    ])
    func `a wrong label is refused in the recorded words`(label: String, words: String) {
        let definition = machine(label)
        #expect(errors(in: definition).map(\.code) == [DiagnosticCode.invalidLabelName])
        #expect(message(definition) == "Error=ValueError Args=\(words) in definition '\(definition)'.")
    }

    @Test func `a label is unique in the whole machine`() {
        let processor = #"{"StartAt":"J","States":{"J":{"Type":"Succeed"}}}"#
        let second = #","U":{"Type":"Map","Label":"l","ItemProcessor":\#(processor),"End":true}"#
        let found = errors(in: machine("l", transition: #""Next":"U""#, more: second))
        #expect(found.map(\.serviceText) == ["DUPLICATE_LABEL_NAME: Duplicate label name: l at /States/U/Label"])
    }
}
