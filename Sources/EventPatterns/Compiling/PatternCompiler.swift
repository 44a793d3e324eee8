import QuickstepJSON

/// Reads patterns, with the services' texts for what they refuse.
///
/// Where the two dialects differ, they differ here: which operators there are, and what `anything-but` takes.
struct PatternCompiler {
    let dialect: PatternDialect

    func node(_ object: JSONObject, depth: Int) throws(PatternError) -> PatternNode {
        var members: [PatternNode.Member] = []
        for (key, value) in object {
            if key == "$or", let alternatives = alternatives(value) {
                var nodes: [PatternNode] = []
                for alternative in alternatives { nodes.append(try node(alternative, depth: depth)) }
                members.append(.either(nodes))
                continue
            }
            switch value {
            case .array(let values):
                guard !values.isEmpty else { throw PatternError("Empty arrays are not allowed") }
                var matchers: [Matcher] = []
                for value in values { matchers.append(try matcher(value)) }
                members.append(.leaf(key, matchers))
            case .object(let inner):
                guard !inner.isEmpty else { throw PatternError("Empty objects are not allowed") }
                members.append(.nested(key, try node(inner, depth: depth + 1)))
            case .null, .bool, .number, .string:
                throw PatternError("\"\(key)\" must be an object or an array")
            }
        }
        let node = PatternNode(members: members)
        // SNS counts the depth of keys as they are written.
        return dialect == .eventPattern ? node.unfolded(depth: depth) : node
    }

    /// The alternatives of `$or`, which are two or more objects.
    ///
    /// Anything else makes it a key like any other.
    private func alternatives(_ value: JSONValue) -> [JSONObject]? {
        guard case .array(let values) = value, values.count > 1 else { return nil }
        let objects = values.compactMap(\.objectValue)
        let isMatch = objects.allSatisfy { $0.count == 1 && Self.operators.contains($0.first?.key ?? "") }
        return objects.count == values.count && !isMatch ? objects : nil
    }

    private static let operators = [
        "prefix", "suffix", "equals-ignore-case", "anything-but", "numeric", "exists", "cidr", "wildcard",
    ]

    private func matcher(_ value: JSONValue) throws(PatternError) -> Matcher {
        switch value {
        case .string, .number, .bool, .null: return .exactly(value)
        case .array: throw PatternError("Match value must be String, number, true, false, or null")
        case .object(let expression):
            guard let (name, operand) = expression.first else { throw PatternError("Match expression name not found") }
            guard expression.count == 1 else { throw PatternError("Only one key allowed in match expression") }
            return try matcher(name, operand)
        }
    }

    private func matcher(_ name: String, _ operand: JSONValue) throws(PatternError) -> Matcher {
        switch name {
        case "prefix": return .text(try affix(operand, name, plain: TextTest.prefix, TextTest.prefixIgnoringCase))
        case "suffix": return .text(try affix(operand, name, plain: TextTest.suffix, TextTest.suffixIgnoringCase))
        case "equals-ignore-case": return .text(.equalsIgnoringCase(try text(operand, name)))
        case "wildcard" where dialect.takesWildcards: return .text(.wildcard(try Wildcard(try text(operand, name))))
        case "anything-but":
            switch dialect {
            case .filterPolicy, .filterPolicyWithWildcards: return try FilterPolicyExclusion.matcher(operand)
            case .eventPattern: return try EventPatternExclusion.matcher(operand)
            }
        case "numeric": return .numeric(try NumericCompiler.range(operand))
        case "exists":
            guard let wanted = operand.boolValue else {
                throw PatternError("exists match pattern must be either true or false.")
            }
            return .exists(wanted)
        case "cidr":
            // The services take the word of another operator here.
            return .network(try Network(try text(operand, "prefix")))
        default:
            throw PatternError("Unrecognized match type \(name)")
        }
    }

    private func text(_ operand: JSONValue, _ name: String) throws(PatternError) -> String {
        guard let text = operand.stringValue else { throw PatternError("\(name) match pattern must be a string") }
        return text
    }

    /// `prefix` and `suffix`, which in events may ask for either case of letters.
    private func affix(
        _ operand: JSONValue,
        _ name: String,
        plain: (String) -> TextTest,
        _ ignoringCase: (String) -> TextTest
    ) throws(PatternError) -> TextTest {
        guard dialect == .eventPattern, case .object(let expression) = operand else {
            return plain(try text(operand, name))
        }
        guard let (form, operand) = expression.first else {
            throw PatternError("\(name.prefix(1).uppercased() + name.dropFirst()) expression name not found")
        }
        guard form == "equals-ignore-case" else { throw PatternError("Unsupported \(name) pattern: \(form)") }
        guard expression.count == 1 else { throw PatternError("Only one key allowed in match expression") }
        return ignoringCase(try text(operand, form))
    }
}
