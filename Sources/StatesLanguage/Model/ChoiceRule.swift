package import QuickstepJSON
package import QuickstepJSONPath
package import QuickstepPrimitives

/// One entry of `Choices`.
package struct ChoiceRule: Sendable, Equatable {
    package let condition: Condition
    package let next: String
    package let assign: PayloadTemplate?

    package init(condition: Condition, next: String, assign: PayloadTemplate? = nil) {
        self.condition = condition
        self.next = next
        self.assign = assign
    }
}

/// A Boolean expression over the state's input.
package indirect enum Condition: Sendable, Equatable {
    case and([Condition])
    case or([Condition])
    case not(Condition)
    case test(variable: JSONPath, Test)

    /// What is asked of the variable.
    ///
    /// A value of the wrong type never matches; it is not an error.
    package enum Test: Sendable, Equatable {
        case string(Relation, Comparand<String>)
        case numeric(Relation, Comparand<JSONNumber>)
        case timestamp(Relation, Comparand<Instant>)
        case boolean(Comparand<Bool>)
        case matches(WildcardPattern)
        case isNull(Bool)
        case isPresent(Bool)
        case isNumeric(Bool)
        case isString(Bool)
        case isBoolean(Bool)
        case isTimestamp(Bool)
    }

    package enum Relation: Sendable, Equatable, CaseIterable {
        case equals
        case lessThan
        case greaterThan
        case lessThanEquals
        case greaterThanEquals
    }

    /// The right side: a constant, or a path into the same input.
    package enum Comparand<Value: Sendable & Equatable>: Sendable, Equatable {
        case constant(Value)
        case path(JSONPath)
    }
}

/// The pattern of `StringMatches`: literal pieces with a `*` between each two of them.
package struct WildcardPattern: Sendable, Equatable {
    /// The literal text between the stars, never empty as a list: `a*b` is `["a", "b"]`, `abc` is `["abc"]`.
    package let pieces: [String]

    package init(pieces: [String]) {
        self.pieces = pieces
    }
}
