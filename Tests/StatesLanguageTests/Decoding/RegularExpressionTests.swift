import Testing

@testable import QuickstepStatesLanguage

/// A filter with a regular expression may stand wherever a path may; what of Java's is not there yet is refused by name.
@Suite struct RegularExpressionTests {
    private static let states = [
        #"{"Type":"Pass","InputPath":"PATH","Next":"T"}"#,
        #"{"Type":"Pass","Parameters":{"a.$":"PATH"},"Next":"T"}"#,
        #"{"Type":"Pass","Parameters":{"a.$":"States.ArrayLength(PATH)"},"Next":"T"}"#,
        #"{"Type":"Fail","CausePath":"States.JsonToString(PATH)"}"#,
        #"{"Type":"Choice","Choices":[{"Variable":"PATH","IsPresent":true,"Next":"T"}],"Default":"T"}"#,
    ]

    @Test(arguments: states)
    func `it is taken wherever a path stands`(state: String) {
        #expect(errors(in: machineText(state: state.replacing("PATH", with: "$.a[?(@.b =~ /x.*/i)]"))).isEmpty)
    }

    @Test(arguments: states)
    func `what is not supported in it is refused by name`(state: String) throws {
        let found = errors(in: machineText(state: state.replacing("PATH", with: "$.a[?(@.b =~ /[a-z&&[^b]]/)]")))
        #expect(found.map(\.code) == [DiagnosticCode.unsupported])
        let hint = try #require(found.first?.hint)
        #expect(hint.contains("The intersection of classes is not supported"))
        #expect(hint.contains(". Write it without"))
    }

    @Test(arguments: states)
    func `a mistake in it is a mistake in the path`(state: String) {
        let found = errors(in: machineText(state: state.replacing("PATH", with: "$.a[?(@.b =~ /(x/)]")))
        #expect(!found.isEmpty && !found.map(\.code).contains(DiagnosticCode.unsupported))
    }
}
