import Testing

@testable import QuickstepStatesLanguage

/// A filter with a regular expression is valid in the service: it is refused by name wherever a path stands.
@Suite struct RegularExpressionTests {
    private let path = "$.a[?(@.b =~ /x.*/i)]"

    @Test(arguments: [
        #"{"Type":"Pass","InputPath":"PATH","Next":"T"}"#,
        #"{"Type":"Pass","Parameters":{"a.$":"PATH"},"Next":"T"}"#,
        #"{"Type":"Pass","Parameters":{"a.$":"States.ArrayLength(PATH)"},"Next":"T"}"#,
        #"{"Type":"Fail","CausePath":"States.JsonToString(PATH)"}"#,
        #"{"Type":"Choice","Choices":[{"Variable":"PATH","IsPresent":true,"Next":"T"}],"Default":"T"}"#,
    ])
    func `it is refused by name`(state: String) {
        let found = errors(in: machineText(state: state.replacing("PATH", with: path)))
        #expect(found.map(\.code) == [DiagnosticCode.unsupported])
    }
}
