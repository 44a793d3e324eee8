import QuickstepJSON
import QuickstepServiceKit

/// What a subscriber can set.
///
/// Source: https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html
struct SubscriptionSettings: Sendable, Equatable {
    private(set) var isRaw = false
    /// The text of the filter policy as it was given; `nil` lets everything through.
    private(set) var filterText: String?
    private(set) var filterScope = FilterPolicy.Scope.attributes
    private(set) var filter: FilterPolicy?
    /// The queue that takes what cannot be delivered, by its ARN, and the policy as it was given.
    private(set) var redriveTarget: String?
    private var redriveText: String?
    private(set) var deliveryPolicy: DeliveryPolicy?
    private var deliveryText: String?
    private var role: String?
    /// The scope was named, so it is shown and stored even without a policy.
    private var namesScope = false

    init() {}

    /// Takes attributes of a new subscription; `prefix` goes before the reason in the text of an error.
    init(_ attributes: JSONObject, of subscriber: Subscriber, prefix: String) throws(ServiceError) {
        try apply(attributes, of: subscriber, prefix: prefix)
    }

    /// Attributes that were checked when they were stored.
    init(stored attributes: JSONObject) throws(ServiceError) {
        try apply(attributes, of: nil, prefix: "")
    }

    /// Takes over attributes, all or none.
    ///
    /// - Parameters:
    ///   - attributes: The attributes, by name.
    ///   - subscriber: Whose they are; `nil` where that was asked before.
    ///   - prefix: What goes before the reason in the text of an error.
    /// - Throws: `InvalidParameter`.
    mutating func apply(_ attributes: JSONObject, of subscriber: Subscriber?, prefix: String) throws(ServiceError) {
        var changed = self
        for (name, value) in attributes {
            guard let text = value.stringValue else { throw .invalid("\(prefix)AttributeValue") }
            try changed.apply(name, text, of: subscriber, prefix: prefix)
        }
        if attributes["FilterPolicy"] != nil || attributes["FilterPolicyScope"] != nil {
            changed.filter = try changed.compiled(prefix: prefix)
        }
        self = changed
    }

    private mutating func apply(
        _ name: String,
        _ text: String,
        of subscriber: Subscriber?,
        prefix: String
    ) throws(ServiceError) {
        switch name {
        case "RawMessageDelivery":
            guard let value = Self.flag(text) else {
                throw .invalid("\(prefix)RawMessageDelivery: Invalid value [\(text)]. Must be true or false.")
            }
            if value, let subscriber, !subscriber.transport.canBeRaw {
                throw .invalid(
                    "\(prefix)Delivery protocol [\(subscriber.transport.rawValue)] does not support raw message delivery."
                )
            }
            isRaw = value
        case "FilterPolicyScope":
            guard let scope = FilterPolicy.Scope(rawValue: text) else {
                throw .invalid(
                    "\(prefix)FilterPolicyScope: Invalid value [\(text)]. "
                        + "Please use either MessageBody or MessageAttributes"
                )
            }
            filterScope = scope
            namesScope = true
        case "FilterPolicy":
            filterText = text.isEmpty || text == "{}" ? nil : text
        case "RedrivePolicy":
            redriveTarget = text.isEmpty ? nil : try Self.target(text, of: subscriber, prefix: prefix)
            redriveText = text.isEmpty ? nil : text
        case "DeliveryPolicy":
            do throws(DeliveryPolicyError) {
                deliveryPolicy = text.isEmpty ? nil : try DeliveryPolicy(text, of: .subscription)
            } catch {
                throw .invalid("\(prefix)DeliveryPolicy: \(error.reason)")
            }
            deliveryText = text.isEmpty ? nil : text
        case "SubscriptionRoleArn":
            guard text.isEmpty || ARN(text)?.service == "iam" else {
                throw .invalid("\(prefix)SubscriptionRoleArn: Invalid ARN")
            }
            role = text.isEmpty ? nil : text
        case "ReplayPolicy" where text.isEmpty: return
        case "ReplayPolicy":
            throw .invalid("\(prefix)Quickstep does not support the subscription attribute ReplayPolicy")
        default:
            throw .invalid("\(prefix)AttributeName")
        }
    }

    private static func flag(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "true": true
        case "false": false
        default: nil
        }
    }

    private static func target(
        _ text: String,
        of subscriber: Subscriber?,
        prefix: String
    ) throws(ServiceError) -> String {
        guard let policy = (try? JSONValue.parse(text))?.objectValue else {
            throw .invalid("\(prefix)RedrivePolicy: failed to parse JSON.")
        }
        guard let target = policy["deadLetterTargetArn"]?.stringValue, let arn = ARN(target), arn.service == "sqs",
            arn.scope != nil
        else { throw .invalid("\(prefix)RedrivePolicy: deadLetterTargetArn is an invalid arn") }
        if let subscriber, subscriber.isFIFO, !target.hasSuffix(".fifo") {
            throw .invalid(
                "\(prefix)RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic."
            )
        }
        return target
    }

    private func compiled(prefix: String) throws(ServiceError) -> FilterPolicy? {
        guard let filterText else { return nil }
        do throws(FilterPolicyError) {
            return try FilterPolicy(filterText, scope: filterScope)
        } catch {
            throw .invalid(prefix + error.message)
        }
    }

    /// The attributes that were set, as they are stored.
    var given: JSONObject {
        var attributes: JSONObject = ["RawMessageDelivery": isRaw ? "true" : "false"]
        if namesScope { attributes["FilterPolicyScope"] = .string(filterScope.rawValue) }
        if let filterText { attributes["FilterPolicy"] = .string(filterText) }
        add(to: &attributes)
        return attributes
    }

    /// The attributes as `GetSubscriptionAttributes` shows them: the scope appears with a policy.
    var shown: JSONObject {
        var attributes: JSONObject = ["RawMessageDelivery": isRaw ? "true" : "false"]
        if let filterText {
            attributes["FilterPolicy"] = .string(filterText)
            attributes["FilterPolicyScope"] = .string(filterScope.rawValue)
        }
        add(to: &attributes)
        return attributes
    }

    private func add(to attributes: inout JSONObject) {
        if let redriveText { attributes["RedrivePolicy"] = .string(redriveText) }
        if let deliveryText { attributes["DeliveryPolicy"] = .string(deliveryText) }
        if let role { attributes["SubscriptionRoleArn"] = .string(role) }
    }

    /// Whether attributes ask for nothing else than what is set.
    func agrees(
        with attributes: JSONObject,
        of subscriber: Subscriber,
        prefix: String
    ) throws(ServiceError) -> Bool {
        var other = self
        try other.apply(attributes, of: subscriber, prefix: prefix)
        return other.shown == shown
    }
}
