import QuickstepJSON

/// Reads policies, with the texts of SNS for what it refuses.
enum PolicyCompiler {
    static func node(_ object: JSONObject) throws(FilterPolicyError) -> PolicyNode {
        var members: [PolicyNode.Member] = []
        for (key, value) in object {
            if key == "$or", let alternatives = alternatives(value) {
                var nodes: [PolicyNode] = []
                for alternative in alternatives { nodes.append(try node(alternative)) }
                members.append(.either(nodes))
                continue
            }
            switch value {
            case .array(let values):
                guard !values.isEmpty else { throw refusal("Empty arrays are not allowed") }
                var matchers: [Matcher] = []
                for value in values { matchers.append(try matcher(value)) }
                members.append(.leaf(key, matchers))
            case .object(let inner):
                guard !inner.isEmpty else { throw refusal("Empty objects are not allowed") }
                members.append(.nested(key, try node(inner)))
            case .null, .bool, .number, .string:
                throw refusal("\"\(key)\" must be an object or an array")
            }
        }
        return PolicyNode(members: members)
    }

    /// The alternatives of `$or`, which are two or more objects.
    ///
    /// Anything else makes it a key like any other.
    private static func alternatives(_ value: JSONValue) -> [JSONObject]? {
        guard case .array(let values) = value, values.count > 1 else { return nil }
        let objects = values.compactMap(\.objectValue)
        let isMatch = objects.allSatisfy { $0.count == 1 && operators.contains($0.first?.key ?? "") }
        return objects.count == values.count && !isMatch ? objects : nil
    }

    private static let operators = [
        "prefix", "suffix", "equals-ignore-case", "anything-but", "numeric", "exists", "cidr", "wildcard",
    ]

    private static func matcher(_ value: JSONValue) throws(FilterPolicyError) -> Matcher {
        switch value {
        case .string, .number, .bool, .null: return .exactly(value)
        case .array: throw refusal("Match value must be String, number, true, false, or null")
        case .object(let expression):
            guard let (name, operand) = expression.first else { throw refusal("Match expression name not found") }
            guard expression.count == 1 else { throw refusal("Only one key allowed in match expression") }
            return try matcher(name, operand)
        }
    }

    private static func matcher(_ name: String, _ operand: JSONValue) throws(FilterPolicyError) -> Matcher {
        switch name {
        case "prefix": return .prefix(try text(operand, name))
        case "suffix": return .suffix(try text(operand, name))
        case "equals-ignore-case": return .equalsIgnoringCase(try text(operand, name))
        case "anything-but": return try anythingBut(operand)
        case "numeric": return .numeric(try NumericCompiler.range(operand))
        case "exists":
            guard let wanted = operand.boolValue else {
                throw refusal("exists match pattern must be either true or false.")
            }
            return .exists(wanted)
        case "cidr":
            throw refusal("Quickstep does not support the match type cidr")
        default:
            throw refusal("Unrecognized match type \(name)")
        }
    }

    private static func text(_ operand: JSONValue, _ name: String) throws(FilterPolicyError) -> String {
        guard let text = operand.stringValue else { throw refusal("\(name) match pattern must be a string") }
        return text
    }

    private static func anythingBut(_ operand: JSONValue) throws(FilterPolicyError) -> Matcher {
        switch operand {
        case .string, .number, .bool, .null:
            return .anythingBut([operand])
        case .array(let values):
            guard !values.isEmpty else { throw refusal("Empty arrays are not allowed") }
            guard !values.contains(where: { $0.arrayValue != nil || $0.objectValue != nil }) else {
                throw refusal("Match value must be String, number, true, false, or null")
            }
            return .anythingBut(values)
        case .object(let pattern):
            guard let (name, operand) = pattern.first else { throw refusal("Match expression name not found") }
            guard name == "prefix" else { throw refusal("Unsupported anything-but pattern: \(name)") }
            guard pattern.count == 1 else { throw refusal("Only one key allowed in match expression") }
            return .anythingButPrefix(try text(operand, name))
        }
    }

    static func refusal(_ text: String) -> FilterPolicyError {
        FilterPolicyError("FilterPolicy: \(text)")
    }
}
