import Testing

@testable import QuickstepRegularExpressions

/// Single characters, classes, assertions and flags: ECMA-262, 22.2.2.4, 22.2.2.7, 22.2.2.9, and B.1.2.
@Suite struct `Characters` {
    @Test(arguments: [
        PatternCase("[a-c]+", on: "xabcd", gives: ["abc"]),
        PatternCase("[^a-c]+", on: "abxyc", gives: ["xy"]),
        PatternCase("[]", on: "a", gives: nil),
        PatternCase("[^]", on: "\n", gives: ["\n"]),
        PatternCase("[-a]+", on: "b-a", gives: ["-a"]),
        PatternCase("[a-]+", on: "b-a", gives: ["-a"]),
        PatternCase("[\\w-]+", on: " a-1_ ", gives: ["a-1_"]),
        PatternCase("[\\d-z]+", on: "y1-z", gives: ["1-z"]),
        PatternCase("[^\\D5]+", on: "a456", gives: ["4"]),
        PatternCase("[\\b]", on: "a\u{8}", gives: ["\u{8}"]),
        PatternCase("[^\\S\\n]+", on: "a\n\t b", gives: ["\t "]),
        PatternCase("[\\]\\\\]+", on: "a]\\", gives: ["]\\"]),
    ])
    func `a class takes one of its members`(example: PatternCase) throws {
        try example.check()
    }

    @Test(arguments: [
        PatternCase("\\d\\D\\w\\W\\s\\S", on: "1aa- x", gives: ["1aa- x"]),
        PatternCase(
            "\\s+",
            on: "x\t\u{B}\u{A0}\u{FEFF}\u{2028}\u{3000}y",
            gives: ["\t\u{B}\u{A0}\u{FEFF}\u{2028}\u{3000}"]
        ),
        PatternCase("\\w+", on: "éa_9é", gives: ["a_9"]),
        PatternCase("\\t\\n\\v\\f\\r\\0", on: "\t\n\u{B}\u{C}\r\0", gives: ["\t\n\u{B}\u{C}\r\0"]),
        PatternCase("\\cJ\\x41\\u00e9", on: "\nAé", gives: ["\nAé"]),
        PatternCase("\\u{61}{2}\\u{1F600}", "u", on: "aa😀", gives: ["aa😀"]),
        PatternCase("\\ud83d\\ude00", "u", on: "😀", gives: ["😀"]),
        PatternCase("\\p{Lu}\\p{Letter}+\\P{L}", "u", on: "xÉtéß9", gives: ["Étéß9"]),
        PatternCase("[^\\p{White_Space}]+", "u", on: " é\u{3000}", gives: ["é"]),
    ])
    func `escapes mean characters and sets of them`(example: PatternCase) throws {
        try example.check()
    }

    @Test(arguments: [
        PatternCase("\\/", on: "a/b", gives: ["/"]),
        PatternCase("]}", on: "a]}", gives: ["]}"]),
        PatternCase("a{", on: "a{", gives: ["a{"]),
        PatternCase("a{,2}", on: "a{,2}", gives: ["a{,2}"]),
        PatternCase("x{1", on: "x{1", gives: ["x{1"]),
        PatternCase("\\a\\y\\8", on: "ay8", gives: ["ay8"]),
        PatternCase("\\x4\\u00", on: "x4u00", gives: ["x4u00"]),
        PatternCase("\\u{2}", on: "uu", gives: ["uu"]),
        PatternCase("\\101\\60\\400", on: "A0 0", gives: ["A0 0"]),
        PatternCase("\\c", on: "\\c", gives: ["\\c"]),
        PatternCase("[\\c1]", on: "\u{11}", gives: ["\u{11}"]),
        PatternCase("[\\c]+", on: "c\\", gives: ["c\\"]),
        PatternCase("\\k<a>", on: "k<a>", gives: ["k<a>"]),
        PatternCase("\\p{L}", on: "p{L}", gives: ["p{L}"]),
    ])
    func `without the flag u, what means nothing else stands for itself`(example: PatternCase) throws {
        try example.check()
    }

    @Test(arguments: [
        PatternCase(".", on: "\n\r\u{2028}\u{2029}a", gives: ["a"]),
        PatternCase(".", "s", on: "\na", gives: ["\n"]),
        PatternCase("^b", on: "a\nb", gives: nil),
        PatternCase("^b$", "m", on: "a\nb\rc", gives: ["b"]),
        PatternCase("a$", on: "a\n", gives: nil),
        PatternCase("a$", "m", on: "a\n", gives: ["a"]),
        PatternCase("\\bb\\b", on: "ab b", gives: ["b"]),
        PatternCase("\\Bb", on: "b ab", gives: ["b"]),
        PatternCase("^.$", on: "😀", gives: nil),
        PatternCase("^.$", "u", on: "😀", gives: ["😀"]),
        PatternCase("^[😀]$", "u", on: "😀", gives: ["😀"]),
        PatternCase("^[^x]$", "u", on: "😀", gives: ["😀"]),
        PatternCase("\\ud83d", "u", on: "😀", gives: nil),
        PatternCase("\\ud83d.", on: "😀", gives: ["😀"]),
    ])
    func `lines, words and code points`(example: PatternCase) throws {
        try example.check()
    }

    @Test(arguments: [
        PatternCase("straße", "i", on: "STRAßE", gives: ["STRAßE"]),
        PatternCase("[a-z]+", "i", on: "ABC", gives: ["ABC"]),
        PatternCase("[^a]", "i", on: "Ab", gives: ["b"]),
        PatternCase("ς", "i", on: "Σ", gives: ["Σ"]),
        PatternCase("[ς]", "i", on: "σ", gives: ["σ"]),
        // Upper-casing must not lead into ASCII, nor to more than one unit (22.2.2.7.3, steps 6 to 8).
        PatternCase("k", "i", on: "\u{212A}", gives: nil),
        PatternCase("s", "i", on: "ſ", gives: nil),
        PatternCase("ß", "i", on: "ẞ", gives: nil),
        PatternCase("𐐀", "i", on: "𐐨", gives: nil),
        // Simple case folding does (step 2).
        PatternCase("k", "iu", on: "\u{212A}", gives: ["\u{212A}"]),
        PatternCase("[s]", "iu", on: "ſ", gives: ["ſ"]),
        PatternCase("ß", "iu", on: "ẞ", gives: ["ẞ"]),
        PatternCase("𐐀", "iu", on: "𐐨", gives: ["𐐨"]),
        PatternCase("i", "iu", on: "ı", gives: nil),
        PatternCase("ﬅ", "iu", on: "ﬆ", gives: ["ﬆ"]),
        PatternCase("[\\u0390]", "iu", on: "\u{1FD3}", gives: ["\u{1FD3}"]),
        PatternCase("\\w", "iu", on: "ſ", gives: ["ſ"]),
        PatternCase("\\W", "iu", on: "ſ", gives: nil),
        PatternCase("[^\\W]", "iu", on: "\u{212A}", gives: ["\u{212A}"]),
        PatternCase("\\p{Lu}", "iu", on: "a", gives: ["a"]),
    ])
    func `the flag i compares canonical characters`(example: PatternCase) throws {
        try example.check()
    }
}
