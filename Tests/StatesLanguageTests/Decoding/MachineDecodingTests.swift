import QuickstepJSON
import Testing

@testable import QuickstepStatesLanguage

@Suite struct MachineDecodingTests {
    @Test func `the least machine decodes`() throws {
        let machine = try decode(#"{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}"#)
        #expect(machine.root == StateScope(startAt: "A", stateNames: ["A"]))
        #expect(machine.states["A"]?.type == .succeed)
        #expect(machine.comment == nil)
        #expect(machine.timeoutSeconds == nil)
    }

    @Test func `the fields of the top level are read`() throws {
        let machine = try decode(
            #"""
            {"Comment":"c","QueryLanguage":"JSONPath","Version":"1.0","TimeoutSeconds":30,
             "StartAt":"A","States":{"A":{"Type":"Pass","End":true,"Comment":"d"}}}
            """#
        )
        #expect(machine.comment == "c")
        #expect(machine.timeoutSeconds == 30)
        #expect(machine.states["A"]?.comment == "d")
    }

    @Test(arguments: [
        ("{}", "These fields are required: [States, StartAt]"),
        (#"{"StartAt":"A"}"#, "These fields are required: [States]"),
        (#"{"States":{"A":{"Type":"Succeed"}}}"#, "These fields are required: [StartAt]"),
    ])
    func `missing fields of the top level are listed together`(text: String, message: String) {
        let found = errors(in: text)
        #expect(found.map(\.message) == [message])
        #expect(found.map(\.location) == ["/"])
        #expect(found.map(\.code) == [DiagnosticCode.schemaValidationFailed])
    }

    @Test(arguments: ["", "[]", "1", "null", #""text""#])
    func `a text that is no object is refused without a place`(text: String) {
        let found = errors(in: text)
        #expect(found.map(\.message) == ["Definition must be a valid JSON object"])
        #expect(found.map(\.location) == [nil])
    }

    @Test func `a text that is not JSON is refused with its place`() throws {
        let found = errors(in: "{\n  \"StartAt\": nope\n}")
        #expect(found.map(\.code) == [DiagnosticCode.invalidJSON])
        let range = try #require(found.first?.range)
        #expect(range.line == 2)
    }

    @Test func `every error is reported at once`() {
        let found = errors(
            in: #"""
                {"StartAt":"Nowhere","Version":"2","TimeoutSeconds":0,"Extra":1,
                 "States":{"A":{"Type":"Pass","Next":"B"},"C":{"Type":"Pas","End":true}}}
                """#
        )
        #expect(found.count == 6)
        #expect(
            Set(found.map(\.location)) == [
                "/", "/TimeoutSeconds", "/Version", "/States/C/Type", "/StartAt", "/States/A/Next",
            ]
        )
    }

    @Test func `a machine in JSONata is refused by name`() {
        let found = errors(
            in: #"{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","Output":1,"End":true}}}"#
        )
        #expect(found.map(\.code) == [DiagnosticCode.unsupported])
        #expect(found.first?.message == "Quickstep does not support the query language JSONata yet")
        #expect(found.first?.hint?.contains("JSONPath") == true)
    }

    @Test func `a JSONPath state in a JSONata machine is refused in the service's words`() {
        let found = errors(
            in: #"""
                {"QueryLanguage":"JSONata","StartAt":"Pass",
                 "States":{"Pass":{"Type":"Pass","End":true,"QueryLanguage":"JSONPath"}}}
                """#
        )
        #expect(
            found.map(\.serviceText).contains(
                "SCHEMA_VALIDATION_FAILED: 'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole "
                    + "state machine at /States/Pass"
            )
        )
    }

    @Test func `an unknown query language is refused`() {
        let found = errors(in: #"{"QueryLanguage":"XPath","StartAt":"A","States":{"A":{"Type":"Succeed"}}}"#)
        #expect(found.map(\.location) == ["/QueryLanguage"])
        #expect(
            found.first?.message == "The field 'QueryLanguage' should have one of these values: [JSONPath, JSONata]"
        )
    }

    @Test func `a duplicate key is refused at its second place`() throws {
        let found = errors(
            in: "{\"StartAt\":\"A\",\n\"States\":{\"A\":{\"Type\":\"Succeed\"},\n\"A\":{\"Type\":\"Fail\"}}}"
        )
        let error = try #require(found.first)
        #expect(error.message == "Duplicate field 'A'")
        #expect(error.range?.line == 3)
        #expect(error.range?.column == 1)
        #expect(error.range?.length == 3)
    }

    @Test func `an escaped key is the same key`() {
        let found = errors(in: #"{"StartAt":"A","States":{"A":{"Type":"Succeed","Ty\u0070e":"Succeed"}}}"#)
        #expect(found.map(\.message) == ["Duplicate field 'Type'"])
    }

    @Test func `no more than a hundred diagnostics are kept`() {
        let fields = (0..<500).map { "\"F\($0)\":1" }.joined(separator: ",")
        #expect(errors(in: "{\(fields)}").count == 100)
    }

    @Test func `a deep text is refused without harm`() {
        let depth = 5_000
        let text = String(repeating: #"{"States":"#, count: depth) + "1" + String(repeating: "}", count: depth)
        #expect(!errors(in: text).isEmpty)
    }
}
