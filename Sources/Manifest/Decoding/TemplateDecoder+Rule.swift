import QuickstepEventPatterns
import QuickstepJSON

extension TemplateDecoder {
    mutating func decodeEventBus(_ resource: Resource) {
        checkMembers(
            of: resource.properties,
            owner: resource.type.rawValue,
            supported: ["Name", "Description"],
            ignored: ["Tags", "Policy"]
        )
        let text = text(resource.properties.member("Description"), "Description")
        guard let address = resolver.addresses[resource.logicalID] else { return }
        template.eventBuses.append(
            EventBusResource(logicalID: resource.logicalID, name: address.name, text: text)
        )
    }

    mutating func decodeRule(_ resource: Resource) {
        let properties = resource.properties
        checkMembers(
            of: properties,
            owner: resource.type.rawValue,
            supported: ["Name", "Description", "EventBusName", "EventPattern", "State", "Targets"],
            ignored: ["RoleArn", "Tags"]
        )
        let bus = text(properties.member("EventBusName"), "EventBusName")
        let text = text(properties.member("Description"), "Description")
        let state = choice(properties.member("State"), "State", of: ["ENABLED", "DISABLED"])
        let targets = (list(properties.member("Targets"), "Targets") ?? []).compactMap { target($0) }
        guard require(properties, ["EventPattern"], owner: resource.type.rawValue),
            let pattern = eventPattern(properties.member("EventPattern")),
            let address = resolver.addresses[resource.logicalID]
        else { return }
        template.rules.append(
            RuleResource(
                logicalID: resource.logicalID,
                name: address.name,
                bus: bus,
                text: text,
                pattern: pattern,
                isEnabled: state != "DISABLED",
                targets: targets
            )
        )
    }

    /// Reads a pattern, and tries whether it is one.
    private mutating func eventPattern(_ node: TemplateNode?) -> String? {
        guard let node, let pattern = json(node) else { return nil }
        guard let members = pattern.objectValue else {
            session.refuse("'EventPattern' must be an object", at: node.path)
            return nil
        }
        do throws(PatternError) {
            _ = try EventPattern(members, dialect: .eventPattern)
            return pattern.compactText
        } catch {
            session.refuse("'EventPattern' is not valid: \(error.reason)", at: node.path)
            return nil
        }
    }

    private mutating func target(_ node: TemplateNode) -> RuleResource.Target? {
        let supported = [
            "Id", "Arn", "Input", "InputPath", "InputTransformer", "DeadLetterConfig", "RetryPolicy",
            "SqsParameters",
        ]
        guard let node = object(node, "Targets", supported: supported, ignored: ["RoleArn"]),
            require(node, ["Id", "Arn"], owner: "a target"),
            let arn = arn(
                node.member("Arn"),
                "Arn",
                of: [.queue, .topic, .function, .stateMachine, .eventBus]
            )
        else { return nil }
        var members = JSONObject()
        for (name, member) in node.members ?? [] where supported.contains(name) {
            guard let value = json(member) else { return nil }
            members[name] = value
        }
        return RuleResource.Target(arn: arn.arn, members: members)
    }
}
