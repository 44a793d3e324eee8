extension RegularExpression {
    /// Finds the first match that begins at a place or after it: `RegExpBuiltinExec` of ECMA-262 (22.2.7.2).
    package func firstMatch(
        in text: [UInt16],
        from start: Int = 0,
        budget: inout RegularExpressionBudget
    ) throws(RegularExpressionExhaustion) -> RegularExpressionMatch? {
        try self.search(text, from: start, isWhole: false, remembers: self.program.isRegular, budget: &budget)
    }

    /// Finds the first match, with a budget of its own.
    package func firstMatch(
        in text: [UInt16],
        from start: Int = 0
    ) throws(RegularExpressionExhaustion) -> RegularExpressionMatch? {
        var budget = RegularExpressionBudget()
        return try self.firstMatch(in: text, from: start, budget: &budget)
    }

    /// Matches a text from its first unit to its last: Java's `Matcher.matches()`.
    ///
    /// A way that ends early is gone back on, so `a|ab` matches the whole of `ab`.
    package func wholeMatch(
        of text: [UInt16],
        budget: inout RegularExpressionBudget
    ) throws(RegularExpressionExhaustion) -> RegularExpressionMatch? {
        try self.search(text, from: 0, isWhole: true, remembers: self.program.isRegular, budget: &budget)
    }

    /// Matches a text from its first unit to its last, with a budget of its own.
    package func wholeMatch(of text: [UInt16]) throws(RegularExpressionExhaustion) -> RegularExpressionMatch? {
        var budget = RegularExpressionBudget()
        return try self.wholeMatch(of: text, budget: &budget)
    }

    /// All matches that do not overlap, found one by one.
    package func matches(
        in text: [UInt16],
        budget: RegularExpressionBudget = RegularExpressionBudget()
    ) -> RegularExpressionMatches {
        RegularExpressionMatches(expression: self, text: text, budget: budget)
    }

    /// The search itself; whether it remembers what was tried in vain is a parameter for the tests, which compare both ways.
    func search(
        _ text: [UInt16],
        from start: Int,
        isWhole: Bool,
        remembers: Bool,
        budget: inout RegularExpressionBudget
    ) throws(RegularExpressionExhaustion) -> RegularExpressionMatch? {
        guard text.count <= RegularExpressionLimits.textUnitsMax else { throw .textLength }
        guard (0...text.count).contains(start) else { return nil }
        var machine = MatchMachine(program: self.program, text: text, isWhole: isWhole, budget: budget)
        defer { budget.steps = max(0, machine.steps) }
        // A search that begins within a pair of surrogates begins with the pair (22.2.7.2, step 13.c).
        var place = start
        if self.program.readsCodePoints, text.isWithinPair(place) { place -= 1 }
        if remembers { machine.visited = VisitedStates(marks: self.program.markCount, base: place) }
        while true {
            if try machine.run(from: place) { return machine.match(from: place) }
            guard !isWhole, !self.isSticky, !self.program.isAnchored, place < text.count else { return nil }
            place = self.place(after: place, in: text)
        }
    }

    /// `AdvanceStringIndex` (22.2.7.3): the next unit, or the next code point with the flag `u`.
    func place(after place: Int, in text: [UInt16]) -> Int {
        self.program.readsCodePoints && text.isWithinPair(place + 1) ? place + 2 : place + 1
    }
}

/// The matches of a text from left to right, by JavaScript's rules of `lastIndex`.
///
/// The next search begins where the match before it ended; after an empty match, one character later.
package struct RegularExpressionMatches: Sendable {
    private let expression: RegularExpression
    private let text: [UInt16]
    private var place: Int? = 0

    /// What the searches to come may still cost.
    package private(set) var budget: RegularExpressionBudget

    init(expression: RegularExpression, text: [UInt16], budget: RegularExpressionBudget) {
        self.expression = expression
        self.text = text
        self.budget = budget
    }

    /// The next match, nil after the last; throws when the budget of all searches together is used up.
    package mutating func next() throws(RegularExpressionExhaustion) -> RegularExpressionMatch? {
        guard let place = self.place else { return nil }
        guard let match = try self.expression.firstMatch(in: self.text, from: place, budget: &self.budget) else {
            self.place = nil
            return nil
        }
        let end = match.range.upperBound
        let next = match.range.isEmpty ? self.expression.place(after: end, in: self.text) : end
        self.place = next <= self.text.count ? next : nil
        return match
    }
}

extension [UInt16] {
    /// Whether a place lies between the two halves of a surrogate pair.
    func isWithinPair(_ place: Int) -> Bool {
        place > 0 && place < self.count && UTF16.isLeadSurrogate(self[place - 1]) && UTF16.isTrailSurrogate(self[place])
    }
}
