import QuickstepJSON

/// A function: of the library, of the caller, or of the expression.
final class FunctionValue {
    /// What is run.
    enum Kind {
        /// One of the library.
        case native(NativeFunction)
        /// One of the caller.
        case provided(ProvidedFunction)
        /// One that the expression defines.
        case lambda(LambdaNode, frame: Frame, context: Value)
        /// One with some arguments given already; nil stands for those to come.
        case partial(FunctionValue, arguments: [Value?])
        /// Two, one after the other.
        case chain(first: FunctionValue, second: FunctionValue)
        /// A transform.
        case transform(TransformNode, frame: Frame)
        /// A regular expression, and the place to begin at where it is the next match of one.
        case matcher(Matcher)
        /// The next match of a regular expression.
        case nextMatch(Matcher, text: [UInt16], from: Int)
    }

    let kind: Kind
    let depth: UInt16

    init(_ kind: Kind) {
        self.kind = kind
        switch kind {
        case .partial(let function, let arguments):
            self.depth = arguments.reduce(function.depth) { max($0, $1?.depth ?? 0) } &+ 1
        case .chain(let first, let second):
            self.depth = max(first.depth, second.depth) &+ 1
        default:
            self.depth = 1
        }
    }

    /// How many arguments a higher-order function passes at most.
    var arity: Int {
        switch self.kind {
        case .native(let function): function.arity
        case .provided(let function): function.arity
        case .lambda(let node, _, _): node.parameterCount
        case .partial(_, let arguments): arguments.count { $0 == nil }
        case .chain, .transform: 1
        case .matcher: 2
        case .nextMatch: 0
        }
    }
}
