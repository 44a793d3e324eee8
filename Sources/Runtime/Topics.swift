import QuickstepJSON
public import QuickstepServiceKit

/// The topics of a runtime, by name.
///
/// ```swift
/// try await runtime.topics["image-uploads"].publish("a message")
/// ```
public struct Topics: Sendable {
    let runtime: Runtime

    /// A topic.
    ///
    /// It is looked up when it is used.
    public subscript(name: String) -> Topic {
        Topic(name: name, runtime: runtime)
    }
}

/// One topic: what is published to it reaches every subscriber.
public struct Topic: Sendable {
    /// The topic's name.
    public let name: String
    private let runtime: Runtime

    init(name: String, runtime: Runtime) {
        self.name = name
        self.runtime = runtime
    }

    /// The topic's ARN.
    public var arn: String {
        ARN(service: "sns", scope: .standard, resource: name).description
    }

    /// Publishes a message.
    ///
    /// When the call returns, it is in every subscribed queue, in one batch.
    ///
    /// - Parameters:
    ///   - message: The message: at most 262,144 bytes of UTF-8, attributes included.
    ///   - subject: A subject line. Default: none.
    ///   - attributes: Text attributes for filter policies, by name. Default: none.
    ///   - groupID: The group within which a FIFO topic keeps the order; without one it refuses the message. Default: none.
    ///   - deduplicationID: By which a FIFO topic knows duplicates. Default: the content's, where the topic makes one.
    /// - Returns: The message's id; that of the first where a FIFO topic has had the message within five minutes.
    /// - Throws: `ServiceError` `NotFound` when there is no such topic, `InvalidParameter` for a message that is refused.
    @discardableResult
    public func publish(
        _ message: String,
        subject: String? = nil,
        attributes: [String: String] = [:],
        groupID: String? = nil,
        deduplicationID: String? = nil
    ) async throws(ServiceError) -> String {
        var parameters: JSONObject = ["TopicArn": .string(arn), "Message": .string(message)]
        if let subject { parameters["Subject"] = .string(subject) }
        if !attributes.isEmpty { parameters["MessageAttributes"] = MessageAttributes.json(attributes) }
        if let groupID { parameters["MessageGroupId"] = .string(groupID) }
        if let deduplicationID { parameters["MessageDeduplicationId"] = .string(deduplicationID) }
        let output = try await runtime.call(
            ServiceRequest(service: "sns", operation: "Publish", parameters: parameters)
        )
        return output["MessageId"]?.stringValue ?? ""
    }

    /// Says who would get a message, and why the others would not.
    ///
    /// Nothing is published.
    ///
    /// - Parameters:
    ///   - message: The message.
    ///   - attributes: Text attributes for filter policies, by name. Default: none.
    /// - Returns: One explanation for each subscription, in the order of their ids.
    /// - Throws: `ServiceError` `NotFound` when there is no such topic.
    public func explain(
        _ message: String,
        attributes: [String: String] = [:]
    ) async throws(ServiceError) -> [DeliveryExplanation] {
        var parameters: JSONObject = ["TopicArn": .string(arn), "Message": .string(message)]
        if !attributes.isEmpty { parameters["MessageAttributes"] = MessageAttributes.json(attributes) }
        // Nothing goes to a group, but a FIFO topic takes no message without one.
        if name.hasSuffix(".fifo") { parameters["MessageGroupId"] = "explain" }
        let output = try await runtime.call(
            ServiceRequest(service: "sns", operation: "ExplainPublish", parameters: parameters)
        )
        return output["Subscriptions"]?.arrayValue?.map { DeliveryExplanation(json: $0) } ?? []
    }
}

/// Text attributes of messages, as the services write them.
enum MessageAttributes {
    static func json(_ attributes: [String: String]) -> JSONValue {
        .object(
            JSONObject(
                attributes.sorted { $0.key < $1.key }.map { name, value in
                    (name, ["DataType": "String", "StringValue": .string(value)])
                }
            )
        )
    }

    static func texts(_ json: JSONValue?) -> [String: String] {
        var texts: [String: String] = [:]
        for (name, value) in json?.objectValue ?? [:] { texts[name] = value["StringValue"]?.stringValue }
        return texts
    }
}
