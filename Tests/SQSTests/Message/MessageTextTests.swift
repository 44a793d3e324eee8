import Testing

@testable import QuickstepSQS

struct MessageTextTests {
    @Test(arguments: ["plain", "tab\tline\nreturn\r", "ünïcödé 🚀", "\u{E000}\u{FFFD}", "\u{10FFFF}"])
    func `characters that XML can carry are valid`(text: String) {
        #expect(MessageText.isValid(text))
    }

    @Test(arguments: ["\u{0}", "a\u{1}", "\u{8}b", "\u{1F}", "\u{FFFE}", "x\u{FFFF}"])
    func `other characters are not`(text: String) {
        #expect(!MessageText.isValid(text))
    }
}
