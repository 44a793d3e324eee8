/// Whose patterns they are: the two services share the form and differ in what they allow.
package enum PatternDialect: Sendable, Equatable, CaseIterable {
    /// The filter policy of a topic's subscription.
    ///
    /// Source: https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
    case filterPolicy
    /// The same with `wildcard`, which SNS does not list among its operators: ours.
    case filterPolicyWithWildcards
    /// The event pattern of a rule.
    ///
    /// Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
    case eventPattern

    /// Whether the operator `wildcard` is known.
    var takesWildcards: Bool { self != .filterPolicy }
}
