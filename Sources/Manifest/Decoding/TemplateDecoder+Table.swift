import QuickstepStatesLanguage

extension TemplateDecoder {
    mutating func decodeTable(_ resource: Resource) {
        let properties = resource.properties
        checkMembers(
            of: properties,
            owner: resource.type.rawValue,
            supported: ["TableName", "KeySchema", "AttributeDefinitions", "BillingMode", "ProvisionedThroughput"]
        )
        let billing = billing(resource)
        guard require(properties, ["KeySchema", "AttributeDefinitions"], owner: resource.type.rawValue),
            let types = attributeTypes(properties.member("AttributeDefinitions")),
            let keys = keyAttributes(properties.member("KeySchema"), types), let hashKey = keys.first,
            let address = resolver.addresses[resource.logicalID], let billing
        else { return }
        template.tables.append(
            TableResource(
                logicalID: resource.logicalID,
                name: address.name,
                hashKey: hashKey,
                rangeKey: keys.count > 1 ? keys[1] : nil,
                billing: billing
            )
        )
    }

    private mutating func attributeTypes(
        _ node: TemplateNode?
    ) -> [(attribute: TableResource.KeyAttribute, node: TemplateNode)]? {
        var types: [(attribute: TableResource.KeyAttribute, node: TemplateNode)] = []
        for node in list(node, "AttributeDefinitions") ?? [] {
            let names = ["AttributeName", "AttributeType"]
            guard let node = object(node, "AttributeDefinitions", supported: names),
                require(node, names, owner: "AttributeDefinitions"),
                let name = attributeName(node.member(names[0])),
                let type = choice(node.member(names[1]), names[1], of: ["S", "N", "B"])
            else { return nil }
            guard !types.contains(where: { $0.attribute.name == name }) else {
                session.refuse("The attribute '\(name)' is defined already", at: node.path)
                return nil
            }
            types.append((TableResource.KeyAttribute(name: name, type: type), node))
        }
        return types
    }

    private mutating func keyAttributes(
        _ node: TemplateNode?,
        _ types: [(attribute: TableResource.KeyAttribute, node: TemplateNode)]
    ) -> [TableResource.KeyAttribute]? {
        guard let node, let elements = list(node, "KeySchema") else { return nil }
        guard (1...2).contains(elements.count) else {
            session.refuse("'KeySchema' has a HASH key, and a RANGE key at most", at: node.path)
            return nil
        }
        var keys: [TableResource.KeyAttribute] = []
        for (element, role) in zip(elements, ["HASH", "RANGE"]) {
            let names = ["AttributeName", "KeyType"]
            guard let element = object(element, "KeySchema", supported: names),
                require(element, names, owner: "KeySchema"), let nameNode = element.member(names[0]),
                let name = attributeName(nameNode), choice(element.member(names[1]), names[1], of: [role]) != nil
            else { return nil }
            guard let key = types.first(where: { $0.attribute.name == name })?.attribute, !keys.contains(key) else {
                session.refuse("'AttributeDefinitions' does not define another attribute '\(name)'", at: nameNode.path)
                return nil
            }
            keys.append(key)
        }
        guard let other = types.first(where: { !keys.contains($0.attribute) }) else { return keys }
        session.refuse(
            "'\(other.attribute.name)' is not part of the key",
            at: other.node.path,
            hint: "Only the attributes of the key are defined: items may have any others."
        )
        return nil
    }

    private mutating func attributeName(_ node: TemplateNode?) -> String? {
        guard let node, let name = text(node, "AttributeName") else { return nil }
        guard TemplateLimits.keyAttributeNameBytes.contains(name.utf8.count) else {
            session.refuse("'AttributeName' has 1 to 255 bytes", at: node.path)
            return nil
        }
        return name
    }

    private mutating func billing(_ resource: Resource) -> TableResource.Billing? {
        let properties = resource.properties
        let mode = properties.member("BillingMode")
        let throughput = properties.member("ProvisionedThroughput")
        let modes = ["PAY_PER_REQUEST", "PROVISIONED"]
        if mode != nil {
            guard let chosen = choice(mode, "BillingMode", of: modes) else { return nil }
            if chosen == modes[0] {
                guard let throughput else { return .onDemand }
                session.refuse(
                    "'ProvisionedThroughput' is for the billing mode PROVISIONED",
                    at: throughput.path,
                    part: .key
                )
                return nil
            }
        }
        guard throughput != nil else {
            session.refuse(
                "\(resource.type.rawValue) needs 'ProvisionedThroughput'",
                at: mode?.path ?? resource.node.path,
                part: mode == nil ? .key : .value,
                hint: "Or write BillingMode: PAY_PER_REQUEST."
            )
            return nil
        }
        let names = ["ReadCapacityUnits", "WriteCapacityUnits"]
        guard let throughput = object(throughput, "ProvisionedThroughput", supported: names),
            require(throughput, names, owner: "ProvisionedThroughput")
        else { return nil }
        let units = TemplateLimits.capacityUnits
        guard let read = integer(throughput.member(names[0]), names[0], in: units),
            let write = integer(throughput.member(names[1]), names[1], in: units)
        else { return nil }
        return .provisioned(readUnits: read, writeUnits: write)
    }
}
