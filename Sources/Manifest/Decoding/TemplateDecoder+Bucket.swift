import QuickstepStatesLanguage

extension TemplateDecoder {
    /// The three lists of a notification configuration: what they are called, what holds the target, and what it is.
    private static let targetLists: [(list: String, target: String, type: ResourceType)] = [
        ("TopicConfigurations", "Topic", .topic),
        ("QueueConfigurations", "Queue", .queue),
        ("LambdaConfigurations", "Function", .function),
    ]

    /// The events that happen here.
    ///
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html
    private static let events = [
        "s3:ObjectCreated:*", "s3:ObjectCreated:Put", "s3:ObjectCreated:Post", "s3:ObjectCreated:Copy",
        "s3:ObjectCreated:CompleteMultipartUpload", "s3:ObjectRemoved:*", "s3:ObjectRemoved:Delete",
        "s3:ObjectRemoved:DeleteMarkerCreated",
    ]

    mutating func decodeBucket(_ resource: Resource) {
        checkMembers(
            of: resource.properties,
            owner: resource.type.rawValue,
            supported: ["BucketName", "NotificationConfiguration"]
        )
        let configuration = object(
            resource.properties.member("NotificationConfiguration"),
            "NotificationConfiguration",
            supported: Self.targetLists.map(\.list)
        )
        var notifications: [BucketResource.Notification] = []
        for (list, target, type) in Self.targetLists {
            for node in self.list(configuration?.member(list), list) ?? [] {
                if let notification = notification(node, list, target, type) { notifications.append(notification) }
            }
        }
        if let configuration, notifications.count > TemplateLimits.notificationsMax {
            session.refuse(
                "A bucket has at most \(TemplateLimits.notificationsMax) notifications",
                at: configuration.path,
                part: .key
            )
        }
        guard let address = resolver.addresses[resource.logicalID] else { return }
        template.buckets.append(
            BucketResource(logicalID: resource.logicalID, name: address.name, notifications: notifications)
        )
    }

    private mutating func notification(
        _ node: TemplateNode,
        _ list: String,
        _ targetName: String,
        _ type: ResourceType
    ) -> BucketResource.Notification? {
        guard let node = object(node, list, supported: ["Event", targetName, "Filter"]),
            require(node, ["Event", targetName], owner: list)
        else { return nil }
        let event = event(node.member("Event"))
        let target = arn(node.member(targetName), targetName, of: [type])
        let filter = filter(node.member("Filter"))
        guard let event, let target, let filter else { return nil }
        return BucketResource.Notification(
            target: type == .topic
                ? .topic(arn: target.arn) : type == .queue ? .queue(arn: target.arn) : .function(arn: target.arn),
            event: event,
            prefix: filter.prefix,
            suffix: filter.suffix
        )
    }

    private mutating func event(_ node: TemplateNode?) -> String? {
        guard let node, let event = text(node, "Event") else { return nil }
        guard Self.events.contains(event) else {
            session.refuse(
                "The buckets here do not tell of '\(event)'",
                at: node.path,
                code: TemplateCode.unsupported,
                hint: "They tell of \(Self.events.joined(separator: ", "))."
            )
            return nil
        }
        return event
    }

    private mutating func filter(_ node: TemplateNode?) -> (prefix: String?, suffix: String?)? {
        guard let node else { return (nil, nil) }
        guard let filter = object(node, "Filter", supported: ["S3Key"]), require(filter, ["S3Key"], owner: "Filter"),
            let key = object(filter.member("S3Key"), "S3Key", supported: ["Rules"]),
            require(key, ["Rules"], owner: "S3Key"), let rules = list(key.member("Rules"), "Rules")
        else { return nil }
        var prefix: String?
        var suffix: String?
        for rule in rules {
            guard let rule = object(rule, "Rules", supported: ["Name", "Value"]),
                require(rule, ["Name", "Value"], owner: "Rules"), let nameNode = rule.member("Name"),
                let name = text(nameNode, "Name"), let valueNode = rule.member("Value"),
                let value = text(valueNode, "Value")
            else { return nil }
            guard value.utf8.count <= TemplateLimits.filterValueBytesMax else {
                session.refuse("'Value' has at most \(TemplateLimits.filterValueBytesMax) bytes", at: valueNode.path)
                return nil
            }
            switch name.lowercased() {
            case "prefix" where prefix == nil: prefix = value
            case "suffix" where suffix == nil: suffix = value
            case "prefix", "suffix":
                session.refuse("'Rules' has one rule '\(name.lowercased())' at most", at: rule.path)
                return nil
            default:
                session.refuse("'Name' must be prefix or suffix", at: nameNode.path)
                return nil
            }
        }
        return (prefix, suffix)
    }
}
