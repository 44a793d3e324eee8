import QuickstepJSON
import QuickstepServiceKit

/// Which items a Query reads: one hash key, and a run of range keys.
struct KeyCondition: Sendable, Equatable {
    enum Run: Sendable, Equatable {
        case all
        case equal(KeyValue)
        case less(KeyValue)
        case lessOrEqual(KeyValue)
        case greater(KeyValue)
        case greaterOrEqual(KeyValue)
        case between(KeyValue, KeyValue)
        /// The bytes that the range key's ordered bytes begin with.
        case beginsWith([UInt8])
    }

    let hash: KeyValue
    let run: Run

    /// Reads a Query's condition and checks it against the table's key.
    init(_ text: String, _ attributes: inout ExpressionAttributes, _ schema: KeySchema) throws(ServiceError) {
        var reader = try ExpressionReader(text, .keyCondition, attributes)
        let terms = try KeyTerm.terms(&reader)
        try reader.finish()
        attributes = reader.attributes
        guard terms.count <= 2 else { throw .validation("Conditions can be of length 1 or 2 only") }
        if terms.count == 2, Self.isName(terms[0], terms[1].name) {
            throw .validation("KeyConditionExpressions must only contain one condition per key")
        }
        guard let hashTerm = terms.first(where: { Self.isName($0, schema.hash.name) }) else {
            throw Self.missing(schema.hash)
        }
        guard case .equal(let hash) = hashTerm.comparison else {
            throw .validation("Query key condition not supported")
        }
        self.hash = try Self.value(hash, schema.hash)
        guard terms.count == 2 else {
            run = .all
            return
        }
        guard let range = schema.range else { throw .validation("Query key condition not supported") }
        guard let term = terms.first(where: { Self.isName($0, range.name) }) else { throw Self.missing(range) }
        run = try Self.run(term.comparison, range)
    }

    private static func isName(_ term: KeyTerm, _ name: String) -> Bool {
        term.name.utf8.elementsEqual(name.utf8)
    }

    private static func missing(_ element: KeySchema.Element) -> ServiceError {
        .validation("Query condition missed key schema element: \(element.name)")
    }

    private static func run(
        _ comparison: KeyTerm.Comparison,
        _ range: KeySchema.Element
    ) throws(ServiceError) -> Run {
        switch comparison {
        case .equal(let given): return .equal(try value(given, range))
        case .less(let given): return .less(try value(given, range))
        case .lessOrEqual(let given): return .lessOrEqual(try value(given, range))
        case .greater(let given): return .greater(try value(given, range))
        case .greaterOrEqual(let given): return .greaterOrEqual(try value(given, range))
        case .between(let low, let high):
            let lower = try value(low, range)
            let upper = try value(high, range)
            guard !upper.orderedBytes.lexicographicallyPrecedes(lower.orderedBytes) else {
                throw ExpressionKind.keyCondition.invalid(
                    "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; "
                        + "lower bound operand: AttributeValue: \(shown(low)), "
                        + "upper bound operand: AttributeValue: \(shown(high))"
                )
            }
            return .between(lower, upper)
        case .beginsWith(let given):
            guard let prefix = try value(given, range).orderedPrefix else {
                throw ExpressionKind.keyCondition.invalid(
                    "Incorrect operand type for operator or function; operator or function: begins_with, operand type: N"
                )
            }
            return .beginsWith(prefix)
        }
    }

    private static func value(_ given: AttributeValue, _ element: KeySchema.Element) throws(ServiceError) -> KeyValue {
        guard let value = KeyValue(given, type: element.type) else {
            throw .invalidValues("Condition parameter type does not match schema type")
        }
        try element.check(value)
        return value
    }

    /// A value as the service's texts show it: `{S:abc}`.
    private static func shown(_ value: AttributeValue) -> String {
        "{\(value.typeName):\(value.json[value.typeName]?.stringValue ?? "")}"
    }

    /// The rows of the items that match: one range, for each hash key's items lie together in the order of their range keys.
    func range(in rows: TableRows, _ generation: Int64) -> Range<StoreKey> {
        let prefix = rows.items(generation, hash: hash)
        let all = prefix.prefixRange
        func key(_ value: KeyValue) -> StoreKey { StoreKey(bytes: prefix.bytes + value.orderedBytes) }
        switch run {
        case .all: return all
        case .equal(let value): return key(value)..<key(value).successor
        case .less(let value): return all.lowerBound..<key(value)
        case .lessOrEqual(let value): return all.lowerBound..<key(value).successor
        case .greater(let value): return key(value).successor..<all.upperBound
        case .greaterOrEqual(let value): return key(value)..<all.upperBound
        case .between(let lower, let upper): return key(lower)..<key(upper).successor
        case .beginsWith(let bytes): return StoreKey(bytes: prefix.bytes + bytes).prefixRange
        }
    }
}
