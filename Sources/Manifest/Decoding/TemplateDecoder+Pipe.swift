extension TemplateDecoder {
    mutating func decodePipe(_ resource: Resource) {
        let properties = resource.properties
        checkMembers(
            of: properties,
            owner: resource.type.rawValue,
            supported: [
                "Name", "Description", "Source", "Target", "SourceParameters", "TargetParameters", "DesiredState",
            ],
            ignored: ["RoleArn"]
        )
        let text = text(properties.member("Description"), "Description")
        let batchSize = batchSize(properties.member("SourceParameters"))
        let state = choice(properties.member("DesiredState"), "DesiredState", of: ["RUNNING", "STOPPED"])
        guard require(properties, ["Source", "Target"], owner: resource.type.rawValue) else { return }
        let source = arn(properties.member("Source"), "Source", of: [.queue])
        let target = arn(properties.member("Target"), "Target", of: [.stateMachine, .function, .queue])
        guard let target else { return }
        let kind: PipeResource.TargetKind =
            switch target.type {
            case .function: .function
            case .queue: .queue
            default: .stateMachine
            }
        let given = targetParameters(properties.member("TargetParameters"), kind)
        guard let source, let address = resolver.addresses[resource.logicalID] else { return }
        template.pipes.append(
            PipeResource(
                logicalID: resource.logicalID,
                name: address.name,
                text: text,
                sourceARN: source.arn,
                targetARN: target.arn,
                targetKind: kind,
                batchSize: batchSize,
                inputTemplate: given.inputTemplate,
                messageGroupID: given.group,
                messageDeduplicationID: given.deduplication,
                isRunning: state != "STOPPED"
            )
        )
    }

    private mutating func batchSize(_ node: TemplateNode?) -> Int? {
        let parameters = object(node, "SourceParameters", supported: ["SqsQueueParameters"])
        let queue = object(parameters?.member("SqsQueueParameters"), "SqsQueueParameters", supported: ["BatchSize"])
        return integer(queue?.member("BatchSize"), "BatchSize", in: TemplateLimits.pipeBatchSize)
    }

    /// Reads what the target is given, and checks that it is called in the one way in which it can be.
    private mutating func targetParameters(
        _ node: TemplateNode?,
        _ kind: PipeResource.TargetKind
    ) -> (inputTemplate: String?, group: String?, deduplication: String?) {
        let (name, type): (String, String?) =
            switch kind {
            case .stateMachine: ("StepFunctionStateMachineParameters", "FIRE_AND_FORGET")
            case .function: ("LambdaFunctionParameters", "REQUEST_RESPONSE")
            case .queue: ("SqsQueueParameters", nil)
            }
        let parameters = object(node, "TargetParameters", supported: ["InputTemplate", name])
        let labels = ["MessageGroupId", "MessageDeduplicationId"]
        let own = object(parameters?.member(name), name, supported: type == nil ? labels : ["InvocationType"])
        if let type { _ = choice(own?.member("InvocationType"), "InvocationType", of: [type]) }
        return (
            text(parameters?.member("InputTemplate"), "InputTemplate"),
            text(own?.member(labels[0]), labels[0]),
            text(own?.member(labels[1]), labels[1])
        )
    }
}
