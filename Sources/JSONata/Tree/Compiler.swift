import QuickstepJSON
import QuickstepRegularExpressions

/// Makes the tree that is evaluated, with every variable's scope resolved where that is known before.
struct Compiler {
    /// The scope around everything: what the expression binds at its top, and what comes from outside.
    let rootScope: Scope

    private let root: SyntaxNode
    private let guardian: StackGuard

    /// Variables that travel with the items of paths, and are looked for by name.
    private let travelling: Set<String>

    /// Whether `$eval` is mentioned, which may use and bind any variable by name.
    private let isDynamic: Bool

    /// The scopes around the node in question, the innermost last.
    private var scopes: [Scope] = []

    /// Prepares compiling what was processed.
    init(_ root: SyntaxNode, guardian: StackGuard, isDynamic: Bool = false) {
        var survey = Survey()
        survey.visit(root)
        self.root = root
        self.guardian = guardian
        self.travelling = Set(survey.travelling)
        self.isDynamic = isDynamic || survey.variables.contains("eval")
        self.rootScope = self.isDynamic ? .empty : Scope(survey.variables)
        self.scopes = [self.rootScope]
    }

    /// Compiles the whole.
    mutating func compile() throws(JSONataError) -> Node {
        try self.node(self.root)
    }

    // MARK: Nodes

    private mutating func node(_ syntax: SyntaxNode) throws(JSONataError) -> Node {
        try self.guardian.check()
        if case .path(let steps) = syntax.kind { return try self.path(syntax, steps) }
        let base = try self.base(of: syntax)
        switch syntax.kind {
        case .name(let name): return NameNode(name, base)
        case .string(let text): return LiteralNode(.string(text), base)
        case .number(let number): return LiteralNode(.number(number), base)
        case .value(.true): return LiteralNode(.bool(true), base)
        case .value(.false): return LiteralNode(.bool(false), base)
        case .value(.null): return LiteralNode(.null, base)
        case .variable(let name): return self.variable(name, base)
        case .regex(let pattern, let flags): return try self.regex(pattern, flags, base)
        case .wildcard: return WildcardNode(base)
        case .descendants: return DescendantsNode(base)
        case .parent: return ParentNode(syntax.slot?.label ?? "", base)
        case .binary(let text, let left, let right): return try self.binary(text, left, right, base)
        case .negate(let operand): return NegationNode(try self.node(operand), base)
        case .array(let items):
            var compiled: [(node: Node, isWhole: Bool)] = []
            for item in items { compiled.append((try self.node(item), item.isArrayConstructor)) }
            return ArrayNode(compiled, isConstructor: syntax.isConstructor, base)
        case .object(let pairs): return ObjectNode(try self.group(pairs, at: syntax.position), base)
        case .bind(let left, let right): return try self.bind(left.tokenText, right, base)
        case .apply(let left, let right): return ApplyNode(try self.node(left), try self.node(right), base)
        case .condition(let condition, let then, let otherwise):
            let condition = try self.node(condition)
            let then = try self.node(then)
            return ConditionNode(condition, then: then, otherwise: try self.optional(otherwise), base)
        case .fallback(let left, let right, let isCoalescing):
            return FallbackNode(try self.node(left), try self.node(right), isCoalescing: isCoalescing, base)
        case .block(let expressions): return try self.block(expressions, base)
        case .call(let procedure, let arguments): return try self.call(procedure, arguments, base)
        case .tailCall(let inner):
            guard let call = try self.node(inner) as? CallNode else { break }
            return TailCallNode(call, base)
        case .partial(let procedure, let arguments): return try self.partial(procedure, arguments, base)
        case .lambda(let parameters, let signature, let body):
            return try self.lambda(parameters, signature, body, base)
        case .transform(let pattern, let update, let delete):
            let pattern = try self.node(pattern)
            let update = try self.node(update)
            let delete = try self.optional(delete)
            let clone = self.variable("clone", Node.Base(position: syntax.position))
            return TransformNode(pattern: pattern, update: update, delete: delete, clone: clone, base)
        case .sort(let terms):
            var compiled: [(isDescending: Bool, node: Node)] = []
            for term in terms { compiled.append((term.isDescending, try self.node(term.term))) }
            return SortNode(compiled, base)
        case .operatorWord, .end, .groupBy, .orderBy, .focus, .index, .path:
            break
        }
        throw JSONataError("S0206", JSONataErrorDetails(position: syntax.position, token: syntax.tokenText))
    }

