import QuickstepJSON

/// Reads `numeric`: `["=", 1]`, `[">", 0]`, `["<=", 5]`, or a range with the lower bound first.
enum NumericCompiler {
    static func range(_ operand: JSONValue) throws(PatternError) -> NumericRange {
        guard case .array(let terms) = operand else {
            throw PatternError("Value of numeric must be an array.")
        }
        guard let first = terms.first else {
            throw PatternError("Invalid member in numeric match: ]")
        }
        guard case .string(let name) = first else {
            throw PatternError("Invalid member in numeric match: \(first.compactText)")
        }
        switch name {
        case "=":
            let bound = NumericRange.Bound(value: try number(terms, 1, of: "equals"), isInclusive: true)
            guard terms.count == 2 else { throw PatternError("Too many elements in numeric expression") }
            return NumericRange(lower: bound, upper: bound)
        case "<", "<=":
            let bound = NumericRange.Bound(value: try number(terms, 1, of: name), isInclusive: name == "<=")
            guard terms.count == 2 else { throw PatternError("Too many elements in numeric expression") }
            return NumericRange(upper: bound)
        case ">", ">=":
            let bound = NumericRange.Bound(value: try number(terms, 1, of: name), isInclusive: name == ">=")
            return try completed(bound, terms)
        default:
            throw PatternError("Unrecognized numeric range operator: \(name)")
        }
    }

    private static func completed(
        _ lower: NumericRange.Bound,
        _ terms: [JSONValue]
    ) throws(PatternError) -> NumericRange {
        guard terms.count > 2 else { return NumericRange(lower: lower) }
        guard case .string(let name) = terms[2] else {
            throw PatternError("Bad value in numeric range: \(terms[2].compactText)")
        }
        guard name == "<" || name == "<=" else {
            throw PatternError("Bad numeric range operator: \(name)")
        }
        let value = try number(terms, 3, of: name)
        guard lower.value.isLess(than: value) else {
            throw PatternError("Bottom must be less than top")
        }
        guard terms.count == 4 else { throw PatternError("Too many terms in numeric range expression") }
        return NumericRange(lower: lower, upper: NumericRange.Bound(value: value, isInclusive: name == "<="))
    }

    private static func number(
        _ terms: [JSONValue],
        _ position: Int,
        of name: String
    ) throws(PatternError) -> JSONNumber {
        guard position < terms.count, let number = terms[position].numberValue else {
            throw PatternError("Value of \(name) must be numeric")
        }
        return number
    }
}
