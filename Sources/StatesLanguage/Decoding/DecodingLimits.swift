/// The bounds of a definition.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
enum DecodingLimits {
    /// The greatest number of Unicode characters in a state's name, and in a variable's.
    static let nameLengthMax = 80
    /// The greatest number of seconds in any field.
    static let secondsMax = 99_999_999
    /// `MaxDelaySeconds` is below this.
    static let retryDelaySecondsLimit = 31_622_400
    /// How deep levels (branches, processors) may lie in each other.
    ///
    /// Ours: it bounds recursion.
    static let scopeDepthMax = 32
    /// How deep a payload template may be.
    ///
    /// Ours: it bounds recursion.
    static let templateDepthMax = 200
    /// How deep a condition may be.
    ///
    /// Ours: it bounds recursion.
    static let conditionDepthMax = 100
    /// How deep intrinsic calls may be nested.
    static let intrinsicDepthMax = 10
    /// How many errors, and how many warnings, are kept; the service shows as many.
    static let diagnosticsMax = 100
}
