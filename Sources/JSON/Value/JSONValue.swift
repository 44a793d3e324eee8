/// A JSON value: what states pass on, what handlers receive and return, what messages and items hold.
///
/// Objects keep the order of their members and numbers keep how they were written where that matters (see
/// ``JSONNumber``), so that a document survives parsing and printing unchanged but for white space and the spelling of
/// escapes.
///
/// `==` and hashing are *identity*: two values are equal when they print the same compact text, so `1` differs from
/// `1.0` and the order of members counts; strings are compared byte by byte, without Unicode normalisation.
/// ``isEqual(to:)`` is the numeric comparison.
///
/// Parsing, printing, comparing, hashing and measuring never recurse, however deep a value is nested. What does recurse
/// is Swift's own release of nested storage; ``JSONLimits/maxDepth`` bounds what the parser builds, and whoever wraps
/// values in a loop checks ``exceedsDepth(_:)``.
@frozen
public enum JSONValue: Sendable {
    /// The literal `null`.
    case null

    /// One of the literals `true` and `false`.
    case bool(Bool)

    /// A number, never infinite and never NaN.
    case number(JSONNumber)

    /// A string of Unicode scalars.
    case string(String)

    /// An ordered list of values.
    case array([JSONValue])

    /// An ordered list of members with unique keys.
    case object(JSONObject)
}

extension JSONValue: CustomStringConvertible {
    /// The compact text of the value, as ``compactText``.
    public var description: String {
        self.compactText
    }
}
