import Testing

@testable import QuickstepRegularExpressions

/// Look-around and back-references: ECMA-262, 22.2.2.4 and 22.2.2.7.
@Suite struct `Look-around and back-references` {
    @Test(arguments: [
        // 22.2.2.4, note 1
        PatternCase("(?=(a+))", on: "baaabac", gives: ["", "aaa"]),
        // 22.2.2.4, note 1
        PatternCase("(?=(a+))a*b\\1", on: "baaabac", gives: ["aba", "a"]),
        // note 2
        PatternCase("(.*?)a(?!(a+)b\\2c)\\2(.*)", on: "baaabaac", gives: ["baaabaac", "ba", nil, "abaac"]),
        PatternCase("(?!a)b|a(?!b)", on: "abac", gives: ["b"]),
        PatternCase("(?=a)*b", on: "ab", gives: ["b"]),
        PatternCase("^(?=.*\\d)(?=.*[a-z]).{4,}$", on: "abc1", gives: ["abc1"]),
        PatternCase("(?=(?!(?=b))(a))a", on: "ba", gives: ["a", "a"]),
    ])
    func `what looks ahead takes nothing and is not gone back on`(example: PatternCase) throws {
        try example.check()
    }

    @Test(arguments: [
        PatternCase("(?<=\\$)\\d+", on: "£1 $23", gives: ["23"]),
        PatternCase("(?<!\\$)\\b\\d+", on: "$1 23", gives: ["23"]),
        PatternCase("(?<=(\\d+)(\\d+))$", on: "1053", gives: ["", "1", "053"]),
        PatternCase("(?<=\\1(a))b", on: "aab", gives: ["b", "a"]),
        PatternCase("(?<=([abc]+)([abc]+))$", on: "abc", gives: ["", "a", "bc"]),
        PatternCase("(?<=a(?=b)).", on: "cab", gives: ["b"]),
        PatternCase("(?<=😀)x", "u", on: "😀x", gives: ["x"]),
        PatternCase("(?<=^|,)[^,]*$", on: "a,b", gives: ["b"]),
    ])
    func `what looks behind is matched from right to left`(example: PatternCase) throws {
        try example.check()
    }

    @Test(arguments: [
        PatternCase(
            "^(a+)\\1*,\\1+$",
            on: "aaaaaaaaaa,aaaaaaaaaaaaaaa",
            gives: [
                "aaaaaaaaaa,aaaaaaaaaaaaaaa", "aaaaa",
            ]
        ),  // 22.2.2.3.1, note 2
        PatternCase("\\1(a)", on: "aa", gives: ["a", "a"]),
        PatternCase("(a\\1)", on: "aa", gives: ["a", "a"]),
        PatternCase("(?:(a)|b)\\1", on: "b", gives: ["b", nil]),
        PatternCase("(.)\\1", "i", on: "éÉ", gives: ["éÉ", "é"]),
        PatternCase("(?<quote>['\"]).*?\\k<quote>", on: "x'a\"b'", gives: ["'a\"b'", "'"]),
        PatternCase("\\k<a>(?<a>x)", on: "x", gives: ["x", "x"]),
        PatternCase("(.)\\1", "u", on: "😀😀", gives: ["😀😀", "😀"]),
    ])
    func `a back-reference takes what the group took, or nothing`(example: PatternCase) throws {
        try example.check()
    }
}
