import QuickstepJSON
import QuickstepJSONPath
import QuickstepPrimitives

extension Condition {
    /// Whether the condition holds.
    ///
    /// Its depth is bounded by the decoder.
    ///
    /// - Throws: `States.Runtime` where a path finds nothing, except with `IsPresent`.
    package func holds(in scope: EvaluationScope) throws(EvaluationError) -> Bool {
        switch self {
        case .and(let conditions):
            for condition in conditions where try !condition.holds(in: scope) { return false }
            return true
        case .or(let conditions):
            for condition in conditions where try condition.holds(in: scope) { return true }
            return false
        case .not(let condition):
            return try !condition.holds(in: scope)
        case .test(let variable, .isPresent(let expected)):
            if case .success = variable.find(in: scope) { return expected }
            return !expected
        case .test(let variable, let test):
            return try test.holds(for: variable.evaluate(in: scope, at: .choiceRule), in: scope)
        }
    }
}

extension Condition.Test {
    /// Whether a value passes the test.
    ///
    /// One of the wrong type never does.
    fileprivate func holds(for value: JSONValue, in scope: EvaluationScope) throws(EvaluationError) -> Bool {
        switch self {
        case .string(let relation, let comparand):
            guard let right = try comparand.value(in: scope, read: \.stringValue), let left = value.stringValue else {
                return false
            }
            return relation.holds(equal: left.utf8.elementsEqual(right.utf8), less: left.precedesByCodePoint(right))
        case .numeric(let relation, let comparand):
            guard let right = try comparand.value(in: scope, read: \.numberValue), let left = value.numberValue else {
                return false
            }
            return relation.holds(equal: left.isEqual(to: right), less: left.isLess(than: right))
        case .timestamp(let relation, let comparand):
            guard let right = try comparand.value(in: scope, read: \.instant), let left = value.instant else {
                return false
            }
            return relation.holds(equal: left == right, less: left < right)
        case .boolean(let comparand):
            guard let right = try comparand.value(in: scope, read: \.boolValue), let left = value.boolValue else {
                return false
            }
            return left == right
        case .matches(let pattern):
            return value.stringValue.map { pattern.matches($0) } ?? false
        case .isNull(let expected): return value.isNull == expected
        case .isPresent(let expected): return expected
        case .isNumeric(let expected): return (value.numberValue != nil) == expected
        case .isString(let expected): return (value.stringValue != nil) == expected
        case .isBoolean(let expected): return (value.boolValue != nil) == expected
        case .isTimestamp(let expected): return (value.instant != nil) == expected
        }
    }
}

extension Condition.Comparand {
    /// The right side, or `nil` where a path finds a value of another type.
    fileprivate func value(
        in scope: EvaluationScope,
        read: (JSONValue) -> Value?
    ) throws(EvaluationError) -> Value? {
        switch self {
        case .constant(let constant): constant
        case .path(let path): read(try path.evaluate(in: scope, at: .choiceRule))
        }
    }
}

extension Condition.Relation {
    fileprivate func holds(equal: Bool, less: Bool) -> Bool {
        switch self {
        case .equals: equal
        case .lessThan: less
        case .greaterThan: !equal && !less
        case .lessThanEquals: equal || less
        case .greaterThanEquals: !less
        }
    }
}

extension JSONValue {
    /// The point in time that a text of the language's profile names.
    fileprivate var instant: Instant? {
        stringValue.flatMap { Instant(iso8601: $0) }
    }
}
