/// A pattern as a tree.
///
/// Its depth is bounded by the parser (``RegularExpressionLimits/nestingDepthMax``), so what walks it may recurse.
indirect enum PatternNode: Sendable {
    /// Matches the empty text.
    case empty
    /// One character.
    case character(UInt32, CaseRule)
    /// One character of a class, by its number in the pattern's table.
    case characters(Int)
    /// One after the other.
    case sequence([PatternNode])
    /// One of them, the first that leads to a match.
    case alternatives([PatternNode])
    /// A group that captures.
    case capture(Int, PatternNode)
    /// A quantifier.
    case repetition(PatternNode, Repetition)
    /// A condition on a place.
    case assertion(Assertion)
    /// A pattern that is tried for itself.
    case look(Look, PatternNode)
    /// What a group matched, once more.
    case backReference(Int, CaseRule)

    /// Whether it can match without moving on.
    var canBeEmpty: Bool {
        switch self {
        case .character, .characters: false
        case .empty, .assertion, .backReference: true
        case .look(let look, let body): look != .atomic || body.canBeEmpty
        case .sequence(let nodes): nodes.allSatisfy(\.canBeEmpty)
        case .alternatives(let nodes): nodes.contains(where: \.canBeEmpty)
        case .capture(_, let body): body.canBeEmpty
        case .repetition(let body, let repetition): repetition.minimum == 0 || body.canBeEmpty
        }
    }
}

/// How often something is repeated.
struct Repetition: Sendable {
    let minimum: Int
    /// Nil for without end.
    let maximum: Int?
    /// Whether as few turns as possible are tried first.
    let isLazy: Bool
    /// The groups within, which each turn forgets.
    let groups: Range<Int>
}

/// The ways to try a pattern for itself; what it matched is not gone back on afterwards.
enum Look: Sendable, Hashable {
    /// `(?=…)`.
    case ahead
    /// `(?!…)`.
    case notAhead
    /// `(?<=…)`.
    case behind
    /// `(?<!…)`.
    case notBehind
    /// `(?>…)` of Java: the match goes on where it ends.
    case atomic

    var isNegative: Bool { self == .notAhead || self == .notBehind }
    var isBackward: Bool { self == .behind || self == .notBehind }
}

/// What a parser makes of a pattern.
struct ParsedPattern: Sendable {
    let root: PatternNode
    let classes: [CharacterClass]
    let groupCount: Int
    let groupNames: [GroupName]
    /// Whether the text is read in code points, and not in UTF-16 units.
    let readsCodePoints: Bool
}
