/// What stands between two operands of a filter.
package enum FilterOperator: String, Sendable, Hashable {
    /// Equal, a number also to the text that writes it.
    case equals = "=="
    /// Not equal; a value that is missing is not equal to anything.
    case differs = "!="
    /// Equal and of the same type.
    case isIdentical = "==="
    /// Not equal or of another type.
    case isNotIdentical = "!=="
    /// Less, of two numbers or two texts.
    case isLess = "<"
    /// Less or equal, of two numbers or two texts.
    case isAtMost = "<="
    /// Greater, of two numbers or two texts.
    case isGreater = ">"
    /// Greater or equal, of two numbers or two texts.
    case isAtLeast = ">="
    /// One side matches the regular expression that is the other.
    case matches = "=~"
    /// The left is an element of the right.
    case isIn = "in"
    /// The left is no element of the right.
    case isNotIn = "nin"
    /// The left, an array or a text, holds the right.
    case contains = "contains"
    /// Every element of the right is one of the left.
    case hasAll = "all"
    /// Every element of the left is one of the right.
    case isSubset = "subsetof"
    /// The arrays have an element in common.
    case hasAny = "anyof"
    /// The arrays have no element in common.
    case hasNone = "noneof"
    /// The left, an array or a text, has as many elements as the right says.
    case hasSize = "size"
    /// The left, an array or a text, is empty, or is not where the right is false.
    case isEmpty = "empty"
}
