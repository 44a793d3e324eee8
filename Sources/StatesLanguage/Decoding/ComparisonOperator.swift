/// An operator of a choice rule, taken apart: `NumericLessThanPath` compares a number with what a path finds.
struct ComparisonOperator: Equatable {
    enum Family: Equatable {
        case string(Condition.Relation)
        case numeric(Condition.Relation)
        case timestamp(Condition.Relation)
        case boolean
        case matches
        case isNull
        case isPresent
        case isNumeric
        case isString
        case isBoolean
        case isTimestamp
    }

    let family: Family
    /// Whether the right side is a path.
    let comparesWithPath: Bool

    init?(_ name: String) {
        guard let entry = Self.table[name] else { return nil }
        self = entry
    }

    private init(_ family: Family, path: Bool = false) {
        self.family = family
        self.comparesWithPath = path
    }

    static let combinators: Set<String> = ["And", "Or", "Not"]
    static let allNames: Set<String> = combinators.union(table.keys)
    /// The names for suggestions, in an order that does not change.
    static let orderedNames: [String] = allNames.sorted()

    private static let table: [String: ComparisonOperator] = {
        var table: [String: ComparisonOperator] = [
            "BooleanEquals": ComparisonOperator(.boolean),
            "BooleanEqualsPath": ComparisonOperator(.boolean, path: true),
            "StringMatches": ComparisonOperator(.matches),
            "IsNull": ComparisonOperator(.isNull),
            "IsPresent": ComparisonOperator(.isPresent),
            "IsNumeric": ComparisonOperator(.isNumeric),
            "IsString": ComparisonOperator(.isString),
            "IsBoolean": ComparisonOperator(.isBoolean),
            "IsTimestamp": ComparisonOperator(.isTimestamp),
        ]
        for relation in Condition.Relation.allCases {
            let families: [(String, Family)] = [
                ("String", .string(relation)), ("Numeric", .numeric(relation)), ("Timestamp", .timestamp(relation)),
            ]
            for (prefix, family) in families {
                table["\(prefix)\(relation.suffix)"] = ComparisonOperator(family)
                table["\(prefix)\(relation.suffix)Path"] = ComparisonOperator(family, path: true)
            }
        }
        return table
    }()
}

extension Condition.Relation {
    /// How operators spell it.
    var suffix: String {
        switch self {
        case .equals: "Equals"
        case .lessThan: "LessThan"
        case .greaterThan: "GreaterThan"
        case .lessThanEquals: "LessThanEquals"
        case .greaterThanEquals: "GreaterThanEquals"
        }
    }
}
