import QuickstepJSON
import Testing

@testable import QuickstepStatesLanguage

@Suite struct DiagnosticTests {
    @Test func `places are written as the service writes them`() {
        #expect(serviceLocation(of: []) == "/")
        #expect(
            serviceLocation(of: [.key("States"), .key("Pick one"), .key("Choices"), .index(0), .key("Next")])
                == "/States/Pick one/Choices[0]/Next"
        )
    }

    @Test func `the message for the service joins the errors`() {
        let error = InvalidDefinition(diagnostics: [
            Diagnostic(code: "A", message: "one", location: "/x"),
            Diagnostic(code: "W", severity: .warning, message: "unsaid", location: "/y"),
            Diagnostic(code: "B", message: "two"),
        ])
        #expect(error.serviceMessage == "Invalid State Machine Definition: 'A: one at /x, B: two at null'")
    }

    @Test(arguments: [
        ("Nxet", "Next"), ("next", "Next"), ("Sates", "States"), ("Wholly", nil), ("Parallell", "Parallel"), ("N", nil),
    ])
    func `a slip is mended, a different word is not`(name: String, expected: String?) {
        #expect(NearestName.suggestion(for: name, among: ["Next", "States", "Parallel"]) == expected)
    }
}
