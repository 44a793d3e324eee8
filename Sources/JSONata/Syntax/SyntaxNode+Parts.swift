extension SyntaxNode {
    /// All nodes right below this one.
    var parts: [SyntaxNode] { self.attachedParts + self.ownParts }

    /// The predicates, stages and groups that hang on the node.
    var attachedParts: [SyntaxNode] {
        var parts: [SyntaxNode] = self.predicates ?? []
        for case .filter(let predicate) in self.stages ?? [] { parts.append(predicate) }
        for pair in self.group?.pairs ?? [] { parts += [pair.key, pair.value] }
        return parts
    }

    /// The nodes of which the node consists.
    private var ownParts: [SyntaxNode] {
        switch self.kind {
        case .name, .string, .number, .value, .variable, .regex, .wildcard, .descendants, .parent, .operatorWord, .end:
            return []
        case .binary(_, let left, let right), .apply(let left, let right), .fallback(let left, let right, _):
            return [left, right]
        case .bind(let left, let right): return [left, right]
        case .negate(let operand), .focus(let operand, _), .index(let operand, _), .tailCall(let operand):
            return [operand]
        case .array(let items): return items
        case .object(let pairs): return pairs.flatMap { [$0.key, $0.value] }
        case .groupBy(let left, let pairs): return [left] + pairs.flatMap { [$0.key, $0.value] }
        case .orderBy(let left, let terms): return [left] + terms.map(\.term)
        case .sort(let terms): return terms.map(\.term)
        case .condition(let condition, let then, let otherwise):
            return [condition, then] + (otherwise.map { [$0] } ?? [])
        case .block(let expressions): return expressions
        case .call(let procedure, let arguments), .partial(let procedure, let arguments):
            return [procedure] + arguments
        case .lambda(_, _, let body): return [body]
        case .transform(let pattern, let update, let delete):
            return [pattern, update] + (delete.map { [$0] } ?? [])
        case .path(let steps): return steps
        }
    }
}
