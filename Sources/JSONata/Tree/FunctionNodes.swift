import QuickstepJSON

/// `function($a, $b) { … }`.
final class LambdaNode: Node, @unchecked Sendable {
    let scope: Scope
    let parameterSlots: [Int]
    let signature: Signature?
    let body: Node

    var parameterCount: Int { self.parameterSlots.count }

    init(scope: Scope, parameterSlots: [Int], signature: Signature?, body: Node, _ base: Base) {
        self.scope = scope
        self.parameterSlots = parameterSlots
        self.signature = signature
        self.body = body
        super.init(base)
    }

    override func compute(_ input: Value, _ frame: Frame, _ run: Evaluation) throws(JSONataError) -> Value {
        frame.capture()
        return .function(FunctionValue(.lambda(self, frame: frame, context: input)))
    }
}

/// `f(a, b)`.
final class CallNode: Node, @unchecked Sendable {
    let procedure: Node
    let arguments: [Node]

    /// What the function is called in errors.
    let name: String?

    /// The variable that is meant when a name without `$` is called.
    let intended: Node?

    init(_ procedure: Node, _ arguments: [Node], name: String?, intended: Node?, _ base: Base) {
        self.procedure = procedure
        self.arguments = arguments
        self.name = name
        self.intended = intended
        super.init(base)
    }

    override func compute(_ input: Value, _ frame: Frame, _ run: Evaluation) throws(JSONataError) -> Value {
        try self.call(input, frame, run, applied: nil)
    }

    /// Calls the function.
    ///
    /// What stands on the left of `~>` (`applied`) becomes the first argument.
    func call(
        _ input: Value,
        _ frame: Frame,
        _ run: Evaluation,
        applied: Value?
    ) throws(JSONataError) -> Value {
        let (function, arguments) = try self.prepared(input, frame, run, applied: applied)
        do throws(JSONataError) {
            let result = try run.apply(function, arguments, context: input, frame)
            guard run.tailCall != nil else { return result }
            return try self.finishTailCalls(run)
        } catch {
            throw error.adding(position: self.position, token: self.name)
        }
    }

    /// Evaluates the function and its arguments.
    private func prepared(
        _ input: Value,
        _ frame: Frame,
        _ run: Evaluation,
        applied: Value?
    ) throws(JSONataError) -> (FunctionValue, [Value]) {
        let procedure = try self.procedure.evaluate(input, frame, run)
        if procedure.isNothing, let intended, try !intended.evaluate(input, frame, run).isNothing {
            throw JSONataError("T1005", JSONataErrorDetails(position: self.position, token: self.name))
        }
        var arguments: [Value] = []
        arguments.reserveCapacity(self.arguments.count + (applied == nil ? 0 : 1))
        if let applied { arguments.append(applied) }
        for argument in self.arguments { arguments.append(try argument.evaluate(input, frame, run)) }
        guard case .function(let function) = procedure else {
            throw JSONataError("T1006", JSONataErrorDetails(position: self.position, token: self.name))
        }
        return (function, arguments)
    }

    /// Makes the calls that functions end with, one after the other, so that they need no stack.
    private func finishTailCalls(_ run: Evaluation) throws(JSONataError) -> Value {
        var result = Value.nothing
        while let call = run.tailCall {
            run.tailCall = nil
            let (function, arguments) = try call.node.prepared(call.input, call.frame, run, applied: nil)
            do throws(JSONataError) {
                result = try run.apply(function, arguments, context: call.input, call.frame)
            } catch {
                throw error.adding(position: call.node.position, token: call.node.name)
            }
        }
        return result
    }
}

/// The call that a function ends with, which its caller makes.
final class TailCallNode: Node, @unchecked Sendable {
    private let call: CallNode

    init(_ call: CallNode, _ base: Base) {
        self.call = call
        super.init(base)
    }

    override func compute(_ input: Value, _ frame: Frame, _ run: Evaluation) throws(JSONataError) -> Value {
        run.tailCall = Evaluation.TailCall(node: self.call, input: input, frame: frame)
        return .nothing
    }
}

/// `f(?, b)`.
final class PartialNode: Node, @unchecked Sendable {
    private let procedure: Node
    /// The arguments; nil for those to come.
    private let arguments: [Node?]
    private let name: String?
    private let intended: Node?

    init(_ procedure: Node, _ arguments: [Node?], name: String?, intended: Node?, _ base: Base) {
        self.procedure = procedure
        self.arguments = arguments
        self.name = name
        self.intended = intended
        super.init(base)
    }

