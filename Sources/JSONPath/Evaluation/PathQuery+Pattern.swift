import QuickstepJSON
import QuickstepRegularExpressions

extension PathQuery {
    /// Whether a value, or one of the elements of an array, matches a regular expression from its first character to its last.
    ///
    /// Numbers and booleans are compared as they are written. What is null, an object or missing counts as the empty text, so
    /// that `/.*/` lets it through, as in Jayway's `RegexpEvaluator`.
    mutating func matches(_ value: JSONValue?, _ pattern: FilterPattern) -> Bool {
        guard case .array(let elements)? = value else { return self.matchesOne(value, pattern) }
        for element in elements {
            guard self.charge(1) else { return false }
            if self.matchesOne(element, pattern) { return true }
        }
        return false
    }

    private mutating func matchesOne(_ value: JSONValue?, _ pattern: FilterPattern) -> Bool {
        let text =
            switch value {
            case .string(let text)?: text
            case .number(let number)?: number.description
            case .bool(let isTrue)?: isTrue ? "true" : "false"
            case .null?, .array?, .object?, nil: ""
            }
        guard self.charge(text.utf8.count >> 6) else { return false }
        do throws(RegularExpressionExhaustion) {
            return try pattern.expression.wholeMatch(of: Array(text.utf16), budget: &self.patternBudget) != nil
        } catch {
            let subject = "The regular expression \(pattern.text) in the path"
            switch error {
            case .steps: self.giveUp("\(subject) takes more than \(JSONPathLimits.patternStepsMax) steps")
            case .memory: self.giveUp("\(subject) takes more than \(JSONPathLimits.patternBytesMax) bytes of memory")
            case .textLength: self.giveUp("\(subject) meets a text that is too long")
            }
            return false
        }
    }
}
