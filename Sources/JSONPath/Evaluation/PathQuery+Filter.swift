import QuickstepJSON

extension PathQuery {
    /// Whether a condition holds for a value.
    mutating func holds(_ filter: JSONPathFilter, for current: JSONValue) -> Bool {
        switch filter {
        case .all(let conditions):
            for condition in conditions where !self.holds(condition, for: current) { return false }
            return true
        case .any(let conditions):
            for condition in conditions where self.holds(condition, for: current) { return true }
            return false
        case .not(let condition):
            return !self.holds(condition, for: current)
        case .exists(let path):
            guard self.charge(1) else { return false }
            switch self.outcome(of: path, current: current) {
            case .value: return true
            case .matches(let matches): return !matches.isEmpty
            case .stopped, .refused: return false
            }
        case .comparison(let operand, .matches, .pattern(let pattern)),
            .comparison(.pattern(let pattern), .matches, let operand):
            guard self.charge(1) else { return false }
            return self.matches(self.value(of: operand, current: current), pattern)
        case .comparison(let left, let comparison, let right):
            guard self.charge(1) else { return false }
            let leftValue = self.value(of: left, current: current)
            let rightValue = self.value(of: right, current: current)
            return self.compare(leftValue, comparison, rightValue)
        }
    }

    private mutating func outcome(of path: FilterPath, current: JSONValue) -> Outcome {
        self.run(path.sequence, from: path.startsAtCurrent ? current : self.root)
    }

    /// The value of an operand, nil where its path misses.
    private mutating func value(of operand: FilterOperand, current: JSONValue) -> JSONValue? {
        switch operand {
        case .literal(let value):
            return value
        case .path(let path):
            switch self.outcome(of: path, current: current) {
            case .value(let value): return value
            case .matches(let matches): return .array(matches)
            case .stopped, .refused: return nil
            }
        case .pattern:
            return nil
        }
    }

    private mutating func compare(_ left: JSONValue?, _ comparison: FilterOperator, _ right: JSONValue?) -> Bool {
        switch comparison {
        case .equals: return self.isEqual(left, right)
        case .differs: return !self.isEqual(left, right)
        case .isIdentical: return left?.typeName == right?.typeName && self.isEqual(left, right)
        case .isNotIdentical: return !(left?.typeName == right?.typeName && self.isEqual(left, right))
        case .isLess: return PathQuery.isLess(left, right)
        case .isGreater: return PathQuery.isLess(right, left)
        case .isAtMost: return PathQuery.areComparable(left, right) && !PathQuery.isLess(right, left)
        case .isAtLeast: return PathQuery.areComparable(left, right) && !PathQuery.isLess(left, right)
        // Without a regular expression on one side nothing matches, as in Jayway.
        case .matches: return false
        case .isIn: return self.isElement(left, of: right)
        case .isNotIn: return !self.isElement(left, of: right)
        case .contains:
            if case .string(let text)? = left, case .string(let part)? = right {
                return self.charge(text.utf8.count >> 6) && text.holds(part)
            }
            return self.isElement(right, of: left)
        case .hasAll: return self.isSubset(right, of: left)
        case .isSubset: return self.isSubset(left, of: right)
        case .hasAny: return self.haveCommonElement(left, right) ?? false
        case .hasNone: return self.haveCommonElement(left, right).map { !$0 } ?? false
        case .hasSize:
            guard let count = left?.filterCount, case .number(let size)? = right else { return false }
            return size.isEqual(to: JSONNumber(count))
        case .isEmpty:
            guard let count = left?.filterCount, case .bool(let expected)? = right else { return false }
            return (count == 0) == expected
        }
    }

    /// Equality as Jayway has it: a missing value equals nothing, a number equals the text that writes it.
    private mutating func isEqual(_ left: JSONValue?, _ right: JSONValue?) -> Bool {
        guard let left, let right else { return false }
        switch (left, right) {
        case (.number(let number), .string(let text)):
            return JSONNumber(literal: text).map { $0.isEqual(to: number) } ?? false
        case (.string(let text), .number(let number)):
            return text.isIdentical(to: number.description)
        case (.array(let elements), .array(let others)) where elements.count != others.count:
            return false
        case (.array, .array), (.object, .object):
            return self.chargeWhole(left) && left.isEqual(to: right)
        default:
            return left.isEqual(to: right)
        }
    }

    private mutating func isElement(_ value: JSONValue?, of list: JSONValue?) -> Bool {
        guard case .array(let elements)? = list else { return false }
        for element in elements {
            guard self.charge(1) else { return false }
            if self.isEqual(value, element) { return true }
        }
        return false
    }

    private mutating func isSubset(_ part: JSONValue?, of whole: JSONValue?) -> Bool {
        guard case .array(let elements)? = part, case .array? = whole else { return false }
        for element in elements where !self.isElement(element, of: whole) { return false }
        return true
    }

    /// Nil unless both are arrays.
    private mutating func haveCommonElement(_ left: JSONValue?, _ right: JSONValue?) -> Bool? {
        guard case .array(let elements)? = left, case .array? = right else { return nil }
        for element in elements where self.isElement(element, of: right) { return true }
        return false
    }

    private static func areComparable(_ left: JSONValue?, _ right: JSONValue?) -> Bool {
        switch (left, right) {
        case (.number?, .number?), (.string?, .string?): true
        default: false
        }
    }

    private static func isLess(_ left: JSONValue?, _ right: JSONValue?) -> Bool {
        switch (left, right) {
        case (.number(let left)?, .number(let right)?): left.isLess(than: right)
        // The order of Java, in UTF-16 units.
        case (.string(let left)?, .string(let right)?): left.utf16.lexicographicallyPrecedes(right.utf16)
        default: false
        }
    }
}

extension JSONValue {
    /// What `size` and `empty` count: elements, members or UTF-16 units; nil for other values.
    fileprivate var filterCount: Int? {
        switch self {
        case .array(let elements): elements.count
        case .object(let object): object.count
        case .string(let text): text.utf16.count
        case .null, .bool, .number: nil
        }
    }
}

extension String {
    /// Whether the text holds another, compared byte by byte.
    ///
    /// The search is linear (Knuth, Morris and Pratt), so that two long texts of the same letter do no harm.
    fileprivate func holds(_ part: String) -> Bool {
        let pattern = Array(part.utf8)
        guard !pattern.isEmpty else { return true }
        var fallback = [0]
        var matched = 0
        for byte in pattern.dropFirst() {
            while matched > 0, pattern[matched] != byte { matched = fallback[matched - 1] }
            if pattern[matched] == byte { matched += 1 }
            fallback.append(matched)
        }
        matched = 0
        for byte in self.utf8 {
            while matched > 0, pattern[matched] != byte { matched = fallback[matched - 1] }
            if pattern[matched] == byte { matched += 1 }
            if matched == pattern.count { return true }
        }
        return false
    }
}
