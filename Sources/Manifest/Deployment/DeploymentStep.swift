import QuickstepJSON
package import QuickstepServiceKit

/// One request of a deployment, and what to do where the thing is there already, or was otherwise.
///
/// A deployment may be repeated, with a changed template too: each step leaves things as the template has them.
package struct DeploymentStep: Sendable {
    /// What to do where the request answers with a tolerated error: the thing is there, perhaps otherwise than wanted.
    package enum Reconciliation: Sendable, Equatable {
        /// It is as wanted.
        case keep
        /// A table keeps its key for good: one with another key is an error.
        case compareTable
        /// A pipe is made anew where it differs.
        case replacePipe
        /// The attributes and tags of a topic that are otherwise are set one by one, whatever the request answers.
        case setTopicAttributes
        /// The attributes of a subscription are set one by one.
        case setSubscriptionAttributes
        /// Targets of a rule that are not in the request are removed before, whatever it answers.
        case replaceTargets
    }

    /// The request at the door.
    package let request: ServiceRequest
    /// The error codes that say that the thing is there already.
    package let tolerated: Set<String>
    /// What to do then.
    package let reconciliation: Reconciliation

    init(
        _ service: String,
        _ operation: String,
        _ parameters: JSONObject,
        scope: Scope,
        tolerated: Set<String> = [],
        reconciliation: Reconciliation = .keep
    ) {
        request = ServiceRequest(service: service, operation: operation, parameters: parameters, scope: scope)
        self.tolerated = tolerated
        self.reconciliation = reconciliation
    }

    /// Does the step as part of a turn.
    ///
    /// - Throws: What the service answers, unless it is tolerated; `ValidationException` for a table with another key.
    package func run(in turn: inout Turn) throws(ServiceError) {
        if reconciliation == .replaceTargets {
            try removeOtherTargets(in: &turn)
            // A rule may do without targets, a request to put some may not.
            guard request.parameters["Targets"] != [] else { return }
        }
        guard reconciliation != .setTopicAttributes else { return try makeTopic(in: &turn) }
        do throws(ServiceError) {
            _ = try turn.call(request)
        } catch {
            guard tolerated.contains(error.code) else { throw error }
            try reconcile(in: &turn)
        }
    }

    private func reconcile(in turn: inout Turn) throws(ServiceError) {
        switch reconciliation {
        case .keep, .replaceTargets, .setTopicAttributes: break
        case .compareTable: try compareTable(in: &turn)
        case .replacePipe: try replacePipe(in: &turn)
        case .setSubscriptionAttributes: try setSubscriptionAttributes(in: &turn)
        }
    }

    /// Another request of the same service.
    private func following(_ operation: String, _ parameters: JSONObject) -> ServiceRequest {
        ServiceRequest(
            service: request.service,
            operation: operation,
            parameters: parameters,
            scope: request.scope
        )
    }

    // MARK: Tables

    private func compareTable(in turn: inout Turn) throws(ServiceError) {
        let name = request.parameters["TableName"] ?? .null
        let table = try turn.call(following("DescribeTable", ["TableName": name])).output["Table"]
        for member in ["KeySchema", "AttributeDefinitions"] {
            let wanted = request.parameters[member]?.arrayValue ?? []
            let found = table?[member]?.arrayValue ?? []
            let isEqual =
                wanted.count == found.count && wanted.allSatisfy { one in found.contains { one.isEqual(to: $0) } }
            guard !isEqual else { continue }
            throw ServiceError(
                code: "ValidationException",
                message:
                    "The table '\(name.stringValue ?? "")' is there with another key, and the key of a table cannot be "
                    + "changed: delete the table, or give this one another name."
            )
        }
    }

    // MARK: Pipes

    private func replacePipe(in turn: inout Turn) throws(ServiceError) {
        let name: JSONObject = ["Name": request.parameters["Name"] ?? .null]
        let pipe = try turn.call(following("DescribePipe", name)).output
        let wanted = request.parameters
        let isEqual =
            ["Source", "Target", "DesiredState", "Description"].allSatisfy { wanted[$0] == pipe[$0] }
            && wanted["SourceParameters"] == pipe["SourceParameters"]
            && wanted["TargetParameters"] == pipe["TargetParameters"]
        guard !isEqual else { return }
        _ = try turn.call(following("DeletePipe", name))
        _ = try turn.call(request)
    }

    // MARK: Rules

    private func removeOtherTargets(in turn: inout Turn) throws(ServiceError) {
        var rule: JSONObject = ["Rule": request.parameters["Rule"] ?? .null]
        rule["EventBusName"] = request.parameters["EventBusName"]
        let wanted = (request.parameters["Targets"]?.arrayValue ?? []).map { $0["Id"] }
        let found = try turn.call(following("ListTargetsByRule", rule)).output["Targets"]?.arrayValue ?? []
        let others = found.compactMap { $0["Id"] }.filter { !wanted.contains($0) }
        guard !others.isEmpty else { return }
        rule["Ids"] = .array(others)
        _ = try turn.call(following("RemoveTargets", rule))
    }

    // MARK: Subscriptions

    private func setSubscriptionAttributes(in turn: inout Turn) throws(ServiceError) {
        var plain = request
        plain.parameters.removeValue(forKey: "Attributes")
        // Without attributes the request finds the subscription that there is.
        guard let arn = try turn.call(plain).output["SubscriptionArn"] else {
            throw .damaged("the answer of sns:Subscribe")
        }
        // A policy may be valid for one scope only, so it is cleared before the scope changes.
        var attributes: [(String, JSONValue)] = [("FilterPolicy", "")]
        for name in ["RedrivePolicy", "DeliveryPolicy"] where request.parameters["Attributes"]?[name] == nil {
            attributes.append((name, ""))
        }
        for (name, value) in request.parameters["Attributes"]?.objectValue ?? [:] where name != "FilterPolicy" {
            attributes.append((name, value))
        }
        if let policy = request.parameters["Attributes"]?["FilterPolicy"] {
            attributes.append(("FilterPolicy", policy))
        }
        for (name, value) in attributes {
            _ = try turn.call(
                following(
                    "SetSubscriptionAttributes",
                    ["SubscriptionArn": arn, "AttributeName": .string(name), "AttributeValue": value]
                )
            )
        }
    }

    // MARK: Topics

    /// The attributes that a template settles, with what they are where it says nothing.
    private static let topicAttributes: [(name: String, standard: String)] = [
        ("DisplayName", ""), ("ContentBasedDeduplication", "false"), ("FifoThroughputScope", "Topic"),
        ("SignatureVersion", ""), ("TracingConfig", ""), ("DeliveryPolicy", ""),
    ]

    private func makeTopic(in turn: inout Turn) throws(ServiceError) {
        let wanted = request.parameters["Attributes"]?.objectValue ?? [:]
        var plain: JSONObject = ["Name": request.parameters["Name"] ?? .null]
        if let fifo = wanted["FifoTopic"] { plain["Attributes"] = ["FifoTopic": fifo] }
        _ = try turn.call(following("CreateTopic", plain))
        let name = request.parameters["Name"]?.stringValue ?? ""
        let arn = JSONValue.string(ARN(service: "sns", scope: request.scope, resource: name).description)
        let found = try turn.call(following("GetTopicAttributes", ["TopicArn": arn])).output["Attributes"]
        for (name, standard) in Self.topicAttributes {
            let value = wanted[name] ?? .string(standard)
            guard value != found?[name] ?? .string(standard) else { continue }
            _ = try turn.call(
                following(
                    "SetTopicAttributes",
                    ["TopicArn": arn, "AttributeName": .string(name), "AttributeValue": value]
                )
            )
        }
        if let tags = request.parameters["Tags"] {
            _ = try turn.call(following("TagResource", ["ResourceArn": arn, "Tags": tags]))
        }
    }
}
