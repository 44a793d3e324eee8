import QuickstepJSON

/// Rewrites what was parsed into what is meant: paths become flat lists of steps, filters and bindings move to their steps, and
/// every `%` finds the step whose context it means.
struct Processor {
    private let guardian: StackGuard
    var labelCount = 0

    /// Processes a whole expression.
    static func process(_ tree: SyntaxNode, guardian: StackGuard) throws(JSONataError) -> SyntaxNode {
        var processor = Processor(guardian: guardian)
        let result = try processor.process(tree)
        var isParent = false
        if case .parent = result.kind { isParent = true }
        guard !isParent, result.seekingParent == nil else {
            let token = isParent ? "parent" : result.typeName
            throw JSONataError("S0217", JSONataErrorDetails(position: result.position, token: token))
        }
        return result
    }

    private init(guardian: StackGuard) {
        self.guardian = guardian
    }

    /// Processes a node and all below it.
    mutating func process(_ node: SyntaxNode) throws(JSONataError) -> SyntaxNode {
        try self.guardian.check()
        let result = try self.rewritten(node)
        if node.keepsArray { result.keepsArray = true }
        return result
    }

    private mutating func rewritten(_ node: SyntaxNode) throws(JSONataError) -> SyntaxNode {
        switch node.kind {
        case .name, .operatorWord("and"), .operatorWord("or"), .operatorWord("in"):
            let step = node
            step.kind = .name(node.tokenText)
            let path = SyntaxNode(.path([step]), at: node.position)
            path.keepsSingleton = node.keepsArray
            return path
        case .string, .number, .value, .variable, .regex, .wildcard, .descendants:
            return node
        case .operatorWord("?"):
            return node
        case .operatorWord(let text):
            throw JSONataError("S0201", JSONataErrorDetails(position: node.position, token: text))
        case .end:
            throw JSONataError("S0207", JSONataErrorDetails(position: node.position, token: "(end)"))
        case .parent:
            let result = SyntaxNode(.parent, at: node.position)
            result.slot = AncestorSlot(label: "!\(self.labelCount)")
            self.labelCount += 1
            return result
        case .binary(".", let left, let right):
            return try self.path(left, right)
        case .binary("[", let left, let predicate):
            return try self.filtered(left, predicate, at: node.position)
        case .groupBy(let left, let pairs):
            return try self.grouped(left, pairs, at: node.position)
        case .orderBy(let left, let terms):
            return try self.ordered(left, terms, at: node.position)
        case .focus(let left, let name):
            return try self.focused(left, name, keepsArray: node.keepsArray, at: node.position)
        case .index(let left, let name):
            return try self.indexed(left, name)
        case .negate(let operand):
            return try self.negated(node, operand)
        default:
            return try self.withProcessedParts(node)
        }
    }

