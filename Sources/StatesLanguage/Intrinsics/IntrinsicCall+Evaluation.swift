package import QuickstepJSON
import QuickstepJSONPath
import QuickstepPrimitives

extension IntrinsicCall {
    /// Evaluates the call.
    ///
    /// Depth is bounded by the parser.
    ///
    /// - Throws: `States.IntrinsicFailure`, or `States.Runtime` where a path finds nothing.
    package func evaluate(in scope: inout EvaluationScope) throws(EvaluationError) -> JSONValue {
        var values: [JSONValue] = []
        values.reserveCapacity(arguments.count)
        var slots: [String]?
        for argument in arguments {
            switch argument {
            case .literal(let value): values.append(value)
            case .path(let path): values.append(try path.evaluate(in: scope, at: .intrinsicArgument(of: self)))
            case .call(let call): values.append(try call.evaluate(in: &scope))
            case .slots(let pieces): slots = pieces
            }
        }
        let arguments = IntrinsicArguments(call: self, values: values)
        if let slots { return try arguments.format(pieces: slots, from: 0) }
        return try arguments.result(random: &scope.random)
    }
}

extension IntrinsicArguments {
    fileprivate func result(random: inout KeyedRandom) throws(EvaluationError) -> JSONValue {
        switch call.function {
        case .array: .array(values)
        case .arrayPartition: try arrayPartition()
        case .arrayContains: try arrayContains()
        case .arrayRange: try arrayRange()
        case .arrayGetItem: try arrayGetItem()
        case .arrayLength: .number(JSONNumber(try array(0).count))
        case .arrayUnique: try arrayUnique()
        case .base64Encode: try base64Encode()
        case .base64Decode: try base64Decode()
        case .hash: try hash()
        case .jsonMerge: try jsonMerge()
        case .stringToJSON: try stringToJSON()
        case .jsonToString: .string(try value(0).compactText)
        case .mathRandom: try mathRandom(&random)
        case .mathAdd: try mathAdd()
        case .stringSplit: try stringSplit()
        case .uuid: .string(random.uuid())
        case .format: try format()
        }
    }
}
