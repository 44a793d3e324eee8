import QuickstepJSON

/// A call that must be refused, and how.
struct Refusal: Sendable, CustomStringConvertible {
    let parameters: JSONObject
    let code: String
    /// Part of the message.
    let text: String

    init(_ parameters: JSONObject, _ code: String, _ text: String) {
        self.parameters = parameters
        self.code = code
        self.text = text
    }

    init(_ parameters: JSONObject, _ text: String) {
        self.init(parameters, "InvalidParameterValue", text)
    }

    var description: String { text }
}
