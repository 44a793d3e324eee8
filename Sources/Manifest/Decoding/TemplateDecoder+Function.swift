import QuickstepStatesLanguage

extension TemplateDecoder {
    /// What says where a function's code is and what it may do: the code is linked, and there is no IAM.
    private static let ignoredProperties = [
        "Handler", "Runtime", "CodeUri", "MemorySize", "Policies", "Role", "Architectures", "Description",
    ]

    mutating func decodeFunction(_ resource: Resource) {
        checkMembers(
            of: resource.properties,
            owner: resource.type.rawValue,
            supported: ["FunctionName", "Timeout"],
            ignored: Self.ignoredProperties
        )
        let timeout = integer(
            resource.properties.member("Timeout"),
            "Timeout",
            in: TemplateLimits.functionTimeoutSeconds
        )
        guard let address = resolver.addresses[resource.logicalID] else { return }
        // What cannot be a name is refused as one already.
        if let linkedFunctions, !linkedFunctions.contains(address.name),
            NameRule.violation(address.name, of: .function) == nil
        {
            if let name = resource.properties.member("FunctionName") {
                refuseUnlinked(address.name, at: name)
            } else {
                refuseUnlinked(address.name, at: resource.node, part: .key)
            }
        }
        template.functions.append(
            FunctionResource(logicalID: resource.logicalID, name: address.name, timeoutSeconds: timeout)
        )
    }
}
