import QuickstepJSON
import QuickstepServiceKit

/// The input of an operation, read as the API's model has it.
///
/// Whatever breaks a constraint of the model is gathered and reported together, before anything else is looked at, in the words of the
/// service: `1 validation error detected: Value '101' at 'weight' failed to satisfy constraint: Member must have value less than or
/// equal to 100`. A required text that is missing or breaks a constraint reads as empty until ``check()`` throws.
struct OperationInput {
    private let members: JSONObject
    /// The members that lead here, each with a dot after it.
    private let path: String
    private var violations: [String] = []

    init(_ parameters: Parameters) {
        self.init(parameters.request.parameters, path: "")
    }

    private init(_ members: JSONObject, path: String) {
        self.members = members
        self.path = path
    }

    /// Throws where anything that was read breaks a constraint of the model.
    func check() throws(ServiceError) {
        guard !violations.isEmpty else { return }
        let errors = violations.count == 1 ? "1 validation error" : "\(violations.count) validation errors"
        throw Parameters.validation("\(errors) detected: \(violations.joined(separator: "; "))")
    }

    // MARK: Plain members

    /// A required text.
    ///
    /// - Parameters:
    ///   - name: The member.
    ///   - length: How many UTF-16 units it may have, as the service counts.
    ///   - isSecret: Whether the value may hold a user's data: then no error shows it.
    ///   - pattern: What else its characters must be.
    /// - Returns: The text; it is empty where it is missing.
    /// - Throws: `SerializationException` for a member of another type.
    mutating func text(
        _ name: String,
        _ length: ClosedRange<Int>,
        isSecret: Bool = false,
        pattern: TextPattern? = nil
    ) throws(ServiceError) -> String {
        guard members[name]?.isNull == false else {
            violations.append("Value null at '\(path)\(name)' failed to satisfy constraint: Member must not be null")
            return ""
        }
        return try optionalText(name, length, isSecret: isSecret, pattern: pattern) ?? ""
    }

    /// A text that need not be there; see ``text(_:_:isSecret:pattern:)``.
    mutating func optionalText(
        _ name: String,
        _ length: ClosedRange<Int>,
        isSecret: Bool = false,
        pattern: TextPattern? = nil
    ) throws(ServiceError) -> String? {
        guard let value = members[name], !value.isNull else { return nil }
        guard let text = value.stringValue else { throw wrongType(name, "a string") }
        let shown = isSecret ? nil : text
        let count = text.utf16.count
        if count < length.lowerBound {
            violate(name, shown, "Member must have length greater than or equal to \(length.lowerBound)")
        } else if count > length.upperBound {
            violate(name, shown, "Member must have length less than or equal to \(length.upperBound)")
        }
        if let pattern, !pattern.matches(text) {
            violate(name, shown, "Member must satisfy regular expression pattern: \(pattern.text)")
        }
        return text
    }

    /// A required ARN.
    mutating func arn(_ name: String) throws(ServiceError) -> String {
        try text(name, 1...StatesLimits.arnLengthMax)
    }

    mutating func integer(_ name: String, _ range: ClosedRange<Int>) throws(ServiceError) -> Int? {
        guard let value = members[name], !value.isNull else { return nil }
        guard let number = value.intValue else { throw wrongType(name, "an integer") }
        if number < range.lowerBound {
            violate(name, "\(number)", "Member must have value greater than or equal to \(range.lowerBound)")
        } else if number > range.upperBound {
            violate(name, "\(number)", "Member must have value less than or equal to \(range.upperBound)")
        }
        return number
    }

    mutating func number(_ name: String, _ range: ClosedRange<Double>) throws(ServiceError) -> Double? {
        guard let value = members[name], !value.isNull else { return nil }
        guard let number = value.doubleValue else { throw wrongType(name, "a number") }
        if number < range.lowerBound {
            violate(name, "\(number)", "Member must have value greater than or equal to \(Int(range.lowerBound))")
        } else if number > range.upperBound {
            violate(name, "\(number)", "Member must have value less than or equal to \(Int(range.upperBound))")
        }
        return number
    }

    mutating func flag(_ name: String) throws(ServiceError) -> Bool? {
        guard let value = members[name], !value.isNull else { return nil }
        guard let flag = value.boolValue else { throw wrongType(name, "a boolean") }
        return flag
    }

