import QuickstepJSON

/// The evaluated arguments of a call, read with the types that a function wants.
struct IntrinsicArguments {
    let call: IntrinsicCall
    let values: [JSONValue]

    func value(_ index: Int) throws(EvaluationError) -> JSONValue {
        guard values.indices.contains(index) else {
            throw failure("\(call.function.rawValue) takes \(call.function.arityText)")
        }
        return values[index]
    }

    func text(_ index: Int) throws(EvaluationError) -> String {
        guard let text = try value(index).stringValue else { throw try mismatch(index, "a string") }
        return text
    }

    /// A text whose length the service bounds.
    func boundedText(_ index: Int) throws(EvaluationError) -> String {
        let text = try text(index)
        try checkLength(of: text)
        return text
    }

    func checkLength(of text: String) throws(EvaluationError) {
        // The service counts as Java does: in UTF-16 units.
        guard text.utf16.count <= IntrinsicLimits.textLengthMax else {
            throw failure("The argument is longer than \(IntrinsicLimits.textLengthMax) characters")
        }
    }

    func array(_ index: Int) throws(EvaluationError) -> [JSONValue] {
        guard let array = try value(index).arrayValue else { throw try mismatch(index, "an array") }
        return array
    }

    func object(_ index: Int) throws(EvaluationError) -> JSONObject {
        guard let object = try value(index).objectValue else { throw try mismatch(index, "an object") }
        return object
    }

    /// Keeps a value from a walk by recursion that would be too deep.
    func checkDepth(of value: JSONValue) throws(EvaluationError) {
        guard value.exceedsDepth(IntrinsicLimits.depthMax) else { return }
        throw failure("An argument is nested more than \(IntrinsicLimits.depthMax) deep")
    }

    func boolean(_ index: Int) throws(EvaluationError) -> Bool {
        guard let boolean = try value(index).boolValue else { throw try mismatch(index, "a boolean") }
        return boolean
    }

    /// A number, rounded half up: the recorded service adds `-1.5` as `-1`.
    func integer(_ index: Int) throws(EvaluationError) -> Int64 {
        guard let number = try value(index).numberValue else { throw try mismatch(index, "a number") }
        if let exact = number.int64 { return exact }
        let rounded = (number.double + 0.5).rounded(.down)
        guard let integer = Int64(exactly: rounded) else {
            throw failure("Argument \(index + 1) is out of range: \(number)")
        }
        return integer
    }

    /// A rounded number within the range of 32-bit integers.
    func smallInteger(_ index: Int) throws(EvaluationError) -> Int64 {
        let integer = try integer(index)
        guard IntrinsicLimits.integerRange.contains(integer) else {
            throw failure(
                "Argument \(index + 1) must be between \(IntrinsicLimits.integerRange.lowerBound) and "
                    + "\(IntrinsicLimits.integerRange.upperBound), but it is \(integer)"
            )
        }
        return integer
    }

    /// The failure of the call, in the shape in which the service reports it.
    func failure(_ detail: String) -> EvaluationError {
        EvaluationError(name: ErrorName.intrinsicFailure, cause: call.cause(detail))
    }

    private func mismatch(_ index: Int, _ expected: String) throws(EvaluationError) -> EvaluationError {
        let found = try value(index).typeName
        return failure(
            "Argument \(index + 1) of \(call.function.rawValue) must be \(expected), but its type is \(found)"
        )
    }
}

extension IntrinsicCall {
    /// The cause of a failure: it echoes the whole text of the outermost call.
    func cause(_ detail: String) -> String {
        "The function '\(text)' had the following error: \(detail)"
    }
}

/// The bounds of intrinsic functions.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
enum IntrinsicLimits {
    /// Of a text that is hashed, encoded or decoded.
    static let textLengthMax = 10_000
    /// Of an array that `States.ArrayRange` makes.
    static let rangeCountMax = 1_000
    /// Of the values that a function walks.
    ///
    /// Ours: it bounds recursion.
    static let depthMax = 250
    /// Of the operands of `States.MathAdd` and `States.MathRandom`.
    static let integerRange: ClosedRange<Int64> = -2_147_483_648...2_147_483_647
}
