public import QuickstepJSON

/// What an evaluation is given beside its input: variables, functions, the time, random numbers, and its limits.
public struct Surroundings: Sendable {
    /// Variables by their names without `$`.
    public var bindings: [String: JSONValue]

    /// Functions by their names without `$`; they come before those of the library.
    public var functions: [String: ProvidedFunction]

    /// The time that `$now()` and `$millis()` give, in milliseconds since 1970.
    public var milliseconds: Int64

    /// Draws a random number from 0 up to but not including 1; it is told how many were drawn before.
    public var random: @Sendable (_ drawn: Int) -> Double

    /// What the evaluation may cost.
    public var limits: EvaluationLimits

    /// Makes surroundings.
    ///
    /// - Parameters:
    ///   - bindings: Variables by their names without `$`.
    ///   - functions: Functions by their names without `$`.
    ///   - milliseconds: The time in milliseconds since 1970.
    ///   - limits: What the evaluation may cost.
    ///   - random: Draws a random number from 0 up to but not including 1.
    public init(
        bindings: [String: JSONValue] = [:],
        functions: [String: ProvidedFunction] = [:],
        milliseconds: Int64 = 0,
        limits: EvaluationLimits = EvaluationLimits(),
        random: @escaping @Sendable (_ drawn: Int) -> Double = { _ in Double.random(in: 0..<1) }
    ) {
        self.bindings = bindings
        self.functions = functions
        self.milliseconds = milliseconds
        self.limits = limits
        self.random = random
    }
}

/// What an evaluation may cost; past any of these it fails with `U1001`.
public struct EvaluationLimits: Sendable, Hashable {
    /// How many nodes of the expression may be evaluated one inside another.
    public var depth: Int

    /// How many nodes may be evaluated, and elements moved, in all.
    public var steps: Int

    /// How long the evaluation may take; nil for as long as its steps last.
    public var time: Duration?

    /// How much may be made, in bytes, what is released again included.
    public var memoryBytes: Int

    /// How much of the thread's stack may be used.
    public var stackBytes: Int

    /// How many steps regular expressions may take in each search.
    public var regularExpressionSteps: Int

    /// Makes limits; those not named are generous, and end any expression within seconds.
    ///
    /// - Parameters:
    ///   - depth: How many nodes may be evaluated one inside another.
    ///   - steps: How many nodes may be evaluated, and elements moved, in all.
    ///   - time: How long the evaluation may take.
    ///   - memoryBytes: How much may be made, in bytes.
    ///   - stackBytes: How much of the thread's stack may be used; a thread of Swift's may have but 512 KiB.
    ///   - regularExpressionSteps: How many steps regular expressions may take in each search.
    public init(
        depth: Int = 10_000,
        steps: Int = 200_000_000,
        time: Duration? = nil,
        memoryBytes: Int = 1 << 30,
        stackBytes: Int = 320 * 1024,
        regularExpressionSteps: Int = 5_000_000
    ) {
        self.depth = depth
        self.steps = steps
        self.time = time
        self.memoryBytes = memoryBytes
        self.stackBytes = stackBytes
        self.regularExpressionSteps = regularExpressionSteps
    }
}
