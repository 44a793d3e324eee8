import QuickstepJSON
import QuickstepServiceKit

/// The members of a structure in an operation's input, read with the service's own errors.
struct StructureParameters {
    private let parameters: Parameters
    /// What precedes the names in messages, such as `mock.`.
    private let prefix: String

    fileprivate init(_ members: JSONObject, of name: String, in outer: Parameters, prefix: String) {
        var request = outer.request
        request.parameters = members
        parameters = Parameters(request)
        self.prefix = "\(prefix)\(name)."
    }

    func optionalText(_ name: String, of length: ClosedRange<Int>) throws(ServiceError) -> String? {
        try parameters.optionalText(name, of: length, at: prefix + name)
    }

    func optionalChoice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String
    ) throws(ServiceError) -> Choice? {
        try parameters.optionalChoice(name, at: prefix + name)
    }

    /// A number that is not negative.
    func optionalCount(_ name: String) throws(ServiceError) -> Int? {
        guard let count = try parameters.optionalInteger(name) else { return nil }
        guard count >= 0 else {
            throw Parameters.violation(
                "Value '\(count)'",
                at: prefix + name,
                "have value greater than or equal to 0"
            )
        }
        return count
    }

    func optionalStructure(_ name: String) throws(ServiceError) -> StructureParameters? {
        try parameters.optionalStructure(name, prefix: prefix)
    }
}

extension Parameters {
    func text(_ name: String, of length: ClosedRange<Int>) throws(ServiceError) -> String {
        try Self.checked(try text(name), of: length, at: name)
    }

    /// A text of some length; the service does not repeat it in its message, for it may be secret.
    func optionalText(
        _ name: String,
        of length: ClosedRange<Int>,
        at path: String? = nil
    ) throws(ServiceError) -> String? {
        guard let text = try optionalText(name) else { return nil }
        return try Self.checked(text, of: length, at: path ?? name)
    }

    func optionalChoice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String,
        at path: String? = nil
    ) throws(ServiceError) -> Choice? {
        guard let text = try optionalText(name) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let values = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw Self.violation("Value '\(text)'", at: path ?? name, "satisfy enum value set: [\(values)]")
        }
        return choice
    }

    func optionalStructure(_ name: String, prefix: String = "") throws(ServiceError) -> StructureParameters? {
        guard let value = request.parameters[name], !value.isNull else { return nil }
        guard let members = value.objectValue else {
            throw ServiceError(
                code: "SerializationException",
                message: "The value of '\(prefix)\(name)' must be an object."
            )
        }
        return StructureParameters(members, of: name, in: self, prefix: prefix)
    }

    static func violation(_ value: String, at path: String, _ constraint: String) -> ServiceError {
        validation(
            "1 validation error detected: \(value) at '\(path)' failed to satisfy constraint: Member must \(constraint)"
        )
    }

    private static func checked(
        _ text: String,
        of length: ClosedRange<Int>,
        at path: String
    ) throws(ServiceError) -> String {
        let count = text.utf16.count
        guard count >= length.lowerBound else {
            throw violation("Value", at: path, "have length greater than or equal to \(length.lowerBound)")
        }
        guard count <= length.upperBound else {
            throw violation("Value", at: path, "have length less than or equal to \(length.upperBound)")
        }
        return text
    }
}
