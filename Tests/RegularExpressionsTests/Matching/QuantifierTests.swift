import Testing

@testable import QuickstepRegularExpressions

/// Alternatives and quantifiers: ECMA-262, 22.2.2.3 and 22.2.2.3.1 RepeatMatcher.
///
/// The examples marked with a note are those of its notes.
@Suite struct `Quantifiers` {
    @Test(arguments: [
        // 22.2.2.3.1, note 2
        PatternCase("a[a-z]{2,4}", on: "abcdefghi", gives: ["abcde"]),
        // 22.2.2.3.1, note 2
        PatternCase("a[a-z]{2,4}?", on: "abcdefghi", gives: ["abc"]),
        // 22.2.2.3.1, note 2
        PatternCase("(aa|aabaac|ba|b|c)*", on: "aabaac", gives: ["aaba", "ba"]),
        PatternCase("a*", on: "aaa", gives: ["aaa"]),
        PatternCase("a+?", on: "aaa", gives: ["a"]),
        PatternCase("a??b", on: "ab", gives: ["ab"]),
        PatternCase("a{2}", on: "aaa", gives: ["aa"]),
        PatternCase("a{2,}", on: "aaa", gives: ["aaa"]),
        PatternCase("a{0}b", on: "ab", gives: ["b"]),
        PatternCase("^a{3}$", on: "aa", gives: nil),
        PatternCase("^(?:ab){1,3}?$", on: "abab", gives: ["abab"]),
        PatternCase("(?:){1000000}a", on: "a", gives: ["a"]),
        PatternCase("a{0,99999999999999999999}b", on: "aab", gives: ["aab"]),
    ])
    func `as many turns as can be, or as few`(example: PatternCase) throws {
        try example.check()
    }

    @Test(arguments: [
        // note 3
        PatternCase("(z)((a+)?(b+)?(c))*", on: "zaacbbbcac", gives: ["zaacbbbcac", "z", "ac", "a", nil, "c"]),
        PatternCase("(?:(a)|b)*", on: "ab", gives: ["ab", nil]),
        PatternCase("(?:(a)|(b)){2}", on: "ab", gives: ["ab", nil, "b"]),
        PatternCase("((a)|b){1,2}?$", on: "ab", gives: ["ab", "b", nil]),
        PatternCase("(a){0}b", on: "ab", gives: ["b", nil]),
    ])
    func `each turn begins with its groups unset`(example: PatternCase) throws {
        try example.check()
    }

    @Test(arguments: [
        // 22.2.2.3.1, note 4
        PatternCase("(a*)*", on: "b", gives: ["", nil]),
        // 22.2.2.3.1, note 4
        PatternCase("(a*)b\\1+", on: "baaaac", gives: ["b", ""]),
        PatternCase("(?:a*?)*b", on: "aab", gives: ["aab"]),
        PatternCase("(|a)*", on: "aa", gives: ["aa", "a"]),
        PatternCase("(|a)+", on: "aa", gives: ["aa", "a"]),
        PatternCase("(a?){0,2}", on: "", gives: ["", nil]),
        PatternCase("(a?){2}", on: "", gives: ["", ""]),
        // The second turn stands where the first one stood in the alternative, but has not moved yet: it is another state.
        PatternCase("(?:b?(?:|a))*", on: "ba", gives: ["ba"]),
        PatternCase("(?:(?:b?(|a))*c?)*d", on: "bacbad", gives: ["bacbad", "a"]),
    ])
    func `a turn that need not be must not be empty`(example: PatternCase) throws {
        try example.check()
    }

    @Test(arguments: [
        // 22.2.2.3, note
        PatternCase("a|ab", on: "abc", gives: ["a"]),
        // 22.2.2.3, note
        PatternCase("((a)|(ab))((c)|(bc))", on: "abc", gives: ["abc", "a", "a", nil, "bc", nil, "bc"]),
        PatternCase("|a", on: "a", gives: [""]),
        PatternCase("(?:a||b)$", on: "b", gives: ["b"]),
    ])
    func `the first alternative that leads to a match is taken`(example: PatternCase) throws {
        try example.check()
    }
}
