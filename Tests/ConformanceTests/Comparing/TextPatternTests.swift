import Testing

struct TextPatternTests {
    @Test(arguments: [
        ("arn:<partition>:states:<uuid:1>", "arn:aws:states:x", true),
        ("arn:<partition>:states:<uuid:1>", "arn:aws:states:", false),
        ("<uuid:1>", "anything at all", true),
        ("<uuid:1>", "", false),
        ("<a><b>", "x", false),
        ("<a><b>", "xy", true),
        ("a < b > c", "a < b > c", true),
        ("a < b > c", "a < x > c", false),
        ("<1>", "x", false),
        ("wait until date.", "wait until 2025-01-01T00:00:00.000Z.", true),
        ("wait until date.", "wait until 2025-01-01T00:00:00+02:00.", true),
        ("wait until date.", "wait until tomorrow.", false),
        ("wait until date.", "wait until date.", true),
        ("the update", "the up2025-01-01T00:00:00Z", false),
        ("queue_url/x", "https://example/x", true),
        ("queue_url/x", "https://example/y", false),
        ("plain", "plain", true),
        ("plain", "other", false),
        ("<a>b<c>b", "xbbyb", true),
    ])
    func `tokens stand for any text, and dates for times`(pattern: String, text: String, isMatch: Bool) {
        #expect(TextPattern(pattern, placeholders: ["queue_url", "m"]).matches(text) == isMatch)
    }

    @Test func `only a single token is a token`() {
        #expect(TextPattern("<uuid:1>", placeholders: []).isToken)
        #expect(!TextPattern("<uuid:1>x", placeholders: []).isToken)
        #expect(!TextPattern("", placeholders: []).isToken)
    }
}