    private mutating func optional(_ syntax: SyntaxNode?) throws(JSONataError) -> Node? {
        guard let syntax else { return nil }
        return try self.node(syntax)
    }

    private mutating func base(of syntax: SyntaxNode) throws(JSONataError) -> Node.Base {
        var base = Node.Base(position: syntax.position, keepsArray: syntax.keepsArray)
        guard syntax.predicates != nil || syntax.group != nil else { return base }
        var predicates: [Node] = []
        for predicate in syntax.predicates ?? [] { predicates.append(try self.node(predicate)) }
        var group: Group?
        if let found = syntax.group { group = try self.group(found.pairs, at: found.position) }
        base.decorations = Node.Decorations(predicates: predicates, group: group)
        return base
    }

    private mutating func group(
        _ pairs: [(key: SyntaxNode, value: SyntaxNode)],
        at position: Int
    ) throws(JSONataError) -> Group {
        var compiled: [(key: Node, value: Node)] = []
        for pair in pairs {
            let key = try self.node(pair.key)
            compiled.append((key, try self.node(pair.value)))
        }
        return Group(pairs: compiled, position: position)
    }

    private mutating func path(_ syntax: SyntaxNode, _ steps: [SyntaxNode]) throws(JSONataError) -> Node {
        var compiled: [PathNode.Step] = []
        for step in steps {
            var stages: [PathNode.Stage] = []
            for stage in step.stages ?? [] {
                switch stage {
                case .filter(let predicate): stages.append(.filter(try self.node(predicate)))
                case .index(let name): stages.append(.index(name))
                }
            }
            let node = try self.node(step)
            compiled.append(
                PathNode.Step(
                    node: node,
                    stages: stages,
                    focus: step.focus,
                    index: step.index,
                    ancestor: step.ancestor?.label,
                    isTuple: step.isTuple,
                    isConstructor: step.isConstructor
                )
            )
        }
        var group: Group?
        if let found = syntax.group { group = try self.group(found.pairs, at: found.position) }
        var base = Node.Base(position: syntax.position, keepsArray: syntax.keepsArray)
        if let found = syntax.predicates {
            var predicates: [Node] = []
            for predicate in found { predicates.append(try self.node(predicate)) }
            base.decorations = Node.Decorations(predicates: predicates, group: nil)
        }
        var beginsWithVariable = false
        if case .variable? = steps.first?.kind { beginsWithVariable = true }
        return PathNode(
            compiled,
            keepsSingleton: syntax.keepsSingleton,
            group: group,
            handsOnTuples: syntax.isTuple,
            beginsWithVariable: beginsWithVariable,
            base
        )
    }

    private mutating func binary(
        _ text: String,
        _ left: SyntaxNode,
        _ right: SyntaxNode,
        _ base: Node.Base
    ) throws(JSONataError) -> Node {
        let left = try self.node(left)
        let right = try self.node(right)
        if let operation = ArithmeticNode.Operation(rawValue: text) {
            return ArithmeticNode(operation, left, right, base)
        }
        if let operation = ComparisonNode.Operation(rawValue: text) {
            return ComparisonNode(operation, left, right, base)
        }
        switch text {
        case "=", "!=": return EqualityNode(isNegated: text == "!=", left, right, base)
        case "and", "or": return LogicNode(isAnd: text == "and", left, right, base)
        case "&": return ConcatenationNode(left, right, base)
        case "in": return InclusionNode(left, right, base)
        case "..": return RangeNode(left, right, base)
        default: throw JSONataError("S0206", JSONataErrorDetails(position: base.position, token: text))
        }
    }

    private func regex(_ pattern: String, _ flags: String, _ base: Node.Base) throws(JSONataError) -> Node {
        do throws(RegularExpressionError) {
            return RegexNode(try RegularExpression(pattern, flags: Self.unique(flags)), base)
        } catch {
            // The reference implementation passes on JavaScript's own error, which has no code.
            let message = "Invalid regular expression: /\(pattern)/: \(error.message)"
            throw JSONataError("S0303", JSONataErrorDetails(position: base.position, token: pattern, message: message))
        }
    }

