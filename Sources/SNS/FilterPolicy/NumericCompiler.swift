import QuickstepJSON

/// Reads `numeric`: `["=", 1]`, `[">", 0]`, `["<=", 5]`, or a range with the lower bound first.
enum NumericCompiler {
    static func range(_ operand: JSONValue) throws(FilterPolicyError) -> NumericRange {
        guard case .array(let terms) = operand else {
            throw PolicyCompiler.refusal("Value of numeric must be an array.")
        }
        guard let first = terms.first else {
            throw PolicyCompiler.refusal("Invalid member in numeric match: ]")
        }
        guard case .string(let name) = first else {
            throw PolicyCompiler.refusal("Invalid member in numeric match: \(first.compactText)")
        }
        switch name {
        case "=":
            let bound = NumericRange.Bound(value: try number(terms, 1, of: "equals"), isInclusive: true)
            guard terms.count == 2 else { throw PolicyCompiler.refusal("Too many elements in numeric expression") }
            return NumericRange(lower: bound, upper: bound)
        case "<", "<=":
            let bound = NumericRange.Bound(value: try number(terms, 1, of: name), isInclusive: name == "<=")
            guard terms.count == 2 else { throw PolicyCompiler.refusal("Too many elements in numeric expression") }
            return NumericRange(upper: bound)
        case ">", ">=":
            let bound = NumericRange.Bound(value: try number(terms, 1, of: name), isInclusive: name == ">=")
            return try completed(bound, terms)
        default:
            throw PolicyCompiler.refusal("Unrecognized numeric range operator: \(name)")
        }
    }

    private static func completed(
        _ lower: NumericRange.Bound,
        _ terms: [JSONValue]
    ) throws(FilterPolicyError) -> NumericRange {
        guard terms.count > 2 else { return NumericRange(lower: lower) }
        guard case .string(let name) = terms[2] else {
            throw PolicyCompiler.refusal("Bad value in numeric range: \(terms[2].compactText)")
        }
        guard name == "<" || name == "<=" else {
            throw PolicyCompiler.refusal("Bad numeric range operator: \(name)")
        }
        let value = try number(terms, 3, of: name)
        guard lower.value.isLess(than: value) else {
            throw PolicyCompiler.refusal("Bottom must be less than top")
        }
        guard terms.count == 4 else { throw PolicyCompiler.refusal("Too many terms in numeric range expression") }
        return NumericRange(lower: lower, upper: NumericRange.Bound(value: value, isInclusive: name == "<="))
    }

    private static func number(
        _ terms: [JSONValue],
        _ position: Int,
        of name: String
    ) throws(FilterPolicyError) -> JSONNumber {
        guard position < terms.count, let number = terms[position].numberValue else {
            throw PolicyCompiler.refusal("Value of \(name) must be numeric")
        }
        return number
    }
}
