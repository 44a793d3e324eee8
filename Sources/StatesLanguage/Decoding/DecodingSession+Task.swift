import QuickstepJSON
import QuickstepJSONPath

extension DecodingSession {
    mutating func task(of node: Node) -> TaskState? {
        let parameters = template("Parameters", of: node)
        let resultSelector = template("ResultSelector", of: node)
        let resultPath = resultPath(of: node)
        let timeout = integerField("TimeoutSeconds", of: node, in: 1...DecodingLimits.secondsMax)
        guard let resource = resource(of: node) else { return nil }
        return TaskState(
            resource: resource,
            parameters: parameters,
            resultSelector: resultSelector,
            resultPath: resultPath,
            timeout: timeout
        )
    }

    private mutating func resource(of node: Node) -> TaskResource? {
        guard node.member("Resource") != nil else {
            require(["Resource"], of: node)
            return nil
        }
        guard let text = text("Resource", of: node) else { return nil }
        let path = node.path + [.key("Resource")]
        switch ResourceName(text) {
        case .function(let name):
            return .function(name)
        case .integration(let service, let action, let pattern):
            return integration(service: service, action: action, pattern: pattern, text: text, at: path)
        case .activity:
            refuseForExpress("Activity ARN", or: .activities, at: path)
        case .sdk:
            refuse(unsupported: .sdkIntegrations, at: path)
        case .unknown:
            refuseResource(text, at: path)
        }
        return nil
    }

    private mutating func integration(
        service: String,
        action: String,
        pattern: ResourceName.Pattern,
        text: String,
        at path: [JSONPathStep]
    ) -> TaskResource? {
        let name = "\(service):\(action)"
        guard OptimizedIntegrations.names.contains(name) || options.integrations.contains(name) else {
            refuseResource(text, at: path)
            return nil
        }
        switch pattern {
        case .request:
            break
        case .synchronous:
            refuseForExpress("'.sync' service integration", or: .synchronousIntegrations, at: path)
            return nil
        case .callback:
            // The two blanks that this makes in the message are the service's.
            refuseForExpress("'.waitForTaskToken' service integration ", or: .callbackIntegrations, at: path)
            return nil
        }
        if options.integrations.contains(name) { return .integration(service: service, action: action) }
        let existing = options.integrations.sorted().joined(separator: ", ")
        if name == "http:invoke" {
            refuse(unsupported: .httpTasks, at: path)
        } else {
            refuse(
                unsupported: .otherIntegrations,
                named: "the integration \(name)",
                at: path,
                hint: "These exist: \(existing)."
            )
        }
        return nil
    }

    /// What no Express machine may use has a message of the service's own.
    private mutating func refuseForExpress(
        _ what: String,
        or feature: SupportTable.Feature,
        at path: [JSONPathStep]
    ) {
        switch options.machineType {
        case .express: refuse("Express state machine does not support \(what)", at: path)
        case .standard: refuse(unsupported: feature, at: path)
        }
    }

    private mutating func refuseResource(_ text: String, at path: [JSONPathStep]) {
        let existing = options.integrations.sorted().joined(separator: ", ")
        refuse(
            "The resource provided \(text) is not recognized. The value is not a valid resource ARN, or the resource is "
                + "not available in this region.",
            at: path,
            hint: "Name a function, or one of these integrations as arn:aws:states:::<service>:<action>: "
                + "\(existing)."
        )
    }
}
