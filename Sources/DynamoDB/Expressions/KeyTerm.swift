import QuickstepServiceKit

/// One condition of a key condition: an attribute and what its value is to be.
struct KeyTerm: Sendable {
    enum Comparison: Sendable {
        case equal(AttributeValue)
        case less(AttributeValue)
        case lessOrEqual(AttributeValue)
        case greater(AttributeValue)
        case greaterOrEqual(AttributeValue)
        case between(AttributeValue, AttributeValue)
        case beginsWith(AttributeValue)
    }

    let name: String
    let comparison: Comparison

    /// Reads `pk = :v AND sk > :w`: one condition or more, joined by `AND`.
    static func terms(_ reader: inout ExpressionReader, level: Int = 0) throws(ServiceError) -> [KeyTerm] {
        var terms: [KeyTerm] = []
        repeat {
            if reader.next.isSymbol("("), level < DynamoDBLimits.parenthesesMax {
                reader.advance()
                terms += try Self.terms(&reader, level: level + 1)
                try reader.expect(symbol: ")")
            } else {
                terms.append(try term(&reader))
            }
        } while reader.takes(keyword: "AND")
        if reader.next.isKeyword("OR") { throw invalidOperator("OR", reader.kind) }
        return terms
    }

    private static func term(_ reader: inout ExpressionReader) throws(ServiceError) -> KeyTerm {
        if reader.next.isKeyword("NOT") { throw invalidOperator("NOT", reader.kind) }
        if reader.next.kind == .word, reader.second.isSymbol("(") { return try function(&reader) }
        let name = try reader.name()
        let sign = reader.next
        if reader.takes(keyword: "BETWEEN") {
            let lower = try reader.value()
            guard reader.takes(keyword: "AND") else { throw reader.syntaxError() }
            return KeyTerm(name: name, comparison: .between(lower, try reader.value()))
        }
        if sign.isKeyword("IN") { throw invalidOperator("IN", reader.kind) }
        guard sign.kind == .symbol else { throw reader.syntaxError() }
        let comparison: (AttributeValue) -> Comparison
        switch sign.text {
        case "=": comparison = Comparison.equal
        case "<": comparison = Comparison.less
        case "<=": comparison = Comparison.lessOrEqual
        case ">": comparison = Comparison.greater
        case ">=": comparison = Comparison.greaterOrEqual
        case "<>": throw invalidOperator("<>", reader.kind)
        default: throw reader.syntaxError()
        }
        reader.advance()
        return KeyTerm(name: name, comparison: comparison(try reader.value()))
    }

    private static func function(_ reader: inout ExpressionReader) throws(ServiceError) -> KeyTerm {
        let function = reader.next.text
        switch function {
        case "begins_with": break
        case "attribute_exists", "attribute_not_exists", "attribute_type", "contains", "size":
            throw invalidOperator(function, reader.kind)
        default: throw reader.kind.invalid("Invalid function name; function: \(function)")
        }
        reader.advance()
        try reader.expect(symbol: "(")
        let name = try reader.name()
        try reader.expect(symbol: ",")
        let value = try reader.value()
        try reader.expect(symbol: ")")
        return KeyTerm(name: name, comparison: .beginsWith(value))
    }

    private static func invalidOperator(_ text: String, _ kind: ExpressionKind) -> ServiceError {
        kind.invalid("Invalid operator used in \(kind.rawValue): \(text)")
    }
}
