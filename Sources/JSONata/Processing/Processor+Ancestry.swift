extension Processor {
    /// Makes what a part still asks for the question of the whole.
    static func passOnSeekers(of part: SyntaxNode, to whole: SyntaxNode) {
        let slots = part.openSlots
        guard !slots.isEmpty else { return }
        whole.seekingParent = (whole.seekingParent ?? []) + slots
    }

    /// Answers from earlier steps what the last step of a path asks for.
    func resolveAncestry(of path: SyntaxNode) throws(JSONataError) {
        guard case .path(let steps) = path.kind, let last = steps.last else { return }
        for slot in last.openSlots {
            var index = steps.count - 2
            while slot.level > 0 {
                guard index >= 0 else {
                    path.seekingParent = (path.seekingParent ?? []) + [slot]
                    break
                }
                var step = steps[index]
                index -= 1
                // Steps that only bind stand on the same context as the first of them.
                while index >= 0, step.focus != nil, steps[index].focus != nil {
                    step = steps[index]
                    index -= 1
                }
                try self.seekParent(from: step, for: slot)
            }
        }
    }

    /// Has a step, or what is last in it, remember its context when the slot means that.
    func seekParent(from node: SyntaxNode, for slot: AncestorSlot) throws(JSONataError) {
        switch node.kind {
        case .name, .wildcard:
            slot.level -= 1
            guard slot.level == 0 else { return }
            if let ancestor = node.ancestor { slot.label = ancestor.label }
            node.ancestor = slot
            node.isTuple = true
        case .parent:
            slot.level += 1
        case .block(let expressions):
            guard let last = expressions.last else { return }
            node.isTuple = true
            try self.seekParent(from: last, for: slot)
        case .path(let steps):
            node.isTuple = true
            var index = steps.count - 1
            repeat {
                try self.seekParent(from: steps[index], for: slot)
                index -= 1
            } while slot.level > 0 && index >= 0
        default:
            throw JSONataError("S0217", JSONataErrorDetails(position: node.position, token: node.typeName))
        }
    }

    /// Marks the calls whose results are the function's own, so that they run when the function has returned.
    static func markingTailCalls(_ node: SyntaxNode) -> SyntaxNode {
        switch node.kind {
        case .call where node.predicates == nil && node.group == nil:
            return SyntaxNode(.tailCall(node), at: node.position)
        case .condition(let condition, let then, let otherwise):
            node.kind = .condition(
                condition,
                then: Self.markingTailCalls(then),
                otherwise: otherwise.map { Self.markingTailCalls($0) }
            )
        case .block(let expressions):
            guard let last = expressions.last else { break }
            node.kind = .block(expressions.dropLast() + [Self.markingTailCalls(last)])
        default:
            break
        }
        return node
    }
}

extension SyntaxNode {
    /// The parents that are asked for and not found yet, its own included.
    fileprivate var openSlots: [AncestorSlot] {
        var slots = self.seekingParent ?? []
        if case .parent = self.kind, let slot = self.slot { slots.append(slot) }
        return slots
    }
}
