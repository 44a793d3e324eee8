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
            pending += self.parts(of: node).reversed()
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

    private func parts(of node: SyntaxNode) -> [SyntaxNode] {
        var parts: [SyntaxNode] = node.predicates ?? []
        for case .filter(let predicate) in node.stages ?? [] { parts.append(predicate) }
        for pair in node.group?.pairs ?? [] { parts += [pair.key, pair.value] }
        switch node.kind {
        case .name, .string, .number, .value, .variable, .regex, .wildcard, .descendants, .parent, .operatorWord, .end:
            break
        case .binary(_, let left, let right), .apply(let left, let right), .fallback(let left, let right, _):
            parts += [left, right]
        case .bind(_, let right): parts.append(right)
        case .negate(let operand), .focus(let operand, _), .index(let operand, _), .tailCall(let operand):
            parts.append(operand)
        case .array(let items): parts += items
        case .object(let pairs): for pair in pairs { parts += [pair.key, pair.value] }
        case .groupBy(let left, let pairs):
            parts.append(left)
            for pair in pairs { parts += [pair.key, pair.value] }
        case .orderBy(let left, let terms): parts += [left] + terms.map(\.term)
        case .sort(let terms): parts += terms.map(\.term)
        case .condition(let condition, let then, let otherwise):
            parts += [condition, then]
            if let otherwise { parts.append(otherwise) }
        case .block(let expressions): if !self.isShallow { parts += expressions }
        case .call(let procedure, let arguments), .partial(let procedure, let arguments):
            parts += [procedure] + arguments
        case .lambda(_, _, let body): if !self.isShallow { parts.append(body) }
        case .transform(let pattern, let update, let delete):
            parts += [pattern, update]
            if let delete { parts.append(delete) }
        case .path(let steps): parts += steps
        }
        return parts
    }
}
