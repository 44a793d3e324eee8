/// What names occur in a tree.
struct Survey {
    /// All variables, used or bound, and names that are called as if they were variables.
    private(set) var variables: [String] = []

    /// The variables that are bound by `:=`.
    private(set) var bound: [String] = []

    /// The variables that are bound to the items of paths.
    private(set) var travelling: [String] = []

    /// Whether blocks and functions, which are scopes of their own, are left out.
    private let isShallow: Bool

    private var known: Set<String> = []

    init(isShallow: Bool = false) {
        self.isShallow = isShallow
    }

    /// Looks at a node and all below it.
    mutating func visit(_ root: SyntaxNode) {
        // A list of its own instead of recursion: trees may be deep.
        var pending = [root]
        while let node = pending.popLast() {
            self.note(node)
            var parts = node.parts
            if self.isShallow {
                switch node.kind {
                case .block, .lambda: parts = node.attachedParts
                default: break
                }
            }
            pending += parts.reversed()
        }
    }

    private mutating func note(_ node: SyntaxNode) {
        for name in [node.focus, node.index] {
            if let name { self.travelling.append(name) }
        }
        for case .index(let name) in node.stages ?? [] { self.travelling.append(name) }
        switch node.kind {
        case .variable(let name): self.add(variable: name)
        case .bind(let left, _):
            self.add(variable: left.tokenText)
            if !self.bound.contains(left.tokenText) { self.bound.append(left.tokenText) }
        case .call(let procedure, _), .partial(let procedure, _):
            if case .path(let steps) = procedure.kind, case .name(let name)? = steps.first?.kind {
                self.add(variable: name)
            }
        case .transform: self.add(variable: "clone")
        default: break
        }
    }

    private mutating func add(variable name: String) {
        if self.known.insert(name).inserted { self.variables.append(name) }
    }
}
