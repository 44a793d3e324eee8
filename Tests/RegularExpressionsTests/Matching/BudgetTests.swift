import Testing

@testable import QuickstepRegularExpressions

@Suite struct `Budgets` {
    private func text(_ count: Int, then end: String = "!") -> [UInt16] {
        [UInt16](repeating: 0x61, count: count) + Array(end.utf16)
    }

    @Test(arguments: ["^(a+)+$", "^(a|a)*$", "(a*)*b", "^(a?){20}a{20}$", "(.*a.*)*c", "^(([a-z])+.)+[A-Z]([a-z])+$"])
    func `the steps of a regular pattern are in proportion to the text`(pattern: String) throws {
        let expression = try RegularExpression(pattern)
        var costs: [Int] = []
        for count in [5_000, 10_000] {
            var budget = RegularExpressionBudget()
            let before = budget.steps
            #expect(try expression.firstMatch(in: self.text(count), budget: &budget) == nil)
            costs.append(before - budget.steps)
        }
        #expect(costs[1] < 3 * costs[0])
        #expect(costs[1] < 10_001 * 8 * expression.program.instructions.count)
    }

    @Test func `a hundred thousand characters are no trouble`() throws {
        #expect(try RegularExpression("^(a+)+$").firstMatch(in: self.text(100_000)) == nil)
        #expect(try RegularExpression("^(a+)+$").firstMatch(in: self.text(100_000, then: ""))?.range == 0..<100_000)
    }

    @Test(arguments: ["^(a+)+\\1b", "(?=(a+)+b)", "(?<!b(a|aa)+)c"])
    func `a search that cannot be bounded ends with the steps`(pattern: String) throws {
        let expression = try RegularExpression(pattern)
        var budget = RegularExpressionBudget(steps: 100_000)
        #expect(throws: RegularExpressionExhaustion.steps) {
            try expression.firstMatch(in: self.text(200, then: "c"), budget: &budget)
        }
        #expect(budget.steps == 0)
    }

    @Test func `searches can share a budget`() throws {
        let expression = try RegularExpression("b")
        var budget = RegularExpressionBudget(steps: 3_000)
        #expect(try expression.firstMatch(in: self.text(1_000), budget: &budget) == nil)
        #expect(budget.steps < 2_000)
        #expect(throws: RegularExpressionExhaustion.steps) {
            for _ in 0..<3 { _ = try expression.firstMatch(in: self.text(1_000), budget: &budget) }
        }
        var matches = try RegularExpression("a").matches(
            in: self.text(1_000),
            budget: RegularExpressionBudget(steps: 500)
        )
        #expect(throws: RegularExpressionExhaustion.steps) {
            while try matches.next() != nil {}
        }
    }

    @Test(arguments: ["(?:a|b)*c", "^(?:a(?=a))*$"])
    func `memory is bounded too`(pattern: String) throws {
        let expression = try RegularExpression(pattern)
        var budget = RegularExpressionBudget(memoryBytes: 4_096)
        #expect(throws: RegularExpressionExhaustion.memory) {
            try expression.firstMatch(in: self.text(10_000, then: ""), budget: &budget)
        }
    }

    @Test func `a match near the beginning of a long text is cheap`() throws {
        let expression = try RegularExpression("a(?:a|b)?")
        var budget = RegularExpressionBudget(steps: 100, memoryBytes: 256)
        #expect(try expression.firstMatch(in: self.text(1_000_000), budget: &budget)?.range == 0..<2)
    }
}
