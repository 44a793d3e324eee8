import QuickstepJSON
import QuickstepJSONPath

extension DecodingSession {
    mutating func task(of node: Node) -> TaskState? {
        let parameters = template("Parameters", of: node)
        let resultSelector = template("ResultSelector", of: node)
        let resultPath = resultPath(of: node)
        let timeout = integerField("TimeoutSeconds", of: node, in: 1...DecodingLimits.secondsMax)
        let heartbeat = integerField("HeartbeatSeconds", of: node, in: 1...DecodingLimits.secondsMax)
        if case .constant(let timeout) = timeout, case .constant(let heartbeat) = heartbeat, heartbeat >= timeout {
            refuse(
                "HeartbeatSeconds must be smaller than TimeoutSeconds",
                at: node.path + [.key("HeartbeatSeconds")]
            )
        }
        let credentials = credentials(of: node)
        guard let resource = resource(of: node) else { return nil }
        checkParameters(of: node, for: resource)
        return TaskState(
            resource: resource,
            parameters: parameters,
            resultSelector: resultSelector,
            resultPath: resultPath,
            timeout: timeout,
            heartbeat: heartbeat,
            credentials: credentials
        )
    }

    /// What an integration must be given, as far as the definition shows it: constants, and the names of what is computed.
    private mutating func checkParameters(of node: Node, for resource: TaskResource) {
        guard let rules = ParameterRules.of(resource), let parameters = node.member("Parameters"),
            let members = parameters.members
        else { return }
        for name in rules.required where !members.contains(where: { $0.name == name || $0.name == "\(name).$" }) {
            refuse(ParameterRules.missing(name), at: parameters.path)
        }
        for member in members {
            guard let complaint = rules.complaint(about: member.node.value, at: member.name) else { continue }
            refuse(complaint, at: member.node.path, location: parameters.path)
        }
    }

    /// `Credentials`, an object that must name a role.
    private mutating func credentials(of node: Node) -> PayloadTemplate? {
        guard let member = node.member("Credentials") else { return nil }
        if let members = member.members, !members.contains(where: { $0.name == "RoleArn" || $0.name == "RoleArn.$" }) {
            refuse("The field 'RoleArn' is required but was missing", at: member.path)
            return nil
        }
        return template("Credentials", of: node)
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
        case .activity(let arn):
            guard options.machineType == .standard else {
                refuse("Express state machine does not support Activity ARN", at: path)
                return nil
            }
            return .activity(arn)
        case .unknown:
            refuseResource(text, at: path)
        }
        return nil
    }

    private mutating func integration(
        service: String,
        action: String,
        pattern: IntegrationPattern,
        text: String,
        at path: [JSONPathStep]
    ) -> TaskResource? {
        let name = "\(service):\(action)"
        guard Integrations.exists(name, pattern) else {
            refuseResource(text, at: path)
            return nil
        }
        if options.machineType == .express {
            switch pattern {
            case .requestResponse:
                break
            case .synchronous, .synchronousParsed:
                refuse("Express state machine does not support '.sync' service integration", at: path)
                return nil
            case .callback:
                // The two blanks that this makes in the message are the service's.
                refuse("Express state machine does not support '.waitForTaskToken' service integration ", at: path)
                return nil
            }
        }
        if options.callsNothing || options.integrations.contains(name) {
            return .integration(service: service, action: action + pattern.suffix)
        }
        refuseMissing(name, at: path)
        return nil
    }

    /// Notes an integration that the service has and we do not.
    private mutating func refuseMissing(_ name: String, at path: [JSONPathStep]) {
        guard name != "http:invoke" else {
            refuse(unsupported: .httpTasks, at: path)
            return
        }
        let existing = options.integrations.sorted()
        let optimized = existing.filter { !$0.hasPrefix("aws-sdk:") }
        let service = name.split(separator: ":").dropLast().joined(separator: ":")
        let near = existing.filter { $0.hasPrefix("\(service):") }
        refuse(
            unsupported: .otherIntegrations,
            named: "the integration \(name)",
            at: path,
            hint: "These exist: \((near.isEmpty ? optimized : near).joined(separator: ", "))."
        )
    }

    private mutating func refuseResource(_ text: String, at path: [JSONPathStep]) {
        let existing = options.integrations.filter { !$0.hasPrefix("aws-sdk:") }.sorted().joined(separator: ", ")
        refuse(
            "The resource provided \(text) is not recognized. The value is not a valid resource ARN, or the resource is "
                + "not available in this region.",
            at: path,
            hint: "Name a function, or one of these integrations as arn:aws:states:::<service>:<action>: "
                + "\(existing)."
        )
    }
}
