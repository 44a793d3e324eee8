import QuickstepJSON
import QuickstepStatesLanguage
import Testing

@testable import QuickstepManifest

@Suite struct DefinitionSourceTests {
    private static let yaml = """
        Comment: Greets.
        StartAt: Greet
        States:
          Greet:
            Type: Pass
            Parameters:
              text.$: States.Format('Hello {}', $.name)
            End: true
        """

    @Test(arguments: ["hello.asl.yaml", "hello.asl.yml", "HELLO.YAML"])
    func `a definition in YAML is decoded`(name: String) throws {
        let source = DefinitionSource(file: name, bytes: Array(Self.yaml.utf8))
        let machine = try StateMachine.decode(source)
        let json = try #require(source.jsonText)
        #expect(try StateMachine.decode(DefinitionSource(json: json)) == machine)
        #expect(
            json
                == #"{"Comment":"Greets.","StartAt":"Greet","States":{"Greet":{"Type":"Pass","Parameters":{"text.$":"States.Format('Hello {}', $.name)"},"End":true}}}"#
        )
    }

    @Test func `a definition in JSON keeps its text`() {
        let text = "{ \"StartAt\": \"A\",\n \"States\": {} }\n"
        #expect(DefinitionSource(file: "a.asl.json", bytes: Array(text.utf8)).jsonText == text)
        #expect(DefinitionSource(file: "a.yaml", bytes: Array(text.utf8)).jsonText == text)
        #expect(DefinitionSource(file: "a.asl.json", bytes: Array(Self.yaml.utf8)).jsonText == nil)
    }

    @Test func `what is wrong is shown in the YAML`() throws {
        let text = Self.yaml.replacing("End: true", with: "Nxt: End")
        let source = DefinitionSource(file: "hello.yaml", bytes: Array(text.utf8))
        let error = #expect(throws: InvalidDefinition.self) { try StateMachine.decode(source) }
        #expect(
            DiagnosticRenderer(source: source).render(try #require(error?.diagnostics.first))
                == """
                hello.yaml:8:5: error: Field 'Nxt' is not supported [SCHEMA_VALIDATION_FAILED]
                  8 |     Nxt: End
                    |     ^^^
                  hint: Did you mean 'Next'?

                """
        )
    }

    @Test func `what cannot be read is shown in the YAML`() throws {
        let source = DefinitionSource(file: "hello.yaml", bytes: Array("StartAt: A\n\tStates: {}\n".utf8))
        let error = #expect(throws: InvalidDefinition.self) { try StateMachine.decode(source) }
        #expect(
            DiagnosticRenderer(source: source).render(try #require(error?.diagnostics))
                == """
                hello.yaml:2:1: error: Not valid YAML: lines are indented with spaces, not with tabs [INVALID_JSON_DESCRIPTION]
                  2 |  States: {}
                    | ^

                """
        )
        #expect(source.jsonText == nil)
    }

    @Test func `a definition has no tags`() {
        let source = DefinitionSource(yaml: Array("StartAt: !Ref A\n".utf8))
        guard case .failure(let failure) = source.value else {
            Issue.record("a tag was accepted")
            return
        }
        #expect(failure.message == "The tag '!Ref' means nothing in a definition")
    }
}
