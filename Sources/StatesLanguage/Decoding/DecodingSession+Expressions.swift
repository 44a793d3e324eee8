import QuickstepJSON

// Fields whose values may be JSONata expressions: texts between `{%` and `%}`.
//
// Source: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
extension DecodingSession {
    /// Checks the delimiters of every text in a field, to any depth; the expressions themselves are not read.
    mutating func checkExpressions(in field: String, of node: Node) {
        guard let member = node.member(field) else { return }
        var open = [member]
        while let next = open.popLast() {
            if let text = next.value.stringValue {
                guard text.hasPrefix("{%"), !Self.isExpression(text) else { continue }
                refuse(
                    "The JSONata expression is not closed",
                    at: next.path,
                    hint: "A text that begins with '{%' is an expression, and must end with '%}'."
                )
            } else {
                open += next.elements ?? next.members?.map(\.node) ?? []
            }
        }
    }

    /// A whole number in a range, or an expression.
    mutating func checkIntegerOrExpression(_ field: String, of node: Node, in range: ClosedRange<Int>) {
        guard isConstant(field, of: node) else { return }
        _ = integer(field, of: node, in: range)
    }

    /// A text, which may be an expression.
    mutating func checkTextOrExpression(_ field: String, of node: Node) {
        checkExpressions(in: field, of: node)
        _ = text(field, of: node)
    }

    /// Whether a field is there and is no expression.
    func isConstant(_ field: String, of node: Node) -> Bool {
        guard let value = node.member(field)?.value else { return false }
        return value.stringValue.map { !Self.isExpression($0) } ?? true
    }

    static func isExpression(_ text: String) -> Bool {
        text.utf8.count >= 4 && text.hasPrefix("{%") && text.hasSuffix("%}")
    }
}
