import Testing

@testable import QuickstepRegularExpressions

/// What Java has that JavaScript has not, by the documentation of `java.util.regex.Pattern` (Java 21).
@Suite struct `The dialect of Java` {
    @Test(arguments: [
        JavaCase("a*+a", matches: [], not: ["a", "aa"]),
        JavaCase("a*+b", matches: ["b", "aab"]),
        JavaCase("(?>a|ab)c", matches: ["ac"], not: ["abc"]),
        JavaCase("(a|ab)c", matches: ["ac", "abc"]),
        JavaCase("a?+a", matches: ["aa"], not: ["a"]),
        JavaCase("a{1,2}+a", matches: ["aaa"], not: ["aa"]),
    ])
    func `possessive quantifiers and atomic groups give nothing back`(example: JavaCase) throws {
        try example.check()
    }

    @Test(arguments: [
        JavaCase("\\Qa.b*\\E+", matches: ["a.b*", "a.b**"], not: ["axb"]),
        JavaCase("x\\Q(", matches: ["x("]),
        JavaCase("\\Q\\Ea", matches: ["a"]),
        JavaCase("[]a]+", matches: ["]a"]),
        JavaCase("[^]a]", matches: ["b"], not: ["]"]),
        JavaCase("[a&b]+", matches: ["a&b"]),
        JavaCase("[\\d-]+", matches: ["1-"]),
        JavaCase("\\x41\\x{1F600}\\u0042\\ud83d\\ude00\\0101", matches: ["A😀B😀A"]),
        JavaCase("\\t\\n\\r\\f\\a\\e\\cA", matches: ["\t\n\r\u{C}\u{7}\u{1B}\u{1}"]),
        JavaCase("\\/\\-\\é", matches: ["/-é"]),
        JavaCase("]}", matches: ["]}"]),
    ])
    func `characters are written as in Java`(example: JavaCase) throws {
        try example.check()
    }

    @Test(arguments: [
        JavaCase("\\p{Lower}\\p{Upper}\\p{Alnum}\\p{Punct}\\P{Digit}", matches: ["aB1!x"], not: ["éB1!x"]),
        JavaCase("\\p{L}\\pN\\p{IsLu}\\p{IsAlphabetic}\\p{gc=Sc}", matches: ["é1Éß€"]),
        JavaCase("[\\p{L}\\-]+", matches: ["é-a"], not: ["1"]),
        JavaCase("\\h\\H\\v\\V\\R", matches: ["\u{A0}a\u{85}a\r\n", "\ta\na\n"], not: ["\na\ta\n"]),
        JavaCase("\\s", matches: [" ", "\u{B}"], not: ["\u{A0}"]),
        JavaCase(".", matches: ["😀", "a"], not: ["\u{85}", "\n", "\r"]),
        JavaCase(".", "d", matches: ["\r"], not: ["\n"]),
        JavaCase(".", "s", matches: ["\n"]),
    ])
    func `classes are Java's`(example: JavaCase) throws {
        try example.check()
    }

    @Test(arguments: [
        JavaCase("(?i)ab", matches: ["AB"]),
        JavaCase("a(?i)b|c", matches: ["aB", "C"], not: ["AB"]),
        JavaCase("a(?i:b)c", matches: ["aBc"], not: ["aBC"]),
        JavaCase("(?:(?i)a)b", matches: ["Ab"], not: ["AB"]),
        JavaCase("(?-i)a", "i", matches: ["a"], not: ["A"]),
        JavaCase("(?s-i:.)", matches: ["\n"]),
        JavaCase("é", "i", matches: ["é"], not: ["É"]),
        JavaCase("[é]", "iu", matches: ["É"]),
        JavaCase("k", "i", matches: ["K"], not: ["\u{212A}"]),
    ])
    func `flags may change within a pattern, and case is that of ASCII without u`(example: JavaCase) throws {
        try example.check()
    }

    @Test(arguments: [
        JavaCase("a$\\s?", matches: ["a", "a\n", "a\r"], not: ["a "]),
        JavaCase("a$\\r\\n", matches: ["a\r\n"]),
        JavaCase("a\\r$\\n", matches: [], not: ["a\r\n"]),
        JavaCase("a\\Z\\n", matches: ["a\n"]),
        JavaCase("a\\z\\n?", matches: ["a"], not: ["a\n"]),
        JavaCase("a\\n^b", matches: [], not: ["a\nb"]),
        JavaCase("a$\\n^b", "m", matches: ["a\nb"]),
        JavaCase("a\\n^", "m", matches: [], not: ["a\n"]),
        JavaCase("a$\\r", "md", matches: [], not: ["a\r"]),
        JavaCase("\\Aa", "m", matches: ["a"]),
    ])
    func `lines end as in Java`(example: JavaCase) throws {
        try example.check()
    }

    @Test(arguments: [
        JavaCase("(?:(a)|b)\\1", matches: ["aa"], not: ["b", "ba"]),
        JavaCase("(?:(a)|b)*\\1", matches: ["aba", "aa"], not: ["b"]),
        JavaCase("(a)\\11", matches: ["aa1"]),
        JavaCase("(?<x1>a)\\k<x1>", matches: ["aa"]),
    ])
    func `a reference to a group that took no part fails, and turns forget nothing`(example: JavaCase) throws {
        try example.check()
    }

    @Test(arguments: [
        ("[a-z&&[^b]]", "", "The intersection of classes is not supported"),
        ("[a[b]]", "", "A class within a class is not supported"),
        ("[\\Qa\\E]", "", "A quotation within a class is not supported"),
        ("\\p{IsGreek}", "", "The property 'IsGreek' is not supported"),
        ("\\Ga", "", "The escape '\\G' is not supported"),
        ("\\X", "", "The escape '\\X' is not supported"),
        ("\\b{g}", "", "The escape '\\b' is not supported"),
        ("\\1(a)", "", "A reference to a group that does not stand before it is not supported"),
        ("(?x) a", "", "The flag 'x' is not supported"),
        ("a", "U", "The flag 'U' is not supported"),
    ])
    func `what is not supported is refused by name`(pattern: String, flags: String, message: String) {
        let error = syntaxError(pattern, flags: flags, dialect: .java)
        #expect(error?.message == message && error?.isUnsupported == true)
    }

    @Test(arguments: [
        "{", "a{", "a{1", "*", "a**", "(", ")", "[", "[]", "\\", "\\y", "\\08", "(?<a_b>x)", "[b-a]", "(?q)",
    ])
    func `what Java refuses is refused`(pattern: String) {
        let error = syntaxError(pattern, dialect: .java)
        #expect(error != nil && error?.isUnsupported == false)
    }
}
