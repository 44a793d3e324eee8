import Testing

@testable import QuickstepStatesLanguage

@Suite struct WildcardPatternTests {
    @Test(arguments: [
        ("", "", true), ("", "a", false), ("abc", "abc", true), ("abc", "abcd", false), ("*", "", true),
        ("*", "abc", true),
        ("a*", "abc", true), ("*c", "abc", true), ("a*c", "abc", true), ("a*c", "ac", true), ("a*c", "ab", false),
        ("a*b*c", "a-b-b-c", true), ("a*b*c", "a-c-b", false), ("ab*ba", "aba", false), ("**", "x", true),
        ("*aab*", "aaab", true), ("log-*.txt", "log-.txt", true), ("é*", "e\u{301}x", false), ("a?c", "abc", false),
        (#"a\*c"#, "a*c", true), (#"a\*c"#, "abc", false), (#"a\\*"#, #"a\b"#, true),
        ("a*\u{1F600}", "ab\u{1F600}", true),
    ])
    func `a star stands for any text`(pattern: String, text: String, matches: Bool) throws {
        #expect(try #require(WildcardPattern(parsing: pattern)).matches(text) == matches)
    }

    @Test(arguments: [#"a\b"#, #"a\"#, #"\?"#])
    func `a backslash escapes stars and backslashes only`(pattern: String) {
        #expect(WildcardPattern(parsing: pattern) == nil)
    }

    @Test func `the pieces stand between the stars`() {
        #expect(WildcardPattern(parsing: "a*b")?.pieces == ["a", "b"])
        #expect(WildcardPattern(parsing: "abc")?.pieces == ["abc"])
        #expect(WildcardPattern(parsing: "*")?.pieces == ["", ""])
    }

    @Test func `a hostile pattern takes no longer than its length`() throws {
        let pattern = String(repeating: "a*", count: 2_000) + "b"
        let text = String(repeating: "a", count: 200_000)
        #expect(try !#require(WildcardPattern(parsing: pattern)).matches(text))
    }
}
