import QuickstepJSON
import QuickstepStatesLanguage

extension TemplateDecoder {
    mutating func decodeQueue(_ resource: Resource) {
        let properties = resource.properties
        checkMembers(
            of: properties,
            owner: resource.type.rawValue,
            supported: [
                "QueueName", "VisibilityTimeout", "DelaySeconds", "MessageRetentionPeriod", "MaximumMessageSize",
                "ReceiveMessageWaitTimeSeconds", "RedrivePolicy", "FifoQueue", "ContentBasedDeduplication",
                "DeduplicationScope", "FifoThroughputLimit", "RedriveAllowPolicy", "KmsMasterKeyId",
                "KmsDataKeyReusePeriodSeconds", "SqsManagedSseEnabled", "Tags",
            ]
        )
        func number(_ name: String, _ bounds: ClosedRange<Int>, _ default: Int) -> Int {
            integer(properties.member(name), name, in: bounds) ?? `default`
        }
        let isFIFO = flag(properties.member("FifoQueue"), "FifoQueue") ?? false
        let (attributes, tags) = (queueAttributes(properties), tags(properties.member("Tags")))
        guard let address = resolver.addresses[resource.logicalID] else { return }
        guard isFIFO == address.name.hasSuffix(".fifo") else {
            return session.refuse(
                isFIFO
                    ? "a FIFO queue needs a 'QueueName' that ends with .fifo"
                    : "'\(address.name)' can only name a FIFO queue",
                at: properties.path,
                part: .key,
                hint: isFIFO ? nil : "Write 'FifoQueue: true'."
            )
        }
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
                redrivePolicy: redrivePolicy(properties.member("RedrivePolicy")),
                isFIFO: isFIFO,
                attributes: attributes,
                tags: tags
            )
        )
    }

    /// The attributes that the other properties come to.
    ///
    /// Which of them go together is checked when the queue is made.
    private mutating func queueAttributes(_ properties: TemplateNode) -> JSONObject {
        var attributes: JSONObject = [:]
        for name in ["ContentBasedDeduplication", "SqsManagedSseEnabled"] {
            if let flag = flag(properties.member(name), name) { attributes[name] = flag ? "true" : "false" }
        }
        for name in ["DeduplicationScope", "FifoThroughputLimit", "KmsMasterKeyId"] {
            if let text = text(properties.member(name), name) { attributes[name] = .string(text) }
        }
        let reuse = "KmsDataKeyReusePeriodSeconds"
        if let seconds = integer(properties.member(reuse), reuse, in: TemplateLimits.keyReuseSeconds) {
            attributes[reuse] = .string(String(seconds))
        }
        if let policy = document(properties.member("RedriveAllowPolicy"), "RedriveAllowPolicy") {
            attributes["RedriveAllowPolicy"] = .string(policy)
        }
        return attributes
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
