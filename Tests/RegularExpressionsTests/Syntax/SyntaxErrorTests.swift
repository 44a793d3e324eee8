import Testing

@testable import QuickstepRegularExpressions

/// The early errors of ECMA-262, 22.2.1.1, and the bounds of this library.
@Suite struct `Texts that are no patterns` {
    @Test(arguments: [
        ("(", "", "The group is never closed", 0),
        ("a(b", "", "The group is never closed", 1),
        ("a)", "", "Unmatched ')'", 1),
        ("*", "", "There is nothing to repeat", 0),
        ("a**", "", "There is nothing to repeat", 2),
        ("^*", "", "There is nothing to repeat", 1),
        ("(?<=a)*", "", "There is nothing to repeat", 6),
        ("(?=a)*", "u", "There is nothing to repeat", 5),
        ("{1}", "", "There is nothing to repeat", 0),
        ("a{2,1}", "", "The numbers of the quantifier are out of order", 1),
        ("a{1", "u", "The quantifier is not complete", 1),
        ("]", "u", "A bracket is closed that was not opened", 0),
        ("[a", "", "The class is never closed", 0),
        ("é[b-a]", "", "The range is out of order", 2),
        ("😀[b-a]", "u", "The range is out of order", 3),
        ("[\\d-z]", "u", "A set cannot be an end of a range", 1),
        ("\\", "", "A backslash must be followed by a character", 0),
        ("\\a", "u", "There is no such escape", 0),
        ("\\u{110000}", "u", "Expected hexadecimal digits after '\\u'", 0),
        ("\\x4", "u", "Expected hexadecimal digits after '\\x'", 0),
        ("\\c", "u", "Expected a letter after '\\c'", 0),
        ("\\1", "u", "There is no such group", 0),
        ("\\00", "u", "There is no such escape", 0),
        ("(?a)", "", "There is no such kind of group", 0),
        ("(?<1>a)", "", "Expected the name of a group", 5),
        ("(?<a>x)\\k<b>", "", "There is no group 'b'", 7),
        ("(?<a>x)\\k", "", "Expected the name of a group in '<' and '>'", 7),
        ("(?<a>x)(?<a>y)", "", "The name 'a' is given to two groups", 8),
        ("a", "q", "There is no flag 'q'", 0),
        ("a", "ii", "The flag 'i' is given twice", 0),
    ])
    func `a wrong text is refused with the place`(pattern: String, flags: String, message: String, offset: Int) {
        let error = syntaxError(pattern, flags: flags)
        #expect(error == RegularExpressionError(message: message, offset: offset))
        #expect(error.map { "\($0)" } == "\(message) (at character \(offset + 1))")
    }

    @Test(arguments: [("a", "v"), ("\\p{Script=Greek}", "u"), ("\\p{Emoji_Presentation}", "u")])
    func `what is not supported is refused by name`(pattern: String, flags: String) {
        #expect(syntaxError(pattern, flags: flags)?.isUnsupported == true)
    }

    @Test(arguments: [
        String(repeating: "a", count: 65_537),
        String(repeating: "(", count: 33) + String(repeating: ")", count: 33),
        String(repeating: "(?:", count: 50_000) + String(repeating: ")", count: 50_000),
        String(repeating: "()", count: 1_001),
        "(?:a{1000}){1000}",
        "(((((a{100}){100}){100}){100}){100})*",
        "(?:a?){0,100000}",
        "a{99999999999}",
    ])
    func `the size of a pattern is bounded`(pattern: String) {
        #expect(syntaxError(pattern) != nil)
    }

    @Test(arguments: [
        String(repeating: "a", count: 60_000),
        String(repeating: "(?:", count: 32) + String(repeating: ")*", count: 32),
        String(repeating: "a|", count: 15_000),
        String(repeating: "()", count: 1_000),
        "(?:a{1000}){60}",
        "(?:(?:){99999999}){99999999}",
    ])
    func `up to the bounds it is taken`(pattern: String) throws {
        #expect(syntaxError(pattern) == nil)
        let expression = try RegularExpression(pattern)
        #expect(
            try expression.firstMatch(in: Array(String(repeating: "a", count: 70_000).utf16))?.range.lowerBound == 0
        )
    }
}
