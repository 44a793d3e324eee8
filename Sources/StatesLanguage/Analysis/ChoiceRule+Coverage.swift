extension [ChoiceRule] {
    /// Whether two of the rules ask for the opposite of each other, so that one of them always matches.
    ///
    /// Long lists are not looked through: each rule is compared with each other one.
    var coverEverything: Bool {
        guard count <= 50 else { return false }
        return contains { rule in contains { $0.condition.isOpposite(of: rule.condition) } }
    }
}

extension Condition {
    fileprivate func isOpposite(of other: Condition) -> Bool {
        switch (self, other) {
        case (.not(let condition), _): condition == other
        case (.test(let variable, let test), .test(let otherVariable, let otherTest)):
            variable == otherVariable && test.isOpposite(of: otherTest)
        default: false
        }
    }
}

extension Condition.Test {
    /// Whether exactly one of the two passes, whatever the value is.
    fileprivate func isOpposite(of other: Condition.Test) -> Bool {
        switch (self, other) {
        case (.isNull(let left), .isNull(let right)), (.isPresent(let left), .isPresent(let right)),
            (.isNumeric(let left), .isNumeric(let right)), (.isString(let left), .isString(let right)),
            (.isBoolean(let left), .isBoolean(let right)), (.isTimestamp(let left), .isTimestamp(let right)):
            left != right
        default: false
        }
    }
}
