import QuickstepJSON
import QuickstepStatesLanguage

extension TemplateDecoder {
    mutating func decodeTopic(_ resource: Resource) {
        checkMembers(
            of: resource.properties,
            owner: resource.type.rawValue,
            supported: [
                "TopicName", "Subscription", "FifoTopic", "ContentBasedDeduplication", "FifoThroughputScope",
                "DisplayName",
                "SignatureVersion", "TracingConfig", "DeliveryPolicy", "Tags",
            ],
            ignored: ["KmsMasterKeyId", "DataProtectionPolicy", "DeliveryStatusLogging"]
        )
        let (attributes, tags) = (topicAttributes(resource.properties), tags(resource.properties.member("Tags")))
        guard let address = resolver.addresses[resource.logicalID],
            let topicARN = address.arn(in: resolver.scope)
        else { return }
        let isFIFO = attributes["FifoTopic"] == "true"
        guard isFIFO == address.name.hasSuffix(".fifo") else {
            return session.refuse(
                isFIFO
                    ? "a FIFO topic needs a 'TopicName' that ends with .fifo"
                    : "'\(address.name)' can only name a FIFO topic",
                at: resource.properties.path,
                part: .key,
                hint: isFIFO ? nil : "Write 'FifoTopic: true'."
            )
        }
        template.topics.append(
            TopicResource(logicalID: resource.logicalID, name: address.name, attributes: attributes, tags: tags)
        )
        for node in list(resource.properties.member("Subscription"), "Subscription") ?? [] {
            guard let node = object(node, "Subscription", supported: ["Protocol", "Endpoint"]),
                require(node, ["Protocol", "Endpoint"], owner: "Subscription"),
                let (transport, endpoint) = endpoint(node)
            else { continue }
            template.subscriptions.append(
                SubscriptionResource(
                    logicalID: resource.logicalID,
                    topicARN: topicARN,
                    transport: transport,
                    endpoint: endpoint,
                    isRaw: false,
                    filterPolicy: nil,
                    filterPolicyScope: Self.filterPolicyScopes[0]
                )
            )
        }
    }

    mutating func decodeSubscription(_ resource: Resource) {
        let properties = resource.properties
        checkMembers(
            of: properties,
            owner: resource.type.rawValue,
            supported: [
                "TopicArn", "Protocol", "Endpoint", "RawMessageDelivery", "FilterPolicy", "FilterPolicyScope",
                "RedrivePolicy", "DeliveryPolicy",
            ],
            ignored: ["Region", "SubscriptionRoleArn"]
        )
        let isRaw = flag(properties.member("RawMessageDelivery"), "RawMessageDelivery")
        let scope = choice(
            properties.member("FilterPolicyScope"),
            "FilterPolicyScope",
            of: Self.filterPolicyScopes
        )
        let policy = document(properties.member("FilterPolicy"), "FilterPolicy")
        let redrive = document(properties.member("RedrivePolicy"), "RedrivePolicy")
        let delivery = document(properties.member("DeliveryPolicy"), "DeliveryPolicy")
        guard require(properties, ["TopicArn", "Protocol", "Endpoint"], owner: resource.type.rawValue) else { return }
        let topic = arn(properties.member("TopicArn"), "TopicArn", of: [.topic])
        guard let (transport, endpoint) = endpoint(properties), let topic else { return }
        template.subscriptions.append(
            SubscriptionResource(
                logicalID: resource.logicalID,
                topicARN: topic.arn,
                transport: transport,
                endpoint: endpoint,
                isRaw: isRaw ?? false,
                filterPolicy: policy,
                filterPolicyScope: scope ?? Self.filterPolicyScopes[0],
                redrivePolicy: redrive,
                deliveryPolicy: delivery
            )
        )
    }

    /// The attributes that a topic's properties come to.
    ///
    /// Their values are checked when the topic is made.
    private mutating func topicAttributes(_ properties: TemplateNode) -> JSONObject {
        var attributes: JSONObject = [:]
        for name in ["FifoTopic", "ContentBasedDeduplication"] {
            if let flag = flag(properties.member(name), name) { attributes[name] = flag ? "true" : "false" }
        }
        for name in ["DisplayName", "FifoThroughputScope", "TracingConfig"] {
            if let text = text(properties.member(name), name) { attributes[name] = .string(text) }
        }
        // YAML reads the version as a number.
        if let node = properties.member("SignatureVersion"), let version = integer(node, "SignatureVersion", in: 1...2)
        {
            attributes["SignatureVersion"] = .string(String(version))
        }
        if let policy = document(properties.member("DeliveryPolicy"), "DeliveryPolicy") {
            attributes["DeliveryPolicy"] = .string(policy)
        }
        return attributes
    }

    mutating func tags(_ node: TemplateNode?) -> JSONObject {
        var tags: JSONObject = [:]
        for element in list(node, "Tags") ?? [] {
            guard let tag = object(element, "Tags", supported: ["Key", "Value"]),
                require(tag, ["Key", "Value"], owner: "Tags"), let key = text(tag.member("Key"), "Key"),
                let value = text(tag.member("Value"), "Value")
            else { continue }
            tags[key] = .string(value)
        }
        return tags
    }

    /// The first is the default.
    private static let filterPolicyScopes = ["MessageAttributes", "MessageBody"]

    private mutating func endpoint(
        _ node: TemplateNode
    ) -> (transport: SubscriptionResource.Transport, endpoint: String)? {
        let name = choice(
            node.member("Protocol"),
            "Protocol",
            of: SubscriptionResource.Transport.allCases.map(\.rawValue)
        )
        guard let transport = name.flatMap({ SubscriptionResource.Transport(rawValue: $0) }) else { return nil }
        switch transport {
        case .sqs: return arn(node.member("Endpoint"), "Endpoint", of: [.queue]).map { (transport, $0.arn) }
        case .lambda: return arn(node.member("Endpoint"), "Endpoint", of: [.function]).map { (transport, $0.arn) }
        case .http, .https, .email, .emailJSON, .sms:
            return text(node.member("Endpoint"), "Endpoint").map { (transport, $0) }
        }
    }

    /// A policy is an object, or its JSON text.
    mutating func document(_ node: TemplateNode?, _ name: String) -> String? {
        guard let node else { return nil }
        var policy = json(node)
        if let text = policy?.stringValue { policy = (try? JSONValue.parse(text)) ?? policy }
        guard let policy else { return nil }
        guard let members = policy.objectValue else {
            session.refuse("'\(name)' must be an object", at: node.path)
            return nil
        }
        return members.isEmpty ? nil : policy.compactText
    }
}
