import QuickstepJSON
import QuickstepServiceKit

/// A condition of a write: which attributes must be there and which must not.
///
/// Of DynamoDB's conditions these are `attribute_exists(name)` and `attribute_not_exists(name)`, joined by `AND`.
struct ItemCondition: Sendable, Equatable {
    private struct Test: Sendable, Equatable {
        let name: String
        let mustExist: Bool
    }

    private var tests: [Test] = []

    /// Reads the condition of a request, with all parameters that belong to it.
    init(_ parameters: inout Parameters) throws(ServiceError) {
        let text = try parameters.text("ConditionExpression")
        var attributes = try ExpressionAttributes(&parameters, hasExpression: text != nil)
        try self.init(text, &attributes, &parameters)
        try attributes.finish()
    }

    /// Reads the condition of a request that has other expressions, too.
    init(
        _ text: String?,
        _ attributes: inout ExpressionAttributes,
        _ parameters: inout Parameters
    ) throws(ServiceError) {
        _ = try parameters.choice(
            "ReturnValuesOnConditionCheckFailure",
            of: ["ALL_OLD", "NONE"],
            supported: ["NONE"]
        )
        if let text {
            var reader = try ExpressionReader(text, .condition, attributes)
            try readTests(&reader, level: 0)
            try reader.finish()
            attributes = reader.attributes
        }
    }

    func check(_ item: StoredItem?) throws(ServiceError) {
        for test in tests where (item?.members[test.name] != nil) != test.mustExist {
            throw .conditionFailed()
        }
    }

    private mutating func readTests(_ reader: inout ExpressionReader, level: Int) throws(ServiceError) {
        repeat {
            if reader.next.isSymbol("("), level < DynamoDBLimits.parenthesesMax {
                reader.advance()
                try readTests(&reader, level: level + 1)
                try reader.expect(symbol: ")")
            } else {
                tests.append(try Self.readTest(&reader))
            }
        } while reader.takes(keyword: "AND")
        guard !reader.next.isKeyword("OR") else { throw Self.unsupported }
    }

    private static func readTest(_ reader: inout ExpressionReader) throws(ServiceError) -> Test {
        let function = reader.next
        guard function.kind == .word, reader.second.isSymbol("("), !function.isKeyword("NOT") else {
            guard [.symbol, .number, .unknown, .end].contains(function.kind) else { throw unsupported }
            throw reader.syntaxError()
        }
        switch function.text {
        case "attribute_exists", "attribute_not_exists": break
        case "attribute_type", "begins_with", "contains", "size": throw unsupported
        default: throw reader.kind.invalid("Invalid function name; function: \(function.text)")
        }
        reader.advance()
        try reader.expect(symbol: "(")
        let name = try reader.name()
        try reader.expect(symbol: ")")
        return Test(name: name, mustExist: function.text == "attribute_exists")
    }

    private static let unsupported = ServiceError.unsupported(
        "this ConditionExpression: it can hold attribute_exists(name) and attribute_not_exists(name), joined by AND."
    )
}
