import QuickstepJSON
import QuickstepServiceKit
import QuickstepStatesLanguage

extension TemplateDecoder {
    private static let attributes = ["Type", "Properties", "DependsOn"]
    private static let ignoredAttributes = ["DeletionPolicy", "UpdateReplacePolicy", "Metadata"]

    /// Finds the resources with an effect, and notes what each is called, so that all can refer to all.
    mutating func collectResources(_ root: TemplateNode) -> [Resource] {
        guard let section = root.member("Resources"), let members = section.members, !members.isEmpty else {
            let place = root.member("Resources")?.path ?? []
            session.refuse("A template needs a section 'Resources' with at least one resource", at: place, part: .key)
            return []
        }
        guard members.count <= TemplateLimits.resourcesMax else {
            session.refuse(
                "A template has at most \(TemplateLimits.resourcesMax) resources, not \(members.count)",
                at: section.path,
                part: .key
            )
            return []
        }
        resolver.reach = .pseudoParameters
        var resources: [Resource] = []
        for (logicalID, node) in members {
            guard let resource = collect(logicalID, node) else { continue }
            resources.append(resource)
            note(resource)
        }
        resolver.reach = .resources
        checkDependencies(members.map(\.node), on: members.map(\.name))
        return resources
    }

    private mutating func collect(_ logicalID: String, _ node: TemplateNode) -> Resource? {
        guard NameRule.isLogicalID(logicalID) else {
            session.refuse("The name of a resource has letters and digits only", at: node.path, part: .key)
            resolver.refusedNames.append(logicalID)
            return nil
        }
        guard node.members != nil, let type = node.member("Type"), let typeName = type.value.stringValue else {
            session.refuse("The resource '\(logicalID)' needs a 'Type'", at: node.path, part: .key)
            resolver.refusedNames.append(logicalID)
            return nil
        }
        guard !ResourceType.ignored.contains(typeName) else {
            session.warn(
                "\(typeName) has no effect: there is no IAM here",
                at: type.path,
                code: TemplateCode.ignored,
                part: .value
            )
            resolver.ignoredNames.append(logicalID)
            return nil
        }
        guard let known = ResourceType(rawValue: typeName) else {
            session.refuse(
                "Quickstep does not support resources of the type \(typeName)",
                at: type.path,
                code: TemplateCode.unsupported,
                hint: ResourceType.replacements[typeName].map { "Use \($0)." }
                    ?? "Supported are \(ResourceType.allCases.map(\.rawValue).joined(separator: ", "))."
            )
            resolver.refusedNames.append(logicalID)
            return nil
        }
        checkMembers(
            of: node,
            owner: "a resource",
            supported: Self.attributes,
            ignored: Self.ignoredAttributes,
            notesIgnored: false
        )
        var properties = node.member("Properties") ?? TemplateNode(value: [:], path: node.path)
        if properties.members == nil {
            session.refuse("'Properties' must be an object", at: properties.path)
            properties = TemplateNode(value: [:], path: node.path)
        }
        return Resource(logicalID: logicalID, type: known, node: node, properties: properties)
    }

    /// Notes what a resource is called.
    private mutating func note(_ resource: Resource) {
        let type = resource.type
        resolver.names.append(resource.logicalID)
        var name = type == .bucket ? resource.logicalID.lowercased() : resource.logicalID
        var place = resource.node.path
        var part = DefinitionSource.Part.key
        if let property = type.nameProperty, let node = resource.properties.member(property) {
            place = node.path
            part = .value
            guard let text = text(node, property) else {
                resolver.addresses[resource.logicalID] = ResourceAddress(type: type, name: name)
                return
            }
            name = text
        }
        if let violation = NameRule.violation(name, of: type) {
            session.refuse("'\(name)' cannot name a \(type.noun): \(violation)", at: place, part: part)
        } else if type != .subscription,
            let other = resolver.addresses.first(where: { $0.value == ResourceAddress(type: type, name: name) })?.key
        {
            session.refuse("The \(type.noun) '\(other)' is called '\(name)' already", at: place, part: part)
        }
        resolver.addresses[resource.logicalID] = ResourceAddress(type: type, name: name)
    }

    private mutating func checkDependencies(_ resources: [TemplateNode], on names: [String]) {
        let names = Set(names)
        for resource in resources {
            guard let dependencies = resource.member("DependsOn") else { continue }
            for dependency in dependencies.elements ?? [dependencies] {
                guard let name = dependency.value.stringValue else {
                    session.refuse("'DependsOn' takes the names of resources", at: dependency.path)
                    continue
                }
                guard !names.contains(name) else { continue }
                session.refuse(
                    "The template has no resource '\(name)'",
                    at: dependency.path,
                    code: TemplateCode.unknownReference
                )
            }
        }
    }
}
