/// The bounds that keep a hostile pattern from exhausting the process while it is compiled.
package enum RegularExpressionLimits {
    /// The longest pattern, in UTF-16 units.
    package static let patternUnitsMax = 65_536

    /// How deep groups may nest.
    package static let nestingDepthMax = 32

    /// How many instructions a pattern may become; repetitions such as `a{1000}{1000}` are written out.
    package static let instructionsMax = 65_536

    /// How many groups may capture.
    package static let groupsMax = 1_000

    /// The longest text, in UTF-16 units.
    package static let textUnitsMax = 1 << 29
}
