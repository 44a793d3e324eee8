package import QuickstepServiceKit

/// A pipeline as its template describes it, every reference resolved.
///
/// Each list is in the order of the template.
package struct PipelineTemplate: Sendable, Equatable {
    /// The account and Region that the pipeline is for.
    package let scope: Scope
    package internal(set) var buckets: [BucketResource] = []
    package internal(set) var topics: [TopicResource] = []
    package internal(set) var subscriptions: [SubscriptionResource] = []
    package internal(set) var queues: [QueueResource] = []
    package internal(set) var tables: [TableResource] = []
    package internal(set) var pipes: [PipeResource] = []
    package internal(set) var eventBuses: [EventBusResource] = []
    package internal(set) var rules: [RuleResource] = []
    package internal(set) var stateMachines: [StateMachineResource] = []
    package internal(set) var functions: [FunctionResource] = []

    init(scope: Scope) {
        self.scope = scope
    }
}
