/// Whose language is spoken.
public enum Dialect: Sendable, Hashable {
    /// The reference implementation's.
    case standard

    /// That of AWS Step Functions: there is no `$eval`.
    case stepFunctions
}
