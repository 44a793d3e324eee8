package import QuickstepJSON

/// The condition of a filter.
///
/// Chains of `&&` and of `||` are flat, so the depth of the tree is the depth to which the text nests brackets.
package indirect enum JSONPathFilter: Sendable, Hashable {
    /// `a && b && …`.
    case all([JSONPathFilter])
    /// `a || b || …`.
    case any([JSONPathFilter])
    /// `!a`.
    case not(JSONPathFilter)
    /// A path alone: whether it leads anywhere.
    case exists(FilterPath)
    /// Two operands and what is between them.
    case comparison(FilterOperand, FilterOperator, FilterOperand)
}

/// One side of a comparison.
package enum FilterOperand: Sendable, Hashable {
    /// A constant.
    case literal(JSONValue)
    /// What a path leads to.
    case path(FilterPath)
    /// A regular expression; the parser lets it stand beside `=~` only.
    case pattern(FilterPattern)
}

/// A path within a filter.
package struct FilterPath: Sendable, Hashable {
    /// Whether the path starts at the value that is being filtered (`@`), or at the document (`$`).
    let startsAtCurrent: Bool
    let sequence: StepSequence
}
