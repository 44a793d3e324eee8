import QuickstepJSON
import QuickstepServiceKit

/// What the placeholders of a request's expressions stand for, and which of them were used.
struct ExpressionAttributes: Sendable {
    private static let namesParameter = "ExpressionAttributeNames"
    private static let valuesParameter = "ExpressionAttributeValues"

    private let names: JSONObject
    private let values: [Attribute]
    private var unusedNames: [String]
    private var unusedValues: [String]

    /// `hasExpression` says whether the request has an expression that can use them.
    init(_ parameters: inout Parameters, hasExpression: Bool) throws(ServiceError) {
        let names = try parameters.object(Self.namesParameter)
        let values = try parameters.object(Self.valuesParameter)
        for (parameter, given, mark) in [(Self.namesParameter, names, "#"), (Self.valuesParameter, values, ":")] {
            guard let given else { continue }
            guard hasExpression else {
                throw .validation("\(parameter) can only be specified when using expressions")
            }
            guard !given.isEmpty else { throw .validation("\(parameter) must not be empty") }
            for key in given.keys where !Self.isPlaceholder(key, mark: mark) {
                throw .validation("\(parameter) contains invalid key: Syntax error; key: \"\(key)\"")
            }
        }
        for (_, name) in names ?? [:] where name.stringValue == nil {
            throw .mistyped(name, as: "String")
        }
        self.names = names ?? [:]
        self.values = try Self.values(values ?? [:])
        unusedNames = Array(self.names.keys)
        unusedValues = self.values.map(\.name)
    }

    private static func values(_ given: JSONObject) throws(ServiceError) -> [Attribute] {
        var values: [Attribute] = []
        for (key, value) in given {
            do throws(ServiceError) {
                values.append(Attribute(name: key, value: try AttributeValue(value)))
            } catch {
                guard error.code == "ValidationException" else { throw error }
                throw .validation(
                    "\(valuesParameter) contains invalid value: \(error.message) for key \(key)"
                )
            }
        }
        return values
    }

    private static func isPlaceholder(_ key: String, mark: String) -> Bool {
        key.hasPrefix(mark) && key.utf8.count > 1 && key.utf8.dropFirst().allSatisfy(ExpressionLexer.isWordByte)
    }

    mutating func name(_ placeholder: String, in kind: ExpressionKind) throws(ServiceError) -> String {
        guard let name = names[placeholder]?.stringValue else {
            throw kind.invalid(
                "An expression attribute name used in the document path is not defined; attribute name: \(placeholder)"
            )
        }
        unusedNames.removeAll { $0 == placeholder }
        return name
    }

    mutating func value(_ placeholder: String, in kind: ExpressionKind) throws(ServiceError) -> AttributeValue {
        guard let value = values[placeholder] else {
            throw kind.invalid(
                "An expression attribute value used in expression is not defined; attribute value: \(placeholder)"
            )
        }
        unusedValues.removeAll { $0 == placeholder }
        return value
    }

    /// Refuses placeholders that no expression used.
    func finish() throws(ServiceError) {
        for (parameter, unused) in [(Self.namesParameter, unusedNames), (Self.valuesParameter, unusedValues)]
        where !unused.isEmpty {
            throw .validation(
                "Value provided in \(parameter) unused in expressions: keys: {\(unused.joined(separator: ", "))}"
            )
        }
    }
}
