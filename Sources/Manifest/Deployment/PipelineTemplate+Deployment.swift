import QuickstepJSON
package import QuickstepServiceKit

extension PipelineTemplate {
    /// The steps that put the pipeline in place, in an order in which each finds what it needs.
    ///
    /// Run in one turn, all of them happen or none. What an earlier template made and this one lacks stays. Functions need no
    /// step: they are linked.
    package func deployment() -> [DeploymentStep] {
        var steps: [DeploymentStep] = []
        // All queues are there before one of them names another as its dead-letter queue.
        steps += queues.map { creation(of: $0) }
        steps += queues.map { settings(of: $0) }
        steps += topics.map { creation(of: $0) }
        steps += subscriptions.map { creation(of: $0) }
        steps += tables.map { creation(of: $0) }
        steps += buckets.map { creation(of: $0) }
        steps += stateMachines.map { creation(of: $0) }
        steps += pipes.map { creation(of: $0) }
        steps += eventBuses.map { creation(of: $0) }
        steps += rules.flatMap { [creation(of: $0), targets(of: $0)] }
        // Only now do events begin to flow.
        steps += buckets.map { notifications(of: $0) }
        return steps
    }

    /// Runs all steps as part of a turn.
    ///
    /// - Throws: What a service answers that cannot do its step; the turn must then end without effect.
    package func deploy(in turn: inout Turn) throws(ServiceError) {
        for step in deployment() { try step.run(in: &turn) }
    }

    private func step(
        _ service: String,
        _ operation: String,
        _ parameters: JSONObject,
        tolerated: Set<String> = [],
        reconciliation: DeploymentStep.Reconciliation = .keep
    ) -> DeploymentStep {
        DeploymentStep(
            service,
            operation,
            parameters,
            scope: scope,
            tolerated: tolerated,
            reconciliation: reconciliation
        )
    }

    // MARK: Queues

    private func creation(of queue: QueueResource) -> DeploymentStep {
        var parameters: JSONObject = ["QueueName": .string(queue.name)]
        if queue.isFIFO { parameters["Attributes"] = ["FifoQueue": "true"] }
        if !queue.tags.isEmpty { parameters["tags"] = .object(queue.tags) }
        return step("sqs", "CreateQueue", parameters)
    }

    /// Sets every attribute that all queues have, those that the template leaves out to their defaults, and the others that it names.
    private func settings(of queue: QueueResource) -> DeploymentStep {
        let policy = queue.redrivePolicy.map { policy in
            JSONValue.object([
                "deadLetterTargetArn": .string(policy.targetARN),
                "maxReceiveCount": .number(JSONNumber(policy.receiveCountMax)),
            ]).compactText
        }
        var attributes: JSONObject = [
            "VisibilityTimeout": .string(String(queue.visibilitySeconds)),
            "DelaySeconds": .string(String(queue.delaySeconds)),
            "MessageRetentionPeriod": .string(String(queue.retentionSeconds)),
            "MaximumMessageSize": .string(String(queue.messageBytesMax)),
            "ReceiveMessageWaitTimeSeconds": .string(String(queue.waitSeconds)),
            "RedrivePolicy": .string(policy ?? ""),
        ]
        for (name, value) in queue.attributes { attributes[name] = value }
        return step(
            "sqs",
            "SetQueueAttributes",
            [
                "QueueUrl": .string(ARN(service: "sqs", scope: scope, resource: queue.name).description),
                "Attributes": .object(attributes),
            ]
        )
    }

    // MARK: Topics

    private func creation(of topic: TopicResource) -> DeploymentStep {
        var parameters: JSONObject = ["Name": .string(topic.name)]
        if !topic.attributes.isEmpty { parameters["Attributes"] = .object(topic.attributes) }
        if !topic.tags.isEmpty {
            parameters["Tags"] = .array(topic.tags.map { ["Key": .string($0.key), "Value": $0.value] })
        }
        return step("sns", "CreateTopic", parameters, reconciliation: .setTopicAttributes)
    }

    // MARK: Subscriptions

    private func creation(of subscription: SubscriptionResource) -> DeploymentStep {
        var attributes: JSONObject = ["RawMessageDelivery": subscription.isRaw ? "true" : "false"]
        if let policy = subscription.filterPolicy {
            attributes["FilterPolicyScope"] = .string(subscription.filterPolicyScope)
            attributes["FilterPolicy"] = .string(policy)
        } else {
            attributes["FilterPolicy"] = ""
        }
        if let policy = subscription.redrivePolicy { attributes["RedrivePolicy"] = .string(policy) }
        if let policy = subscription.deliveryPolicy { attributes["DeliveryPolicy"] = .string(policy) }
        return step(
            "sns",
            "Subscribe",
            [
                "TopicArn": .string(subscription.topicARN),
                "Protocol": .string(subscription.transport.rawValue),
                "Endpoint": .string(subscription.endpoint),
                "Attributes": .object(attributes),
                "ReturnSubscriptionArn": true,
            ],
            tolerated: ["InvalidParameter"],
            reconciliation: .setSubscriptionAttributes
        )
    }

    // MARK: Tables

