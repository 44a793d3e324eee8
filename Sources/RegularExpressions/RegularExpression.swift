/// A regular expression, compiled once and applied often.
///
/// Syntax and meaning are those of JavaScript (ECMA-262, section 22.2, with the leniencies of Annex B), over texts as UTF-16
/// code units. Nothing here hangs or grows without a bound: a pattern without look-around and back-references takes time in
/// proportion to its size times the length of the text, every other one is stopped by the budget of its caller. A budget is
/// enough to be rid of a search, so there is no other way to cancel one: it is a pure function that ends by itself, within a
/// second or so where the caller names no smaller budget.
///
/// The flags `i`, `m`, `s`, `u` and `y` mean what they mean in JavaScript. `g` and `d` are taken and mean nothing: callers
/// ask for one match or for all of them, and a match always knows its places. `v` is refused, and so are the property escapes
/// of scripts (`\p{Script=…}`), escapes in the names of groups, and names that are given twice.
package struct RegularExpression: Sendable {
    /// The pattern as written, without slashes and flags.
    package let pattern: String

    /// The flags as written.
    package let flags: String

    /// How many groups capture; group 0, the whole match, is not counted.
    package var groupCount: Int { self.program.groupCount }

    /// The names of groups with their numbers, in the order of the numbers.
    package var groupNames: [(name: String, group: Int)] { self.program.groupNames.map { ($0.name, $0.group) } }

    let program: PatternProgram

    /// Whether a match must begin exactly where the search begins: the flag `y`.
    let isSticky: Bool

    /// Compiles a pattern; throws with the place of what is wrong in it.
    package init(
        _ pattern: String,
        flags: String = "",
        dialect: RegularExpressionDialect = .ecmaScript
    ) throws(RegularExpressionError) {
        self.pattern = pattern
        self.flags = flags
        guard pattern.utf16.count <= RegularExpressionLimits.patternUnitsMax else {
            let message = "A pattern must not be longer than \(RegularExpressionLimits.patternUnitsMax) characters"
            throw RegularExpressionError(message: message, offset: 0)
        }
        let parsed: ParsedPattern
        switch dialect {
        case .ecmaScript:
            let options = try ECMAScriptFlags(flags)
            var parser = ECMAScriptParser(pattern, flags: options)
            parsed = try parser.pattern()
            self.isSticky = options.isSticky
        case .java:
            var parser = JavaParser(pattern, flags: try JavaFlags(flags))
            parsed = try parser.pattern()
            self.isSticky = false
        }
        self.program = try PatternCompiler.program(of: parsed, dialect: dialect)
    }
}
