/// A word of the language with the place behind it.
struct Token {
    /// What the word is.
    enum Kind {
        case name
        case variable
        case `operator`
        case string
        case number(Double)
        /// One of `true`, `false` and `null`.
        case value(Literal)
        case regex(pattern: String, flags: String)
        case end
    }

    /// The literals that have names.
    enum Literal {
        case `true`
        case `false`
        case null
    }

    let kind: Kind

    /// The text, without quotes and without a variable's `$`.
    let text: String

    /// The place behind the word, in UTF-16 units.
    let position: Int
}
