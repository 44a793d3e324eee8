import QuickstepJSON

/// A compiled expression.
final class Program: Sendable {
    /// What is evaluated.
    let tree: Node

    /// The variables of the outermost scope: those that the expression binds, and those it takes from outside.
    let scope: Scope

    private let dialect: Dialect

    /// Whether the tree is so high that evaluating it needs a large stack.
    private let isHigh: Bool

    /// From which height on trees are taken for high.
    private static let highHeight = 40

    private init(tree: Node, scope: Scope, dialect: Dialect, isHigh: Bool) {
        self.tree = tree
        self.scope = scope
        self.dialect = dialect
        self.isHigh = isHigh
    }

    /// Compiles an expression; with a large stack where the thread's is not enough.
    static func compiled(_ source: String, dialect: Dialect, stackBytes: Int) throws(JSONataError) -> Program {
        do throws(JSONataError) {
            return try self.compiled(source, dialect: dialect, guardian: StackGuard(bytes: stackBytes))
        } catch {
            guard error.code == StackGuard.exhaustion.code else { throw error }
            var result: Result<Program, JSONataError>?
            let hasRun = LargeStack.run {
                do throws(JSONataError) {
                    let guardian = StackGuard(bytes: LargeStack.usableBytes)
                    result = .success(try self.compiled(source, dialect: dialect, guardian: guardian))
                } catch {
                    result = .failure(error)
                }
            }
            guard hasRun, let result else { throw error }
            return try result.get()
        }
    }

    private static func compiled(
        _ source: String,
        dialect: Dialect,
        guardian: StackGuard
    ) throws(JSONataError) -> Program {
        let parsed = try Parser.parse(source, guardian: guardian)
        let isHigh = parsed.height > self.highHeight
        let processed = try Processor.process(parsed, guardian: guardian)
        var compiler = Compiler(processed, guardian: guardian)
        let tree = try compiler.compile()
        return Program(tree: tree, scope: compiler.rootScope, dialect: dialect, isHigh: isHigh)
    }

    /// Evaluates the expression.
    func run(_ input: JSONValue?, surroundings: Surroundings) throws(JSONataError) -> Outcome {
        var root = input.map { Value($0) } ?? .nothing
        let evaluation = Evaluation(root: root, surroundings: surroundings, dialect: self.dialect)
        defer { evaluation.finish() }
        if root.isArray { root = .array(ValueArray([root], traits: [.sequence, .wrapsInput])) }
        let frame = Frame(self.scope, parent: nil, evaluation: evaluation)
        for (slot, name) in self.scope.names.enumerated() { frame.values[slot] = evaluation.global(named: name) }
        let result: Value
        if self.isHigh {
            result = try evaluation.onLargeStack { () throws(JSONataError) in
                try self.tree.evaluate(root, frame, evaluation)
            }
        } else {
            result = try self.tree.evaluate(root, frame, evaluation)
        }
        if result.isFunction { return .function }
        guard let json = try result.json(evaluation) else { return .nothing }
        guard !json.exceedsDepth(JSONLimits.depthCeiling) else { throw StackGuard.exhaustion }
        return .value(json)
    }
}

extension Evaluation {
    /// The value that a variable has from outside.
    func global(named name: String) -> Value? {
        if name == "$" { return self.root }
        if let value = self.surroundings.bindings[name] { return Value(value) }
        if let function = self.surroundings.functions[name] { return .function(FunctionValue(.provided(function))) }
        if name == "eval", self.dialect == .stepFunctions { return nil }
        return NativeFunction.library[name].map { .function(FunctionValue(.native($0))) }
    }
}