    /// Processes the parts of a node whose kind stays as it is.
    private mutating func withProcessedParts(_ node: SyntaxNode) throws(JSONataError) -> SyntaxNode {
        let result = SyntaxNode(node.kind, at: node.position)
        switch node.kind {
        case .binary(let text, let left, let right):
            result.kind = .binary(text, try self.part(left, of: result), try self.part(right, of: result))
        case .array(let items):
            result.kind = .array(try self.parts(items, of: result))
        case .object(let pairs):
            result.kind = .object(try self.parts(pairs, of: result))
        case .bind(let left, let right):
            result.kind = .bind(left, try self.part(right, of: result))
        case .apply(let left, let right):
            let left = try self.process(left)
            let right = try self.process(right)
            result.kind = .apply(left, right)
            result.keepsArray = left.keepsArray || right.keepsArray
        case .condition(let condition, let then, let otherwise):
            let condition = try self.part(condition, of: result)
            let then = try self.part(then, of: result)
            result.kind = .condition(condition, then: then, otherwise: try self.optionalPart(otherwise, of: result))
        case .fallback(let left, let right, let isCoalescing):
            let left = try self.part(left, of: result)
            result.kind = .fallback(left, try self.part(right, of: result), isCoalescing: isCoalescing)
        case .block(let expressions):
            let expressions = try self.parts(expressions, of: result)
            result.isConstructor = expressions.contains { $0.isConstructor || $0.beginsWithConstructor }
            result.kind = .block(expressions)
        case .call(let procedure, let arguments):
            let arguments = try self.parts(arguments, of: result)
            result.kind = .call(try self.process(procedure), arguments)
        case .partial(let procedure, let arguments):
            let arguments = try self.parts(arguments, of: result)
            result.kind = .partial(try self.process(procedure), arguments)
        case .lambda(let parameters, let signature, let body):
            let body = Self.markingTailCalls(try self.process(body))
            result.kind = .lambda(parameters: parameters, signature: signature, body: body)
        case .transform(let pattern, let update, let delete):
            let pattern = try self.process(pattern)
            let update = try self.process(update)
            var newDelete: SyntaxNode?
            if let delete { newDelete = try self.process(delete) }
            result.kind = .transform(pattern: pattern, update: update, delete: newDelete)
        default:
            throw JSONataError("S0206", JSONataErrorDetails(position: node.position, token: node.tokenText))
        }
        return result
    }

    // MARK: Parts

    /// Processes a part, whose open questions for a parent become those of the whole.
    mutating func part(_ node: SyntaxNode, of whole: SyntaxNode) throws(JSONataError) -> SyntaxNode {
        let result = try self.process(node)
        Self.passOnSeekers(of: result, to: whole)
        return result
    }

    private mutating func optionalPart(_ node: SyntaxNode?, of whole: SyntaxNode) throws(JSONataError) -> SyntaxNode? {
        guard let node else { return nil }
        return try self.part(node, of: whole)
    }

    private mutating func parts(_ nodes: [SyntaxNode], of whole: SyntaxNode) throws(JSONataError) -> [SyntaxNode] {
        var results: [SyntaxNode] = []
        for node in nodes { results.append(try self.part(node, of: whole)) }
        return results
    }

    private mutating func parts(
        _ pairs: [(key: SyntaxNode, value: SyntaxNode)],
        of whole: SyntaxNode
    ) throws(JSONataError) -> [(key: SyntaxNode, value: SyntaxNode)] {
        var results: [(key: SyntaxNode, value: SyntaxNode)] = []
        for pair in pairs {
            let key = try self.part(pair.key, of: whole)
            results.append((key, try self.part(pair.value, of: whole)))
        }
        return results
    }

    private mutating func negated(_ node: SyntaxNode, _ operand: SyntaxNode) throws(JSONataError) -> SyntaxNode {
        let operand = try self.process(operand)
        if case .number(let number) = operand.kind {
            operand.kind = .number(-number)
            return operand
        }
        let result = SyntaxNode(.negate(operand), at: node.position)
        Self.passOnSeekers(of: operand, to: result)
        return result
    }
}

extension SyntaxNode {
    /// Whether this is a path that begins with an array constructor.
    fileprivate var beginsWithConstructor: Bool {
        if case .path(let steps) = self.kind { return steps.first?.isConstructor == true }
        return false
    }

    /// The name of the kind, as errors give it.
    var typeName: String {
        switch self.kind {
        case .name: "name"
        case .string: "string"
        case .number: "number"
        case .value: "value"
        case .variable: "variable"
        case .regex: "regex"
        case .wildcard: "wildcard"
        case .descendants: "descendant"
        case .parent: "parent"
        case .operatorWord, .end: "operator"
        case .binary, .groupBy, .orderBy, .focus, .index: "binary"
        case .negate, .array, .object: "unary"
        case .bind: "bind"
        case .apply: "apply"
        case .condition, .fallback: "condition"
        case .block: "block"
        case .call: "function"
        case .partial: "partial"
        case .lambda, .tailCall: "lambda"
        case .transform: "transform"
        case .path: "path"
        case .sort: "sort"
        }
    }
}
