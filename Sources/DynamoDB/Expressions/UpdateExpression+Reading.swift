import QuickstepServiceKit

extension UpdateExpression {
    /// Reads an expression.
    ///
    /// - Throws: `ValidationException` in DynamoDB's words.
    init(_ text: String, _ attributes: inout ExpressionAttributes) throws(ServiceError) {
        var reader = try ExpressionReader(text, .update, attributes)
        var changes: [Change] = []
        var sections: Set<String> = []
        while reader.next.kind != .end {
            let section = reader.next.text.uppercased()
            guard reader.next.kind == .word, Self.sections.contains(section) else { throw reader.syntaxError() }
            guard sections.insert(section).inserted else {
                throw reader.kind.invalid(
                    "The \"\(section)\" section can only be used once in an update expression;"
                )
            }
            reader.advance()
            repeat {
                changes.append(try Self.change(section, &reader))
            } while reader.takes(symbol: ",")
        }
        try reader.finish()
        attributes = reader.attributes
        self.changes = changes
        try checkPaths(reader.kind)
    }

    private static let sections: Set<String> = ["SET", "REMOVE", "ADD", "DELETE"]

    private static func change(_ section: String, _ reader: inout ExpressionReader) throws(ServiceError) -> Change {
        let path = try reader.path()
        switch section {
        case "SET":
            try reader.expect(symbol: "=")
            return Change(path: path, action: .set(try sum(&reader)))
        case "REMOVE":
            return Change(path: path, action: .remove)
        case "ADD":
            let value = try reader.value()
            guard value.isSet || value.typeName == "N" else { throw wrongOperand(value, of: section, reader.kind) }
            return Change(path: path, action: .add(value))
        default:
            let value = try reader.value()
            guard value.isSet else { throw wrongOperand(value, of: section, reader.kind) }
            return Change(path: path, action: .delete(value))
        }
    }

    /// One operand, or two with `+` or `-` between them.
    private static func sum(_ reader: inout ExpressionReader) throws(ServiceError) -> Operand {
        let first = try operand(&reader, level: 0)
        if reader.takes(symbol: "+") { return .sum(first, try operand(&reader, level: 0)) }
        if reader.takes(symbol: "-") { return .difference(first, try operand(&reader, level: 0)) }
        return first
    }

    private static func operand(_ reader: inout ExpressionReader, level: Int) throws(ServiceError) -> Operand {
        guard level < DynamoDBLimits.parenthesesMax else { throw reader.syntaxError() }
        if reader.next.kind == .valuePlaceholder { return .value(try reader.value()) }
        if reader.takes(symbol: "(") {
            let inner = try operand(&reader, level: level + 1)
            try reader.expect(symbol: ")")
            return inner
        }
        guard reader.next.kind == .word, reader.second.isSymbol("(") else { return .path(try reader.path()) }
        let function = reader.next.text
        guard function == "if_not_exists" || function == "list_append" else {
            throw reader.kind.invalid("Invalid function name; function: \(function)")
        }
        reader.advance()
        try reader.expect(symbol: "(")
        let result: Operand
        if function == "if_not_exists" {
            let path = try reader.path()
            try reader.expect(symbol: ",")
            result = .ifNotExists(path, try operand(&reader, level: level + 1))
        } else {
            let first = try operand(&reader, level: level + 1)
            try reader.expect(symbol: ",")
            result = .listAppend(first, try operand(&reader, level: level + 1))
        }
        try reader.expect(symbol: ")")
        return result
    }

    private static func wrongOperand(
        _ value: AttributeValue,
        of section: String,
        _ kind: ExpressionKind
    ) -> ServiceError {
        kind.invalid(
            "Incorrect operand type for operator or function; operator: \(section), operand type: \(value.typeWord), "
                + "typeSet: \(section == "ADD" ? "ALLOWED_FOR_ADD_OPERAND" : "ALLOWED_FOR_DELETE_OPERAND")"
        )
    }

    /// Each part of an item can be changed once.
    private func checkPaths(_ kind: ExpressionKind) throws(ServiceError) {
        for (index, change) in changes.enumerated() {
            for other in changes[..<index] {
                let paths = "path one: \(other.path.shown), path two: \(change.path.shown)"
                guard !other.path.overlaps(change.path) else {
                    throw kind.invalid(
                        "Two document paths overlap with each other; must remove or rewrite one of these paths; \(paths)"
                    )
                }
                guard !other.path.conflicts(change.path) else {
                    throw kind.invalid(
                        "Two document paths conflict with each other; must remove or rewrite one of these paths; \(paths)"
                    )
                }
            }
        }
    }
}

extension AttributeValue {
    fileprivate var isSet: Bool { ["SS", "NS", "BS"].contains(typeName) }

    /// The type as the texts about operands call it.
    fileprivate var typeWord: String {
        switch self {
        case .string: "STRING"
        case .number: "NUMBER"
        case .binary: "BINARY"
        case .bool: "BOOLEAN"
        case .null: "NULL"
        case .stringSet: "STRING_SET"
        case .numberSet: "NUMBER_SET"
        case .binarySet: "BINARY_SET"
        case .list: "LIST"
        case .map: "MAP"
        }
    }
}
