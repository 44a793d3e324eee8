import Testing

@testable import QuickstepManifest

@Suite struct SubstitutedTextTests {
    @Test(
        arguments: [
            ("", []), ("plain", [.literal("plain")]), ("${A}", [.place("A")]),
            ("a${ B.Arn }c", [.literal("a"), .place("B.Arn"), .literal("c")]),
            ("${AWS::Region}${A}", [.place("AWS::Region"), .place("A")]),
            ("${!A}${B}", [.literal("${A}"), .place("B")]),
            ("$A {B} $", [.literal("$A {B} $")]), ("${}", [.place("")]),
        ] as [(String, [SubstitutedText.Part])]
    )
    func `a text of Fn_Sub has places`(text: String, parts: [SubstitutedText.Part]) {
        #expect(SubstitutedText(sub: text)?.parts == parts)
    }

    @Test func `an open brace must be closed`() {
        #expect(SubstitutedText(sub: "a ${B") == nil)
    }

    @Test(
        arguments: [
            ("${A}", [.place("A")]), ("a${B_1}", [.literal("a"), .place("B_1")]),
            ("${$.a}", [.literal("${$.a}")]), ("${A.B}", [.literal("${A.B}")]), ("${a b}${", [.literal("${a b}${")]),
            ("$${A}", [.literal("$"), .place("A")]), ("${}", [.literal("${}")]), ("${é}", [.literal("${é}")]),
        ] as [(String, [SubstitutedText.Part])]
    )
    func `only a name is a place in a definition`(text: String, parts: [SubstitutedText.Part]) {
        #expect(SubstitutedText(definition: text).parts == parts)
    }

    @Test func `a place that nothing fills stays`() {
        let text = SubstitutedText(definition: "${A}-${B}-${A}")
        #expect(text.places == ["A", "B"])
        #expect(text.filled { $0 == "A" ? "x" : nil } == "x-${B}-x")
    }
}