    override func compute(_ input: Value, _ frame: Frame, _ run: Evaluation) throws(JSONataError) -> Value {
        var arguments: [Value?] = []
        for argument in self.arguments { arguments.append(try argument?.evaluate(input, frame, run)) }
        let procedure = try self.procedure.evaluate(input, frame, run)
        let details = JSONataErrorDetails(position: self.position, token: self.name)
        guard case .function(let function) = procedure else {
            if procedure.isNothing, let intended, try !intended.evaluate(input, frame, run).isNothing {
                throw JSONataError("T1007", details)
            }
            throw JSONataError("T1008", details)
        }
        let partial = FunctionValue(.partial(function, arguments: arguments))
        if partial.depth > Value.depthMax { throw StackGuard.exhaustion }
        return .function(partial)
    }
}

/// `a ~> f`.
final class ApplyNode: Node, @unchecked Sendable {
    private let left: Node
    private let right: Node

    init(_ left: Node, _ right: Node, _ base: Base) {
        self.left = left
        self.right = right
        super.init(base)
    }

    override func compute(_ input: Value, _ frame: Frame, _ run: Evaluation) throws(JSONataError) -> Value {
        let left = try self.left.evaluate(input, frame, run)
        if let call = self.right as? CallNode { return try call.call(input, frame, run, applied: left) }
        let right = try self.right.evaluate(input, frame, run)
        guard case .function(let function) = right else {
            let details = JSONataErrorDetails(position: self.position, value: right.jsonForError)
            throw JSONataError("T2006", details)
        }
        if case .function(let first) = left {
            let chain = FunctionValue(.chain(first: first, second: function))
            if chain.depth > Value.depthMax { throw StackGuard.exhaustion }
            return .function(chain)
        }
        do throws(JSONataError) {
            return try run.call(function, [left], frame)
        } catch {
            throw error.adding(position: self.position, token: nil)
        }
    }
}

/// `|pattern|update, delete|`.
final class TransformNode: Node, @unchecked Sendable {
    private let pattern: Node
    private let update: Node
    private let delete: Node?
    private let clone: Node

    init(pattern: Node, update: Node, delete: Node?, clone: Node, _ base: Base) {
        self.pattern = pattern
        self.update = update
        self.delete = delete
        self.clone = clone
        super.init(base)
    }

    override func compute(_ input: Value, _ frame: Frame, _ run: Evaluation) throws(JSONataError) -> Value {
        frame.capture()
        return .function(FunctionValue(.transform(self, frame: frame)))
    }

    /// Changes a copy of a value.
    func apply(to value: Value, _ frame: Frame, _ run: Evaluation) throws(JSONataError) -> Value {
        guard !value.isNothing else { return .nothing }
        guard case .function(let clone) = try self.clone.evaluate(value, frame, run) else {
            throw JSONataError("T2013", JSONataErrorDetails(position: self.position))
        }
        let copy: Value
        if case .native(let native) = clone.kind, native.name == "clone" {
            copy = try Cloning.clone(value, isMutable: true, run)
        } else {
            copy = try Cloning.clone(try run.call(clone, [value], frame), isMutable: true, run)
        }
        let matches = try self.pattern.evaluate(copy, frame, run)
        for match in matches.elementsOrSelf {
            guard case .object(let object) = match else { continue }
            try self.change(object, frame, run)
        }
        return copy
    }

    private func change(_ object: ObjectValue, _ frame: Frame, _ run: Evaluation) throws(JSONataError) {
        let update = try self.update.evaluate(.object(object), frame, run)
        if !update.isNothing {
            guard let members = update.members else {
                let details = JSONataErrorDetails(position: self.position, value: update.jsonForError)
                throw JSONataError("T2011", details)
            }
            for place in 0..<members.count {
                // What is put in is frozen, so that no object comes to lie in itself.
                let value = try Cloning.frozen(members.value(at: place), run)
                if object.isMutable { object.set(value, forKey: members.key(at: place)) }
            }
            if object.depth > Value.depthMax { throw StackGuard.exhaustion }
        }
        guard let delete else { return }
        let keys = try delete.evaluate(.object(object), frame, run)
        guard !keys.isNothing else { return }
        for key in keys.elementsOrSelf {
            guard case .string(let key) = key else {
                let details = JSONataErrorDetails(position: self.position, value: keys.jsonForError)
                throw JSONataError("T2012", details)
            }
            if object.isMutable { object.removeValue(forKey: key) }
        }
    }
}
