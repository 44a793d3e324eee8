/// Where a path stands in the definition: the text of a failure depends on it.
package enum PathPlace: Sendable, Equatable {
    /// A field that is a path by itself: `InputPath`, `OutputPath`, `ItemsPath`, `TimeoutSecondsPath`.
    case field
    /// A computed field of a payload template, by its name with the `.$`; also `ErrorPath` and `CausePath`.
    case named(String)
    /// An argument of an intrinsic function.
    case intrinsicArgument(of: IntrinsicCall)
    /// `Variable` of a choice rule, or its right side.
    case choiceRule
    /// `SecondsPath` and `TimestampPath` of a Wait state.
    case wait(field: String)
}
