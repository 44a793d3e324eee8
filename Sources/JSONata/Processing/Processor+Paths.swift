import QuickstepJSON

extension Processor {
    /// Joins two sides of a `.` into one path.
    mutating func path(_ left: SyntaxNode, _ right: SyntaxNode) throws(JSONataError) -> SyntaxNode {
        let left = try self.process(left)
        let result: SyntaxNode
        var steps: [SyntaxNode]
        if case .path(let leftSteps) = left.kind {
            result = left
            steps = leftSteps
        } else {
            result = SyntaxNode(.path([left]), at: left.position)
            steps = [left]
        }
        if case .parent = left.kind, let slot = left.slot { result.seekingParent = [slot] }
        let right = try self.process(right)
        if case .path(let rightSteps) = right.kind {
            steps += rightSteps
        } else {
            if let predicates = right.predicates {
                right.stages = predicates.map { .filter($0) }
                right.predicates = nil
            }
            steps.append(right)
        }
        for step in steps {
            switch step.kind {
            case .number(let number):
                throw Self.literalStep(step, JSONValue(javaScript: number))
            case .value(let literal):
                throw Self.literalStep(step, JSONValue(literal))
            case .string(let text):
                step.kind = .name(text)
            default:
                break
            }
        }
        if steps.contains(where: { $0.keepsArray }) { result.keepsSingleton = true }
        for end in [steps.first, steps.last] {
            if let end, case .array = end.kind { end.isConstructor = true }
        }
        result.kind = .path(steps)
        try self.resolveAncestry(of: result)
        return result
    }

    private static func literalStep(_ step: SyntaxNode, _ value: JSONValue) -> JSONataError {
        JSONataError("S0213", JSONataErrorDetails(position: step.position, value: value))
    }

    /// Hangs a predicate on the last step.
    mutating func filtered(
        _ left: SyntaxNode,
        _ predicate: SyntaxNode,
        at position: Int
    ) throws(JSONataError) -> SyntaxNode {
        let result = try self.process(left)
        let step = result.lastStep ?? result
        guard step.group == nil else { throw JSONataError("S0209", JSONataErrorDetails(position: position)) }
        let predicate = try self.process(predicate)
        if let slots = predicate.seekingParent {
            for slot in slots {
                if slot.level == 1 { try self.seekParent(from: step, for: slot) } else { slot.level -= 1 }
            }
            Self.passOnSeekers(of: predicate, to: step)
        }
        if result.lastStep != nil {
            step.stages = (step.stages ?? []) + [.filter(predicate)]
        } else {
            step.predicates = (step.predicates ?? []) + [predicate]
        }
        return result
    }

    /// Hangs a group on an expression.
    mutating func grouped(
        _ left: SyntaxNode,
        _ pairs: [(key: SyntaxNode, value: SyntaxNode)],
        at position: Int
    ) throws(JSONataError) -> SyntaxNode {
        let result = try self.process(left)
        guard result.group == nil else { throw JSONataError("S0210", JSONataErrorDetails(position: position)) }
        var processed: [(key: SyntaxNode, value: SyntaxNode)] = []
        for pair in pairs {
            let key = try self.process(pair.key)
            processed.append((key, try self.process(pair.value)))
        }
        result.group = (processed, position)
        return result
    }

    /// Makes sorting a step of a path.
    mutating func ordered(
        _ left: SyntaxNode,
        _ terms: [(isDescending: Bool, term: SyntaxNode)],
        at position: Int
    ) throws(JSONataError) -> SyntaxNode {
        let left = try self.process(left)
        var result = left
        var steps = [left]
        if case .path(let leftSteps) = left.kind {
            steps = leftSteps
        } else {
            result = SyntaxNode(.path(steps), at: left.position)
        }
        let sort = SyntaxNode(.sort([]), at: position)
        var processed: [(isDescending: Bool, term: SyntaxNode)] = []
        for term in terms {
            processed.append((term.isDescending, try self.part(term.term, of: sort)))
        }
        sort.kind = .sort(processed)
        result.kind = .path(steps + [sort])
        try self.resolveAncestry(of: result)
        return result
    }

    /// Binds the items of the last step to a variable, and leaves the context as it was.
    mutating func focused(
        _ left: SyntaxNode,
        _ name: String,
        keepsArray: Bool,
        at position: Int
    ) throws(JSONataError) -> SyntaxNode {
        let result = try self.process(left)
        let step = result.lastStep ?? result
        guard step.stages == nil, step.predicates == nil else {
            throw JSONataError("S0215", JSONataErrorDetails(position: position))
        }
        if case .sort = step.kind { throw JSONataError("S0216", JSONataErrorDetails(position: position)) }
        if keepsArray { step.keepsArray = true }
        step.focus = name
        step.isTuple = true
        return result
    }

    /// Binds the positions of the items of the last step to a variable.
    mutating func indexed(_ left: SyntaxNode, _ name: String) throws(JSONataError) -> SyntaxNode {
        let processed = try self.process(left)
        var result = processed
        let step = processed.lastStep ?? processed
        if processed.lastStep == nil {
            result = SyntaxNode(.path([step]), at: processed.position)
            if let predicates = step.predicates {
                step.stages = predicates.map { .filter($0) }
                step.predicates = nil
            }
        }
        if let stages = step.stages {
            step.stages = stages + [.index(name)]
        } else {
            step.index = name
        }
        step.isTuple = true
        return result
    }
}

extension SyntaxNode {
    /// The last step of a path, nil for what is none.
    var lastStep: SyntaxNode? {
        if case .path(let steps) = self.kind { return steps.last }
        return nil
    }
}
