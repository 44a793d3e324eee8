public import QuickstepJSON

/// An expression of the language, compiled once and evaluated as often as wanted, from any thread.
///
/// ```swift
/// let expression = try Expression("$sum(items.(price * quantity))")
/// let total = try expression.evaluate(order)
/// ```
public struct Expression: Sendable {
    /// The text.
    public let source: String

    /// Whose language it is written in.
    public let dialect: Dialect

    private let program: Program

    /// Compiles an expression.
    ///
    /// - Parameters:
    ///   - source: The text.
    ///   - dialect: Whose language it is written in.
    ///   - stackBytes: How much of the thread's stack may be used for it.
    /// - Throws: ``JSONataError`` with a code that begins with `S` and the position of what is wrong.
    public init(
        _ source: String,
        dialect: Dialect = .standard,
        stackBytes: Int = 256 * 1024
    ) throws(JSONataError) {
        self.source = source
        self.dialect = dialect
        self.program = try Program.compiled(source, dialect: dialect, stackBytes: stackBytes)
    }

    /// Evaluates the expression.
    ///
    /// The evaluation is synchronous and stops with `U1001` when the task that it runs in is cancelled.
    ///
    /// - Parameters:
    ///   - input: What `$` and `$$` mean; nil for nothing.
    ///   - surroundings: Variables, functions, time, random numbers and limits.
    /// - Returns: The result, nil where it is nothing.
    /// - Throws: ``JSONataError`` with what went wrong; a result that is a function is nothing.
    public func evaluate(
        _ input: JSONValue? = nil,
        with surroundings: Surroundings = Surroundings()
    ) throws(JSONataError) -> JSONValue? {
        switch try self.outcome(input, with: surroundings) {
        case .value(let value): value
        case .nothing, .function: nil
        }
    }

    /// Evaluates the expression, and tells nothing and functions apart.
    ///
    /// - Parameters:
    ///   - input: What `$` and `$$` mean; nil for nothing.
    ///   - surroundings: Variables, functions, time, random numbers and limits.
    /// - Returns: What the expression results in.
    /// - Throws: ``JSONataError`` with what went wrong.
    public func outcome(
        _ input: JSONValue?,
        with surroundings: Surroundings = Surroundings()
    ) throws(JSONataError) -> Outcome {
        try self.program.run(input, surroundings: surroundings)
    }
}

/// What an expression results in.
public enum Outcome: Sendable {
    /// Nothing: JavaScript's `undefined`.
    case nothing

    /// A value of JSON.
    case value(JSONValue)

    /// A function, which has no place outside of the evaluation.
    case function
}
