/// The limits that one execution keeps to, in one table.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
package enum MachineLimits {
    /// Visible history events of a Standard execution; the one that ends it is the last of them.
    package static let historyEventsMax = 25_000
    /// UTF-8 bytes of an input, an output or a task's result.
    package static let payloadBytesMax = 262_144
    /// UTF-8 bytes of what one Assign stores, and of one variable.
    package static let assignmentBytesMax = 262_144
    /// UTF-8 bytes of all variables that one level sees.
    package static let variablesBytesMax = 10_485_760
    /// Seconds that an Express execution may run.
    package static let expressSecondsMax = 300
    /// Iterations of one inline Map that run at the same time.
    package static let inlineIterationsMax = 40
    /// How deep a value that a state made may be nested.
    ///
    /// A limit of ours: deeper values overflow a thread's stack.
    package static let payloadDepthMax = 512
    /// Transitions before a machine yields to others.
    ///
    /// A constant of ours.
    package static let transitionsPerTurnMax = 250
}
