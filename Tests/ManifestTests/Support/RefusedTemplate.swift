import Testing

/// A template, and the text with which it is refused.
struct RefusedTemplate: Sendable, CustomTestStringConvertible {
    let name: String
    let template: String
    let refusal: String

    init(_ name: String, template: String, refusal: String) {
        self.name = name
        self.template = template
        self.refusal = refusal
    }

    var testDescription: String { name }
}
