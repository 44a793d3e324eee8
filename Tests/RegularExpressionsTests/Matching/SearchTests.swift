import Testing

@testable import QuickstepRegularExpressions

/// Searching, one match after another, and the whole text: ECMA-262, 22.2.7.
@Suite struct `Searches` {
    @Test func `a search begins where it is told`() throws {
        let expression = try RegularExpression("a")
        let text = Array("aba".utf16)
        #expect(try expression.firstMatch(in: text, from: 0)?.range == 0..<1)
        #expect(try expression.firstMatch(in: text, from: 1)?.range == 2..<3)
        #expect(try expression.firstMatch(in: text, from: 3) == nil)
        #expect(try expression.firstMatch(in: text, from: 4) == nil)
        #expect(try expression.firstMatch(in: text, from: -1) == nil)
    }

    @Test func `what stands before the beginning can be looked at`() throws {
        let text = Array("ab".utf16)
        #expect(try RegularExpression("^b").firstMatch(in: text, from: 1) == nil)
        #expect(try RegularExpression("(?<=a)b").firstMatch(in: text, from: 1)?.range == 1..<2)
        #expect(try RegularExpression("\\bb").firstMatch(in: text, from: 1) == nil)
    }

    @Test func `with the flag y a match must begin there`() throws {
        let expression = try RegularExpression("b", flags: "y")
        #expect(try expression.firstMatch(in: Array("ab".utf16)) == nil)
        #expect(try expression.firstMatch(in: Array("ab".utf16), from: 1)?.range == 1..<2)
    }

    @Test(arguments: [
        ("a", "", "abca", ["a", "a"]),
        ("a*", "", "aab", ["aa", "", ""]),
        ("", "", "ab", ["", "", ""]),
        ("", "", "😀", ["", "", ""]),
        ("", "u", "😀", ["", ""]),
        ("(?=a)|a", "", "aa", ["", ""]),
        ("\\d+|\\w", "g", "a12b", ["a", "12", "b"]),
        ("^a", "m", "a\na", ["a", "a"]),
        ("x", "", "", []),
        ("a|$", "y", "aab", ["a", "a"]),
    ])
    func `matches follow one another and do not overlap`(
        pattern: String,
        flags: String,
        text: String,
        expected: [String]
    ) throws {
        #expect(try allMatches(pattern, flags, in: text) == expected)
    }

    @Test func `a search from within a pair begins with the pair`() throws {
        #expect(try RegularExpression(".", flags: "u").firstMatch(in: Array("😀".utf16), from: 1)?.range == 0..<2)
        #expect(try RegularExpression(".").firstMatch(in: Array("😀".utf16), from: 1)?.range == 1..<2)
    }

    @Test func `a whole match goes back on what ends early`() throws {
        #expect(try RegularExpression("a|ab").wholeMatch(of: Array("ab".utf16))?.range == 0..<2)
        #expect(try RegularExpression("a*?").wholeMatch(of: Array("aaa".utf16))?.range == 0..<3)
        #expect(try RegularExpression("b").wholeMatch(of: Array("ab".utf16)) == nil)
        #expect(try RegularExpression("a").wholeMatch(of: Array("ab".utf16)) == nil)
        #expect(try RegularExpression("").wholeMatch(of: [])?.range == 0..<0)
    }

    @Test func `groups are found by number and by name`() throws {
        let expression = try RegularExpression("(?<year>\\d{4})-(\\d\\d)(?<day>-\\d\\d)?")
        #expect(expression.groupCount == 3)
        #expect(expression.groupNames.map(\.name) == ["year", "day"] && expression.groupNames.map(\.group) == [1, 3])
        let match = try #require(try expression.firstMatch(in: Array("on 2026-11".utf16)))
        #expect(match[0] == 3..<10 && match[1] == 3..<7 && match[2] == 8..<10 && match[3] == nil)
        #expect(match["year"] == 3..<7 && match["day"] == nil && match["month"] == nil)
        #expect(match[4] == nil && match[-1] == nil)
    }

    @Test func `names may hold any letter`() throws {
        #expect(try RegularExpression("(?<größe𝒳$>a)").groupNames.map(\.name) == ["größe𝒳$"])
    }
}
