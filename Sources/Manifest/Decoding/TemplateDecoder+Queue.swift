extension TemplateDecoder {
    mutating func decodeQueue(_ resource: Resource) {
        let properties = resource.properties
        checkMembers(
            of: properties,
            owner: resource.type.rawValue,
            supported: [
                "QueueName", "VisibilityTimeout", "DelaySeconds", "MessageRetentionPeriod", "MaximumMessageSize",
                "ReceiveMessageWaitTimeSeconds", "RedrivePolicy",
            ]
        )
        func number(_ name: String, _ bounds: ClosedRange<Int>, _ default: Int) -> Int {
            integer(properties.member(name), name, in: bounds) ?? `default`
        }
        guard let address = resolver.addresses[resource.logicalID] else { return }
        template.queues.append(
            QueueResource(
                logicalID: resource.logicalID,
                name: address.name,
                visibilitySeconds: number("VisibilityTimeout", TemplateLimits.visibilitySeconds, 30),
                delaySeconds: number("DelaySeconds", TemplateLimits.delaySeconds, 0),
                retentionSeconds: number("MessageRetentionPeriod", TemplateLimits.retentionSeconds, 345_600),
                messageBytesMax: number(
                    "MaximumMessageSize",
                    TemplateLimits.messageBytes,
                    TemplateLimits.messageBytes.upperBound
                ),
                waitSeconds: number("ReceiveMessageWaitTimeSeconds", TemplateLimits.waitSeconds, 0),
                redrivePolicy: redrivePolicy(properties.member("RedrivePolicy"))
            )
        )
    }

    private mutating func redrivePolicy(_ node: TemplateNode?) -> QueueResource.RedrivePolicy? {
        let names = ["deadLetterTargetArn", "maxReceiveCount"]
        guard let node = object(node, "RedrivePolicy", supported: names),
            require(node, names, owner: "RedrivePolicy")
        else { return nil }
        let target = arn(node.member(names[0]), names[0], of: [.queue])
        let count = integer(node.member(names[1]), names[1], in: TemplateLimits.receiveCount)
        guard let target, let count else { return nil }
        return QueueResource.RedrivePolicy(targetARN: target.arn, receiveCountMax: count)
    }
}
