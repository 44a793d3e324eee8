import QuickstepJSON

/// What an API answers, as far as a mocked result is compared with it.
///
/// Names are those that integrations use: with a capital at the beginning, on every level of the model.
indirect enum ResponseShape: Sendable {
    /// Any JSON value.
    case any
    case boolean
    /// A string, bytes in Base64, or a time; the bounds are those of the length in characters.
    case text(from: Int = 0, to: Int? = nil)
    case number(from: Int? = nil, to: Int? = nil)
    /// One of some strings.
    case choice([String])
    case list(ResponseShape)
    /// An object with names of the caller's own.
    case map(ResponseShape)
    /// An object with the members of the model.
    case members([(name: String, shape: ResponseShape)], required: [String])
    /// A shape that contains itself.
    case reference(@Sendable () -> ResponseShape)

    static let text = ResponseShape.text()
    static let number = ResponseShape.number()

    /// An object with the members of the model.
    static func structure(
        _ members: KeyValuePairs<String, ResponseShape>,
        required: [String] = []
    ) -> ResponseShape {
        .members(members.map { (name: $0.key, shape: $0.value) }, required: required)
    }
}

/// How strictly a mocked result is compared with the API's answer.
enum FieldValidationMode: String, CaseIterable {
    /// Required members must be there, and all that are there must conform.
    case strict = "STRICT"
    /// What is there must conform.
    case present = "PRESENT"
    /// Nothing is compared.
    case none = "NONE"
}

extension ResponseShape {
    /// What does not conform in a mocked result, in the service's words; `nil` where all does.
    ///
    /// Members that the API does not know conform. A result is as deep as its parser allows, which bounds the recursion.
    func violation(by result: JSONValue, mode: FieldValidationMode) -> String? {
        mode == .none ? nil : violation(by: result, of: "", isStrict: mode == .strict)
    }

    private func violation(by value: JSONValue, of field: String, isStrict: Bool) -> String? {
        switch self {
        case .any:
            return nil
        case .reference(let shape):
            return shape().violation(by: value, of: field, isStrict: isStrict)
        case .boolean:
            return value.boolValue == nil ? "Field '\(field)' must be a boolean" : nil
        case .text(let from, let to):
            return Self.violation(ofLength: value, of: field, from: from, to: to)
        case .number(let from, let to):
            return Self.violation(ofNumber: value, of: field, from: from, to: to)
        case .choice(let values):
            guard let text = value.stringValue else { return "Field '\(field)' must be a string" }
            return values.contains(text) ? nil : "Field '\(field)' is not an expected value"
        case .list(let element):
            guard let elements = value.arrayValue else { return "Field '\(field)' must be an array" }
            return elements.firstViolation { element.violation(by: $0, of: field, isStrict: isStrict) }
        case .map(let member):
            guard let members = value.objectValue else { return "Field '\(field)' must be an object" }
            return members.firstViolation { member.violation(by: $0.value, of: $0.key, isStrict: isStrict) }
        case .members(let shapes, let required):
            guard let members = value.objectValue else { return "Field '\(field)' must be an object" }
            if isStrict, let missing = required.first(where: { members[$0] == nil }) {
                return "Required field '\(missing)' is missing"
            }
            return members.firstViolation { member in
                guard let shape = shapes.first(where: { $0.name == member.key })?.shape else { return nil }
                return shape.violation(by: member.value, of: member.key, isStrict: isStrict)
            }
        }
    }

    private static func violation(ofLength value: JSONValue, of field: String, from: Int, to: Int?) -> String? {
        guard let text = value.stringValue else { return "Field '\(field)' must be a string" }
        let length = text.utf16.count
        if length < from { return "Field '\(field)' is smaller than the minimum length" }
        if let to, length > to { return "Field '\(field)' exceeds the maximum length" }
        return nil
    }

    private static func violation(ofNumber value: JSONValue, of field: String, from: Int?, to: Int?) -> String? {
        guard let number = value.doubleValue else { return "Field '\(field)' must be a number" }
        if let from, number < Double(from) { return "Field '\(field)' is less than the minimum value" }
        if let to, number > Double(to) { return "Field '\(field)' exceeds the maximum value" }
        return nil
    }
}

extension Sequence {
    fileprivate func firstViolation(_ violation: (Element) -> String?) -> String? {
        for element in self {
            if let found = violation(element) { return found }
        }
        return nil
    }
}
