package import QuickstepJSON

extension JSONLimits {
    /// The bounds within which a row of the store is read back: as wide as they can be, for what was stored must stay readable.
    ///
    /// A row wraps the values that users gave in a few containers of its own. Whatever takes such a value refuses one that is nested
    /// deeper than `storedValueDepthMax`, so that no row comes near the bound.
    package static let storedRows = JSONLimits(maxDepth: depthCeiling, maxBytes: .max)

    /// How deep a value may be nested that becomes part of a row.
    ///
    /// The same as the limit of executions.
    package static let storedValueDepthMax = 512
}
