/// A node of the syntax tree, as parsed and then rewritten by the processing.
///
/// One class with a kind and marks, because the processing moves predicates, groups and bindings from node to node before the
/// tree is compiled into what is evaluated.
final class SyntaxNode {
    /// What a node is.
    indirect enum Kind {
        // As parsed.
        case name(String)
        case string(String)
        case number(Double)
        case value(Token.Literal)
        case variable(String)
        case regex(pattern: String, flags: String)
        case wildcard
        case descendants
        case parent
        /// `and`, `or` and `in` as operands, and the `?` of partial application.
        case operatorWord(String)
        case end
        case binary(String, SyntaxNode, SyntaxNode)
        case negate(SyntaxNode)
        case array([SyntaxNode])
        case object([(key: SyntaxNode, value: SyntaxNode)])
        case groupBy(SyntaxNode, [(key: SyntaxNode, value: SyntaxNode)])
        case orderBy(SyntaxNode, [(isDescending: Bool, term: SyntaxNode)])
        case bind(SyntaxNode, SyntaxNode)
        case focus(SyntaxNode, String)
        case index(SyntaxNode, String)
        case apply(SyntaxNode, SyntaxNode)
        case condition(SyntaxNode, then: SyntaxNode, otherwise: SyntaxNode?)
        /// `a ?: b`, or, where it asks for existence only, `a ?? b`.
        case fallback(SyntaxNode, SyntaxNode, isCoalescing: Bool)
        case block([SyntaxNode])
        case call(SyntaxNode, [SyntaxNode])
        case partial(SyntaxNode, [SyntaxNode])
        case lambda(parameters: [String], signature: Signature?, body: SyntaxNode)
        case transform(pattern: SyntaxNode, update: SyntaxNode, delete: SyntaxNode?)
        // Made by the processing.
        case path([SyntaxNode])
        case sort([(isDescending: Bool, term: SyntaxNode)])
        /// The call in tail position of a function's body.
        case tailCall(SyntaxNode)
    }

    /// What is done to the results of a step, in order.
    enum Stage {
        case filter(SyntaxNode)
        case index(String)
    }

    var kind: Kind
    let position: Int

    /// How many nodes lie one below another, this one included, as parsed.
    private(set) var height = 1

    /// `e[]`: an array of one stays one.
    var keepsArray = false

    // MARK: Marks of the processing

    /// On a path: some step of it keeps its array.
    var keepsSingleton = false

    /// An array constructor at either end of a path, whose results are kept whole.
    var isConstructor = false

    /// Filters of an expression that is no later step of a path.
    var predicates: [SyntaxNode]?

    /// Filters and positions of a later step of a path.
    var stages: [Stage]?

    /// `e{…}`.
    var group: (pairs: [(key: SyntaxNode, value: SyntaxNode)], position: Int)?

    /// `e@$v`.
    var focus: String?

    /// `e#$v`.
    var index: String?

    /// Where this step keeps what it was evaluated on.
    var ancestor: AncestorSlot?

    /// Whether results travel with their bindings.
    var isTuple = false

    /// What in it asks for a parent that is not found yet.
    var seekingParent: [AncestorSlot]?

    /// On `%`: where the parent will be found.
    var slot: AncestorSlot?

    init(_ kind: Kind, at position: Int) {
        self.kind = kind
        self.position = position
    }

    /// How high a tree may be: releasing a higher one could overflow a stack.
    static let heightMax = 1_000

    /// Measures the height, which chains of operators raise without any recursion.
    func measure() throws(JSONataError) {
        self.height = 1 + (self.parts.lazy.map(\.height).max() ?? 0)
        if self.height > Self.heightMax { throw StackGuard.exhaustion }
    }
}

/// The place at which a step leaves its context for a `%` further on.
final class AncestorSlot {
    /// Which name it goes by: that of the first `%` that asked for it.
    var label: String

    /// How many steps it is still away.
    var level = 1

    init(label: String) {
        self.label = label
    }
}
