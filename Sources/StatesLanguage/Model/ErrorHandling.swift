/// One entry of `Retry`.
///
/// Source: https://states-language.net/spec.html#retrying-after-error
package struct Retrier: Sendable, Equatable {
    package let errorEquals: [String]
    /// Seconds before the first retry.
    ///
    /// Default 1.
    package let intervalSeconds: Int
    /// How often to retry; 0 means never.
    ///
    /// Default 3.
    package let maxAttempts: Int
    /// The factor from one delay to the next, at least 1.
    ///
    /// Default 2.
    package let backoffRate: Double
    /// The upper bound of a delay in seconds; `nil` for none.
    package let maxDelaySeconds: Int?
    package let jitter: Jitter

    package enum Jitter: String, Sendable, Equatable {
        case full = "FULL"
        case none = "NONE"
    }

    package init(
        errorEquals: [String],
        intervalSeconds: Int = 1,
        maxAttempts: Int = 3,
        backoffRate: Double = 2,
        maxDelaySeconds: Int? = nil,
        jitter: Jitter = .none
    ) {
        self.errorEquals = errorEquals
        self.intervalSeconds = intervalSeconds
        self.maxAttempts = maxAttempts
        self.backoffRate = backoffRate
        self.maxDelaySeconds = maxDelaySeconds
        self.jitter = jitter
    }
}

/// One entry of `Catch`.
///
/// Source: https://states-language.net/spec.html#fallback-states
package struct Catcher: Sendable, Equatable {
    package let errorEquals: [String]
    package let next: String
    package let resultPath: ResultPath
    package let assign: PayloadTemplate?

    package init(errorEquals: [String], next: String, resultPath: ResultPath = .replace, assign: PayloadTemplate? = nil)
    {
        self.errorEquals = errorEquals
        self.next = next
        self.resultPath = resultPath
        self.assign = assign
    }
}