    private static func unique(_ flags: String) -> String {
        (flags.contains("i") ? "i" : "") + (flags.contains("m") ? "m" : "")
    }

    // MARK: Variables

    private func variable(_ name: String, _ base: Node.Base) -> Node {
        if name.isEmpty { return ContextNode(base) }
        if self.isDynamic || self.travelling.contains(name) { return NamedVariableNode(name, base) }
        var places: [(scope: Scope, slot: Int)] = []
        for scope in self.scopes.reversed() {
            if let slot = scope.names.firstIndex(of: name) { places.append((scope, slot)) }
        }
        return VariableNode(places, base)
    }

    private mutating func bind(
        _ name: String,
        _ right: SyntaxNode,
        _ base: Node.Base
    ) throws(JSONataError) -> Node {
        let value = try self.node(right)
        guard !self.isDynamic, let scope = self.scopes.last, let slot = scope.names.firstIndex(of: name) else {
            return NamedBindNode(value, name: name, base)
        }
        return BindNode(value, scope: scope, slot: slot, base)
    }

    private mutating func block(_ expressions: [SyntaxNode], _ base: Node.Base) throws(JSONataError) -> Node {
        var survey = Survey(isShallow: true)
        for expression in expressions { survey.visit(expression) }
        var scope: Scope?
        if self.isDynamic {
            scope = .empty
        } else if !survey.bound.isEmpty {
            scope = Scope(survey.bound)
        }
        if let scope { self.scopes.append(scope) }
        var compiled: [Node] = []
        for expression in expressions { compiled.append(try self.node(expression)) }
        if scope != nil { self.scopes.removeLast() }
        return BlockNode(compiled, scope: scope, base)
    }

    // MARK: Functions

    private mutating func lambda(
        _ parameters: [String],
        _ signature: Signature?,
        _ body: SyntaxNode,
        _ base: Node.Base
    ) throws(JSONataError) -> Node {
        var survey = Survey(isShallow: true)
        survey.visit(body)
        var names: [String] = []
        for name in parameters + survey.bound where !names.contains(name) { names.append(name) }
        let scope = Scope(names)
        self.scopes.append(scope)
        let body = try self.node(body)
        self.scopes.removeLast()
        let slots = parameters.map { names.firstIndex(of: $0) ?? 0 }
        return LambdaNode(scope: scope, parameterSlots: slots, signature: signature, body: body, base)
    }

    private mutating func call(
        _ procedure: SyntaxNode,
        _ arguments: [SyntaxNode],
        _ base: Node.Base
    ) throws(JSONataError) -> Node {
        var compiled: [Node] = []
        for argument in arguments { compiled.append(try self.node(argument)) }
        let (name, intended) = self.names(of: procedure)
        return CallNode(try self.node(procedure), compiled, name: name, intended: intended, base)
    }

    private mutating func partial(
        _ procedure: SyntaxNode,
        _ arguments: [SyntaxNode],
        _ base: Node.Base
    ) throws(JSONataError) -> Node {
        var compiled: [Node?] = []
        for argument in arguments {
            if case .operatorWord("?") = argument.kind {
                compiled.append(nil)
            } else {
                compiled.append(try self.node(argument))
            }
        }
        let (name, intended) = self.names(of: procedure)
        return PartialNode(try self.node(procedure), compiled, name: name, intended: intended, base)
    }

    /// What a called expression is called in errors, and the variable that a name without `$` may mean.
    private func names(of procedure: SyntaxNode) -> (name: String?, intended: Node?) {
        switch procedure.kind {
        case .path(let steps):
            guard case .name(let name)? = steps.first?.kind else { return (nil, nil) }
            return (name, self.variable(name, Node.Base(position: procedure.position)))
        case .lambda: return (nil, nil)
        default: return (procedure.tokenText, nil)
        }
    }
}

extension SyntaxNode {
    /// Whether this was written as an array constructor.
    fileprivate var isArrayConstructor: Bool {
        switch self.kind {
        case .array: true
        case .binary("[", _, _): true
        default: false
        }
    }
}
