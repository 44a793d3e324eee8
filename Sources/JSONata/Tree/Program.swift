import QuickstepJSON

/// A compiled expression.
final class Program: Sendable {
    /// What is evaluated.
    let tree: Node

    /// The variables of the outermost scope: those that the expression binds, and those it takes from outside.
    let scope: Scope

    private let dialect: Dialect

    /// Compiles an expression.
    init(_ source: String, dialect: Dialect, stackBytes: Int) throws(JSONataError) {
        let guardian = StackGuard(bytes: stackBytes)
        let parsed = try Parser.parse(source, guardian: guardian)
        let processed = try Processor.process(parsed, guardian: guardian)
        var compiler = Compiler(processed, guardian: guardian)
        self.tree = try compiler.compile()
        self.scope = compiler.rootScope
        self.dialect = dialect
    }

    /// Evaluates the expression.
    func run(_ input: JSONValue?, surroundings: Surroundings) throws(JSONataError) -> Outcome {
        var root = input.map { Value($0) } ?? .nothing
        let evaluation = Evaluation(root: root, surroundings: surroundings, dialect: self.dialect)
        defer { evaluation.finish() }
        if root.isArray { root = .array(ValueArray([root], traits: [.sequence, .wrapsInput])) }
        let frame = Frame(self.scope, parent: nil, evaluation: evaluation)
        for (slot, name) in self.scope.names.enumerated() { frame.values[slot] = evaluation.global(named: name) }
        let result = try self.tree.evaluate(root, frame, evaluation)
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
