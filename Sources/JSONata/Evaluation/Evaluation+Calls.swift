import QuickstepJSON

/// What a function of the library is given beside its arguments.
struct CallContext {
    let run: Evaluation
    let input: Value
    let frame: Frame
}

extension Evaluation {
    /// Calls a function, with all the calls that it ends with; for callbacks, which have no context.
    func call(_ function: FunctionValue, _ arguments: [Value], _ frame: Frame) throws(JSONataError) -> Value {
        try self.enter(1)
        let result = try self.apply(function, arguments, context: .null, frame)
        guard self.tailCall != nil else { return result }
        return try self.finishTailCalls()
    }

    private func finishTailCalls() throws(JSONataError) -> Value {
        var result = Value.nothing
        while let call = self.tailCall {
            self.tailCall = nil
            result = try call.node.call(call.input, call.frame, self, applied: nil)
        }
        return result
    }

    /// Runs a function; the call that it ends with is left to the caller.
    func apply(
        _ function: FunctionValue,
        _ arguments: [Value],
        context: Value,
        _ frame: Frame
    ) throws(JSONataError) -> Value {
        switch function.kind {
        case .lambda(let node, let outer, let ownContext):
            return try self.run(node, arguments, context, outer, ownContext)
        case .native(let native):
            let checked = try native.signature.checked(arguments, context: context)
            return try native.body(checked, CallContext(run: self, input: context, frame: frame))
        case .provided(let provided):
            return try self.run(provided, arguments, context)
        case .partial(let inner, let given):
            var all: [Value] = []
            var rest = arguments[...]
            for argument in given { all.append(argument ?? rest.popFirst() ?? .nothing) }
            return try self.call(inner, all, frame)
        case .chain(let first, let second):
            let middle = try self.call(first, [arguments.first ?? .nothing], frame)
            return try self.call(second, [middle], frame)
        case .transform(let node, let outer):
            let symbol = arguments.first?.symbol ?? .missing
            guard arguments.count == 1, !symbol.isDisjoint(with: [.object, .array, .missing]) else {
                let index = arguments.count > 1 ? 2 : 1
                let value = arguments.first?.jsonForError
                throw JSONataError("T0410", JSONataErrorDetails(value: value, index: index))
            }
            return try node.apply(to: arguments[0], outer, self)
        case .matcher(let matcher):
            return try matcher.match(arguments, self)
        case .nextMatch(let matcher, let text, let place):
            return try matcher.next(text, from: place, self)
        }
    }

    @inline(__always)
    private func run(
        _ node: LambdaNode,
        _ arguments: [Value],
        _ context: Value,
        _ outer: Frame,
        _ ownContext: Value
    ) throws(JSONataError) -> Value {
        var arguments = arguments
        if let signature = node.signature { arguments = try signature.checked(arguments, context: context) }
        let frame = Frame(node.scope, parent: outer, evaluation: self)
        for place in node.parameterSlots.indices {
            frame.values[node.parameterSlots[place]] = place < arguments.count ? arguments[place] : .nothing
        }
        if self.needsLargeStack {
            return try self.onLargeStack { () throws(JSONataError) in
                try node.body.evaluate(ownContext, frame, self)
            }
        }
        return try node.body.evaluate(ownContext, frame, self)
    }

    private func run(
        _ function: ProvidedFunction,
        _ arguments: [Value],
        _ context: Value
    ) throws(JSONataError) -> Value {
        var arguments = arguments
        if let signature = function.signature { arguments = try signature.checked(arguments, context: context) }
        var given: [JSONValue?] = []
        for argument in arguments { given.append(try argument.json(self)) }
        do {
            return try function.body(given).map { Value($0) } ?? .nothing
        } catch let error as JSONataError {
            throw error
        } catch {
            throw JSONataError("D3137", JSONataErrorDetails(message: "\(error)"))
        }
    }
}
