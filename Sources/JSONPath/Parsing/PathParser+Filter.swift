extension PathParser {
    /// `(condition)`, after the question mark.
    mutating func filter() throws(JSONPathError) -> JSONPathFilter {
        self.skipBlanks()
        guard self.next == "(" else { throw self.error("A filter must be written [?(…)]") }
        return try self.group()
    }

    /// A condition in parentheses.
    private mutating func group() throws(JSONPathError) -> JSONPathFilter {
        let start = self.position
        try self.enter()
        self.position += 1
        let condition = try self.alternatives()
        self.skipBlanks()
        guard self.take(")") else {
            throw self.next == nil
                ? self.error("The parenthesis is never closed", at: start)
                : self.error("Expected '&&', '||' or ')'")
        }
        self.leave()
        return condition
    }

    /// `a || b || …`, which binds less than `&&`.
    private mutating func alternatives() throws(JSONPathError) -> JSONPathFilter {
        var conditions = [try self.conjunction()]
        while try self.takeConnective("|") { conditions.append(try self.conjunction()) }
        return conditions.count == 1 ? conditions[0] : .any(conditions)
    }

    private mutating func conjunction() throws(JSONPathError) -> JSONPathFilter {
        var conditions = [try self.condition()]
        while try self.takeConnective("&") { conditions.append(try self.condition()) }
        return conditions.count == 1 ? conditions[0] : .all(conditions)
    }

    private mutating func takeConnective(_ scalar: Unicode.Scalar) throws(JSONPathError) -> Bool {
        self.skipBlanks()
        guard self.take(scalar) else { return false }
        guard self.take(scalar) else { throw self.error("Expected '\(scalar)\(scalar)'") }
        return true
    }

    private mutating func condition() throws(JSONPathError) -> JSONPathFilter {
        self.skipBlanks()
        if self.take("!") {
            try self.enter()
            let negated = try self.condition()
            self.leave()
            return .not(negated)
        }
        if self.next == "(" { return try self.group() }
        let start = self.position
        let left = try self.operand()
        self.skipBlanks()
        guard let comparison = try self.comparisonOperator() else {
            guard case .path(let path) = left else {
                throw self.error("A constant is no condition", at: start)
            }
            return .exists(path)
        }
        self.skipBlanks()
        let rightStart = self.position
        let right = try self.operand()
        // Jayway takes these and then lets nothing through, or with '!=' everything; nobody can have meant that.
        for (operand, place) in [(left, start), (right, rightStart)] where comparison != .matches {
            guard case .pattern = operand else { continue }
            let message = "A regular expression can stand beside '=~' only"
            throw self.error(message, at: place, isUnsupported: true)
        }
        if case .pattern = left, case .pattern = right {
            throw self.error("A regular expression cannot match another", at: rightStart, isUnsupported: true)
        }
        return .comparison(left, comparison, right)
    }

    private mutating func operand() throws(JSONPathError) -> FilterOperand {
        switch self.next {
        case "@", "$":
            let startsAtCurrent = self.next == "@"
            self.position += 1
            try self.enter()
            let steps = try self.steps(inFilter: true)
            self.leave()
            // What stops a path for good reason; the context object and variables do not exist inside of a filter.
            if let next = self.next, next == "$" || next.properties.isIDContinue, steps.isEmpty {
                throw self.error("Only '@' and '$' begin a path in a filter")
            }
            return .path(FilterPath(startsAtCurrent: startsAtCurrent, sequence: StepSequence(steps)))
        case "/":
            return .pattern(try self.regularExpression())
        default:
            return .literal(try self.literal())
        }
    }

    /// The operator at this place, nil where the condition ends.
    private mutating func comparisonOperator() throws(JSONPathError) -> FilterOperator? {
        let start = self.position
        var text = String.UnicodeScalarView()
        let symbols: [Unicode.Scalar] = ["<", ">", "=", "~", "!"]
        if let first = self.next, symbols.contains(first) {
            while let scalar = self.next, symbols.contains(scalar) {
                text.append(scalar)
                self.position += 1
            }
        } else {
            while let scalar = self.next, scalar.isASCII, scalar.properties.isAlphabetic {
                text.append(scalar)
                self.position += 1
            }
        }
        guard !text.isEmpty else { return nil }
        let name = String(text).lowercased()
        if let comparison = FilterOperator(rawValue: name) { return comparison }
        guard name != "matches" else {
            throw self.error("There is no filter operator 'matches'; write '=~'", at: start)
        }
        throw self.error("There is no filter operator '\(String(text))'", at: start)
    }
}
