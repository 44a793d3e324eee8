/// Whose syntax a pattern is written in: the one switch between JavaScript and Java.
///
/// Both dialects are read into the same tree and run on the same machine. What differs is the parser that is chosen here, and
/// two rules of the program: whether a repetition forgets its groups at each turn, and what a back-reference to a group that
/// took no part matches.
package enum RegularExpressionDialect: Sendable, Hashable {
    /// JavaScript's (ECMA-262), for JSONata.
    case ecmaScript

    /// Java's (`java.util.regex.Pattern`), for the filters of paths, which are Jayway's.
    ///
    /// With it come `\Q…\E`, possessive quantifiers, atomic groups, flags within the pattern, Java's line terminators, `\A`,
    /// `\z`, `\Z`, `\R`, `\h`, `\v`, and `\p{…}` for POSIX classes, general categories and the usual binary properties. Texts
    /// are read in code points. Classes within classes and their intersections, `\G`, `\X`, `\N`, `\b{g}`, scripts, blocks,
    /// and the flags `x` and `U` are refused by name.
    case java

    /// Whether each turn of a repetition begins with the groups in it unset (ECMA-262, RepeatMatcher, step 4).
    var forgetsGroupsAtEachTurn: Bool { self == .ecmaScript }

    /// Whether a reference to a group that took no part matches the empty text, instead of nothing.
    var unsetReferencesMatch: Bool { self == .ecmaScript }
}
