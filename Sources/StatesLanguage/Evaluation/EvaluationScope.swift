package import QuickstepJSON
package import QuickstepPrimitives

/// Everything an expression may look at.
///
/// Time is in the context object; random draws come from the keyed generator.
package struct EvaluationScope {
    /// What `$` names.
    package var input: JSONValue
    /// The variables in scope, by name without the dollar sign.
    package var variables: [String: JSONValue]
    /// Draws for `States.UUID` and `States.MathRandom`.
    package var random: KeyedRandom
    /// Builds what `$$` names.
    ///
    /// It is called only where an expression reads the context object.
    package let context: () -> JSONValue

    package init(
        input: JSONValue,
        variables: [String: JSONValue] = [:],
        random: KeyedRandom,
        context: @escaping () -> JSONValue
    ) {
        self.input = input
        self.variables = variables
        self.random = random
        self.context = context
    }
}

/// An expression that could not be evaluated, as a workflow outcome: name and cause are what history shows.
package struct EvaluationError: Error, Sendable, Equatable {
    /// The error's name, such as `States.Runtime` or `States.IntrinsicFailure`.
    package let name: String
    /// The cause without the prefix "An error occurred while executing the state …", which the interpreter adds.
    package let cause: String
    /// Whether the interpreter adds no prefix.
    package let isWhole: Bool

    package init(name: String = "States.Runtime", cause: String, isWhole: Bool = false) {
        self.name = name
        self.cause = cause
        self.isWhole = isWhole
    }
}
