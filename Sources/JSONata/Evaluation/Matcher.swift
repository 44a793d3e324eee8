import QuickstepJSON
import QuickstepRegularExpressions

/// A regular expression as a function that finds its first match, which in turn has a function that finds the next.
struct Matcher: Sendable {
    let expression: RegularExpression
    let position: Int

    /// Where and what was matched.
    struct Match {
        let text: String
        let start: Int
        let end: Int
        let groups: [String?]
    }

    /// Finds the first match from a place on.
    func first(in units: [UInt16], from place: Int, _ run: Evaluation) throws(JSONataError) -> Match? {
        guard place <= units.count else { return nil }
        var budget = RegularExpressionBudget(steps: run.surroundings.limits.regularExpressionSteps)
        let before = budget.steps
        let found: RegularExpressionMatch?
        do throws(RegularExpressionExhaustion) {
            found = try self.expression.firstMatch(in: units, from: place, budget: &budget)
        } catch {
            let details = JSONataErrorDetails(position: self.position, message: error.description)
            throw JSONataError("U1001", details)
        }
        try run.enter((before - budget.steps) / 8)
        guard let found else { return nil }
        try run.allocate(text: found.range.count)
        return Match(
            text: UTF16Text.text(of: units[found.range]),
            start: found.range.lowerBound,
            end: found.range.upperBound,
            groups: found.captures.map { range in range.map { UTF16Text.text(of: units[$0]) } }
        )
    }

    /// Finds the match behind another; an empty one fails, as it would be found for ever.
    func following(_ match: Match, in units: [UInt16], _ run: Evaluation) throws(JSONataError) -> Match? {
        try self.following(match.end, in: units, run)
    }

    private func following(_ place: Int, in units: [UInt16], _ run: Evaluation) throws(JSONataError) -> Match? {
        guard place < units.count else { return nil }
        guard let next = try self.first(in: units, from: place, run) else { return nil }
        guard !next.text.isEmpty else {
            let value = JSONValue.string(self.expression.pattern)
            throw JSONataError("D1004", JSONataErrorDetails(position: self.position, value: value))
        }
        return next
    }

    // MARK: As a function

    func match(_ arguments: [Value], _ run: Evaluation) throws(JSONataError) -> Value {
        guard case .string(let text)? = arguments.first else { return .nothing }
        var place = 0
        if arguments.count > 1, case .number(let number) = arguments[1], number >= 0, number < 1e9 {
            place = Int(number)
        }
        let units = UTF16Text.units(of: text)
        return self.value(try self.first(in: units, from: place, run), units)
    }

    func next(_ units: [UInt16], from place: Int, _ run: Evaluation) throws(JSONataError) -> Value {
        self.value(try self.following(place, in: units, run), units)
    }

    private func value(_ match: Match?, _ units: [UInt16]) -> Value {
        guard let match else { return .nothing }
        let next = FunctionValue(.nextMatch(self, text: units, from: match.end))
        let keys = ["match", "start", "end", "groups", "next"]
        let values: [Value] = [
            .string(match.text), .number(Double(match.start)), .number(Double(match.end)),
            .array(ValueArray(match.groups.map { $0.map { .string($0) } ?? .nothing })), .function(next),
        ]
        return .object(ObjectValue(keys: keys, values: values))
    }
}