    private func creation(of table: TableResource) -> DeploymentStep {
        let keys = [(table.hashKey, "HASH")] + (table.rangeKey.map { [($0, "RANGE")] } ?? [])
        var parameters: JSONObject = [
            "TableName": .string(table.name),
            "KeySchema": .array(keys.map { ["AttributeName": .string($0.name), "KeyType": .string($1)] }),
            "AttributeDefinitions": .array(
                keys.map { key, _ in ["AttributeName": .string(key.name), "AttributeType": .string(key.type)] }
            ),
        ]
        switch table.billing {
        case .onDemand:
            parameters["BillingMode"] = "PAY_PER_REQUEST"
        case .provisioned(let readUnits, let writeUnits):
            parameters["BillingMode"] = "PROVISIONED"
            parameters["ProvisionedThroughput"] = [
                "ReadCapacityUnits": .number(JSONNumber(readUnits)),
                "WriteCapacityUnits": .number(JSONNumber(writeUnits)),
            ]
        }
        return step(
            "dynamodb",
            "CreateTable",
            parameters,
            tolerated: ["ResourceInUseException"],
            reconciliation: .compareTable
        )
    }

    // MARK: State machines and pipes

    private func creation(of machine: StateMachineResource) -> DeploymentStep {
        step(
            "states",
            "DeployStateMachine",
            ["name": .string(machine.name), "definition": .string(machine.definition)]
        )
    }

    private func creation(of pipe: PipeResource) -> DeploymentStep {
        // What the service would choose is written out, so that a pipe that is there can be compared.
        let batchSize = pipe.batchSize ?? (pipe.targetKind == .stateMachine ? 1 : 10)
        var parameters: JSONObject = [
            "Name": .string(pipe.name),
            "Source": .string(pipe.sourceARN),
            "SourceParameters": ["SqsQueueParameters": ["BatchSize": .number(JSONNumber(batchSize))]],
            "Target": .string(pipe.targetARN),
            "DesiredState": pipe.isRunning ? "RUNNING" : "STOPPED",
        ]
        var given = JSONObject()
        if let template = pipe.inputTemplate { given["InputTemplate"] = .string(template) }
        var labels = JSONObject()
        if let group = pipe.messageGroupID { labels["MessageGroupId"] = .string(group) }
        if let deduplication = pipe.messageDeduplicationID {
            labels["MessageDeduplicationId"] = .string(deduplication)
        }
        if !labels.isEmpty { given["SqsQueueParameters"] = .object(labels) }
        if !given.isEmpty { parameters["TargetParameters"] = .object(given) }
        if let text = pipe.text { parameters["Description"] = .string(text) }
        return step(
            "pipes",
            "CreatePipe",
            parameters,
            tolerated: ["ConflictException"],
            reconciliation: .replacePipe
        )
    }

    // MARK: Events

    private func creation(of bus: EventBusResource) -> DeploymentStep {
        var parameters: JSONObject = ["Name": .string(bus.name)]
        if let text = bus.text { parameters["Description"] = .string(text) }
        return step("events", "CreateEventBus", parameters, tolerated: ["ResourceAlreadyExistsException"])
    }

    private func creation(of rule: RuleResource) -> DeploymentStep {
        var parameters: JSONObject = [
            "Name": .string(rule.name),
            "EventPattern": .string(rule.pattern),
            "State": rule.isEnabled ? "ENABLED" : "DISABLED",
        ]
        if let bus = rule.bus { parameters["EventBusName"] = .string(bus) }
        if let text = rule.text { parameters["Description"] = .string(text) }
        return step("events", "PutRule", parameters)
    }

    private func targets(of rule: RuleResource) -> DeploymentStep {
        var parameters: JSONObject = [
            "Rule": .string(rule.name), "Targets": .array(rule.targets.map { .object($0.members) }),
        ]
        if let bus = rule.bus { parameters["EventBusName"] = .string(bus) }
        return step("events", "PutTargets", parameters, reconciliation: .replaceTargets)
    }

    // MARK: Buckets

    private func creation(of bucket: BucketResource) -> DeploymentStep {
        step("s3", "CreateBucket", ["Bucket": .string(bucket.name)], tolerated: ["BucketAlreadyOwnedByYou"])
    }

    /// Replaces what the bucket tells whom.
    ///
    /// The destinations were checked when the template was read. S3's own check would send each a test message, at every start.
    private func notifications(of bucket: BucketResource) -> DeploymentStep {
        var lists = JSONObject()
        for (index, notification) in bucket.notifications.enumerated() {
            let (list, target, arn) =
                switch notification.target {
                case .topic(let arn): ("TopicConfigurations", "TopicArn", arn)
                case .queue(let arn): ("QueueConfigurations", "QueueArn", arn)
                case .function(let arn): ("LambdaFunctionConfigurations", "LambdaFunctionArn", arn)
                }
            var entry: JSONObject = [
                "Id": .string("\(bucket.logicalID)-\(index)"),
                target: .string(arn),
                "Events": [.string(notification.event)],
            ]
            if let filter = filter(of: notification) { entry["Filter"] = filter }
            lists[list] = .array((lists[list]?.arrayValue ?? []) + [.object(entry)])
        }
        return step(
            "s3",
            "PutBucketNotificationConfiguration",
            [
                "Bucket": .string(bucket.name),
                "NotificationConfiguration": .object(lists),
                "SkipDestinationValidation": true,
            ]
        )
    }

    private func filter(of notification: BucketResource.Notification) -> JSONValue? {
        var rules: [JSONValue] = []
        if let prefix = notification.prefix { rules.append(["Name": "prefix", "Value": .string(prefix)]) }
        if let suffix = notification.suffix { rules.append(["Name": "suffix", "Value": .string(suffix)]) }
        return rules.isEmpty ? nil : ["Key": ["FilterRules": .array(rules)]]
    }
}
