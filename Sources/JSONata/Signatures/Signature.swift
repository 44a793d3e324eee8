import QuickstepJSON

/// The types that a function takes, such as `<a<n>s?:b>`.
struct Signature: Sendable {
    /// How often an argument may stand for a parameter.
    enum Count: Sendable {
        case one
        case optional
        case many
        /// One or none, and none where that goes as well: what `-?` means.
        case ratherNone
    }

    /// One parameter.
    struct Parameter: Sendable {
        /// The types as a set of symbols.
        var symbols: TypeSymbols
        /// Whether it is an array, and whatever else is given is wrapped.
        var isArray = false
        /// Whether the context stands in where it is not given.
        var takesContext = false
        /// The type of the elements, as written.
        var subtype: String?
        /// What the parameter is called in errors about it.
        var type: String
        var count = Count.one
    }

    let parameters: [Parameter]
}
