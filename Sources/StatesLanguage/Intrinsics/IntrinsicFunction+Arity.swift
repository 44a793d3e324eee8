extension IntrinsicFunction {
    /// How many arguments the function takes.
    var arity: ClosedRange<Int> {
        switch self {
        case .array: 0...Int.max
        case .uuid: 0...0
        case .arrayLength, .arrayUnique, .base64Encode, .base64Decode, .stringToJSON, .jsonToString: 1...1
        case .arrayPartition, .arrayContains, .arrayGetItem, .hash, .mathAdd, .stringSplit: 2...2
        case .mathRandom: 2...3
        case .arrayRange, .jsonMerge: 3...3
        case .format: 1...Int.max
        }
    }

    /// The arity in words.
    var arityText: String {
        switch (arity.lowerBound, arity.upperBound) {
        case (let least, Int.max): "at least \(least) \(least == 1 ? "argument" : "arguments")"
        case (1, 1): "1 argument"
        case (let least, let most) where least == most: "\(least) arguments"
        case (let least, let most): "\(least) to \(most) arguments"
        }
    }
}
