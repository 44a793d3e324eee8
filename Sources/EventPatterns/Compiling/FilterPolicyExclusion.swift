import QuickstepJSON

/// `anything-but` of filter policies: a value or some, or a prefix.
enum FilterPolicyExclusion {
    static func matcher(_ operand: JSONValue) throws(PatternError) -> Matcher {
        switch operand {
        case .string, .number, .bool, .null:
            return .anythingBut([operand])
        case .array(let values):
            guard !values.isEmpty else { throw PatternError("Empty arrays are not allowed") }
            guard !values.contains(where: { $0.arrayValue != nil || $0.objectValue != nil }) else {
                throw PatternError("Match value must be String, number, true, false, or null")
            }
            return .anythingBut(values)
        case .object(let pattern):
            guard let (name, operand) = pattern.first else { throw PatternError("Match expression name not found") }
            guard name == "prefix" else { throw PatternError("Unsupported anything-but pattern: \(name)") }
            guard pattern.count == 1 else { throw PatternError("Only one key allowed in match expression") }
            guard let prefix = operand.stringValue else {
                throw PatternError("prefix match pattern must be a string")
            }
            return .noText([.prefix(prefix)], otherTypesPass: false)
        }
    }
}