    /// One of a set of texts; errors list the set in the order of its cases.
    mutating func choice<Value: RawRepresentable<String> & CaseIterable>(
        _ name: String,
        of type: Value.Type
    ) throws(ServiceError) -> Value? {
        guard let given = members[name], !given.isNull else { return nil }
        guard let text = given.stringValue else { throw wrongType(name, "a string") }
        guard let value = Value(rawValue: text) else {
            let set = Value.allCases.map(\.rawValue).joined(separator: ", ")
            violate(name, text, "Member must satisfy enum value set: [\(set)]")
            return nil
        }
        return value
    }

    // MARK: Members that hold others

    /// Reads an object with a reader of its own.
    mutating func object<Value>(
        _ name: String,
        _ read: (inout OperationInput) throws(ServiceError) -> Value
    ) throws(ServiceError) -> Value? {
        guard let value = members[name], !value.isNull else { return nil }
        guard let object = value.objectValue else { throw wrongType(name, "an object") }
        var inner = OperationInput(object, path: "\(path)\(name).")
        let result = try read(&inner)
        violations += inner.violations
        return result
    }

    /// Reads each object of a list; paths count them from 1.
    mutating func list<Value>(
        _ name: String,
        _ read: (inout OperationInput) throws(ServiceError) -> Value
    ) throws(ServiceError) -> [Value]? {
        guard let value = members[name], !value.isNull else { return nil }
        guard let elements = value.arrayValue else { throw wrongType(name, "a list") }
        var results: [Value] = []
        for (index, element) in elements.enumerated() {
            guard let object = element.objectValue else { throw wrongType("\(name).\(index + 1)", "an object") }
            var inner = OperationInput(object, path: "\(path)\(name).\(index + 1).member.")
            results.append(try read(&inner))
            violations += inner.violations
        }
        return results
    }

    /// A list of texts.
    mutating func texts(_ name: String, _ length: ClosedRange<Int>) throws(ServiceError) -> [String]? {
        guard let value = members[name], !value.isNull else { return nil }
        guard let elements = value.arrayValue else { throw wrongType(name, "a list") }
        var texts: [String] = []
        for (index, element) in elements.enumerated() {
            let place = "\(name).\(index + 1).member"
            guard let text = element.stringValue else { throw wrongType(place, "a string") }
            if text.utf16.count < length.lowerBound {
                violate(place, text, "Member must have length greater than or equal to \(length.lowerBound)")
            } else if text.utf16.count > length.upperBound {
                violate(place, text, "Member must have length less than or equal to \(length.upperBound)")
            }
            texts.append(text)
        }
        return texts
    }

    /// Notes that a required member is missing where it is.
    mutating func require(_ name: String) {
        guard members[name]?.isNull ?? true else { return }
        violations.append("Value null at '\(path)\(name)' failed to satisfy constraint: Member must not be null")
    }

    /// Notes that a member breaks a constraint.
    ///
    /// - Parameters:
    ///   - name: The member.
    ///   - shown: Its value as the error shows it; `nil` keeps it secret.
    ///   - constraint: What it must be.
    mutating func violate(_ name: String, _ shown: String?, _ constraint: String) {
        let value = shown.map { "Value '\($0)'" } ?? "Value"
        violations.append("\(value) at '\(path)\(name)' failed to satisfy constraint: \(constraint)")
    }

    private func wrongType(_ name: String, _ wanted: String) -> ServiceError {
        ServiceError(code: "SerializationException", message: "The value of '\(path)\(name)' must be \(wanted).")
    }
}

/// A pattern of the API's model, matched by hand: the service's words for it, and what it means.
struct TextPattern: Sendable {
    let text: String
    let matches: @Sendable (String) -> Bool

    /// The name of an alias: letters, digits, `_`, `-` and `.`, not digits alone.
    static let aliasName = TextPattern(text: #"^(?=.*[a-zA-Z_\-\.])[a-zA-Z0-9_\-\.]+$"#) { name in
        var isNumber = true
        for byte in name.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): break
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
                UInt8(ascii: "-"), UInt8(ascii: "."):
                isNumber = false
            default: return false
            }
        }
        return !isNumber
    }

    /// A trace header.
    static let ascii = TextPattern(text: #"\p{ASCII}*"#) { $0.utf8.allSatisfy { $0 < 0x80 } }
}
