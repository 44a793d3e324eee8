import QuickstepJSON

/// One place where an answer is not as expected.
struct Difference: Sendable, CustomStringConvertible {
    let path: String
    let expected: JSONValue?
    let actual: JSONValue?

    init(_ path: String, expected: JSONValue?, actual: JSONValue?) {
        self.path = path
        self.expected = expected
        self.actual = actual
    }

    var description: String {
        "\(path): expected \(Self.text(expected)), got \(Self.text(actual))"
    }

    static func text(_ value: JSONValue?, atMost count: Int = 600) -> String {
        guard let text = value?.compactText else { return "nothing" }
        return text.count <= count ? text : "\(text.prefix(count))…"
    }
}
