/// What searches may cost; a caller may share one among many searches.
package struct RegularExpressionBudget: Sendable, Equatable {
    /// How many steps are left; a step is one instruction of the compiled pattern, or one way back.
    package var steps: Int

    /// How many bytes one search may use for what it has still to try and for what it has tried in vain.
    package var memoryBytes: Int

    /// Makes a budget; what is not named is generous, and still ends a hopeless search within a second or so.
    package init(steps: Int = 50_000_000, memoryBytes: Int = 64 * 1_024 * 1_024) {
        self.steps = steps
        self.memoryBytes = memoryBytes
    }
}

/// Why a search was given up.
package enum RegularExpressionExhaustion: Error, Sendable, Equatable, CustomStringConvertible {
    /// It took more steps than there were.
    case steps
    /// It needed more memory than it was given.
    case memory
    /// The text is longer than any that can be searched.
    case textLength

    /// A sentence without a full stop.
    package var description: String {
        switch self {
        case .steps: "The regular expression takes too many steps"
        case .memory: "The regular expression takes too much memory"
        case .textLength: "The text is too long for a regular expression"
        }
    }
}
