import QuickstepJSON
import QuickstepJSONPath
import QuickstepPrimitives

extension DecodingSession {
    /// The right side of a comparison, checked against what its operator compares.
    mutating func test(_ operation: ComparisonOperator, field: String, of node: Node) -> Condition.Test? {
        if operation.comparesWithPath {
            guard let path = path(field, of: node, isReference: true) else { return nil }
            switch operation.family {
            case .string(let relation): return .string(relation, .path(path))
            case .numeric(let relation): return .numeric(relation, .path(path))
            case .timestamp(let relation): return .timestamp(relation, .path(path))
            case .boolean: return .boolean(.path(path))
            case .matches, .isNull, .isPresent, .isNumeric, .isString, .isBoolean, .isTimestamp: return nil
            }
        }
        switch operation.family {
        case .string(let relation):
            warnOfMissingPath(field, of: node)
            return text(field, of: node).map { .string(relation, .constant($0)) }
        case .numeric(let relation): return number(field, of: node).map { .numeric(relation, .constant($0)) }
        case .timestamp(let relation): return timestamp(field, of: node).map { .timestamp(relation, .constant($0)) }
        case .boolean: return boolean(field, of: node).map { .boolean(.constant($0)) }
        case .matches: return pattern(field, of: node).map { .matches($0) }
        case .isNull: return boolean(field, of: node).map { .isNull($0) }
        case .isPresent: return boolean(field, of: node).map { .isPresent($0) }
        case .isNumeric: return boolean(field, of: node).map { .isNumeric($0) }
        case .isString: return boolean(field, of: node).map { .isString($0) }
        case .isBoolean: return boolean(field, of: node).map { .isBoolean($0) }
        case .isTimestamp: return boolean(field, of: node).map { .isTimestamp($0) }
        }
    }

    private mutating func number(_ field: String, of node: Node) -> JSONNumber? {
        guard let member = node.member(field) else { return nil }
        if let number = member.value.numberValue { return number }
        refuseType(of: member, field: field, expected: "a number")
        return nil
    }

    private mutating func boolean(_ field: String, of node: Node) -> Bool? {
        guard let member = node.member(field) else { return nil }
        if let boolean = member.value.boolValue { return boolean }
        refuseType(of: member, field: field, expected: "a boolean")
        return nil
    }

    private mutating func pattern(_ field: String, of node: Node) -> WildcardPattern? {
        guard let text = text(field, of: node) else { return nil }
        if let pattern = WildcardPattern(parsing: text) { return pattern }
        refuse(
            "The pattern of '\(field)' has a backslash that escapes neither '*' nor '\\'",
            at: node.path + [.key(field)],
            hint: "Write '\\\\*' in JSON for a star, and '\\\\\\\\' for a backslash."
        )
        return nil
    }
}
