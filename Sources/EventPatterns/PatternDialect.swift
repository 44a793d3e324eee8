/// Whose patterns they are: the two services share the form and differ in what they allow.
package enum PatternDialect: Sendable, Equatable, CaseIterable {
    /// The filter policy of a topic's subscription.
    ///
    /// Source: https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
    case filterPolicy
    /// The event pattern of a rule.
    ///
    /// Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
    case eventPattern
}
