import QuickstepJSON

extension TemplateDecoder {
    mutating func decodeTopic(_ resource: Resource) {
        checkMembers(
            of: resource.properties,
            owner: resource.type.rawValue,
            supported: ["TopicName", "Subscription"]
        )
        guard let address = resolver.addresses[resource.logicalID],
            let topicARN = address.arn(in: resolver.scope)
        else { return }
        template.topics.append(TopicResource(logicalID: resource.logicalID, name: address.name))
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
            ]
        )
        let isRaw = flag(properties.member("RawMessageDelivery"), "RawMessageDelivery")
        let scope = choice(
            properties.member("FilterPolicyScope"),
            "FilterPolicyScope",
            of: Self.filterPolicyScopes
        )
        let policy = filterPolicy(properties.member("FilterPolicy"))
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
                filterPolicyScope: scope ?? Self.filterPolicyScopes[0]
            )
        )
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
        let type: ResourceType = transport == .sqs ? .queue : .function
        return arn(node.member("Endpoint"), "Endpoint", of: [type]).map { (transport, $0.arn) }
    }

    /// A policy is an object, or its JSON text.
    private mutating func filterPolicy(_ node: TemplateNode?) -> String? {
        guard let node else { return nil }
        var policy = json(node)
        if let text = policy?.stringValue { policy = (try? JSONValue.parse(text)) ?? policy }
        guard let policy else { return nil }
        guard let members = policy.objectValue else {
            session.refuse("'FilterPolicy' must be an object", at: node.path)
            return nil
        }
        return members.isEmpty ? nil : policy.compactText
    }
}
