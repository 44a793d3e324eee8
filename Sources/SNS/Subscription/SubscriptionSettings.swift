import QuickstepJSON
import QuickstepServiceKit

/// What a subscriber can set.
struct SubscriptionSettings: Sendable, Equatable {
    private(set) var isRaw = false
    /// The text of the filter policy as it was given; `nil` lets everything through.
    private(set) var filterText: String?
    private(set) var filterScope = FilterPolicy.Scope.attributes
    private(set) var filter: FilterPolicy?
    /// The scope was named, so it is shown and stored even without a policy.
    private var namesScope = false

    /// Attributes of AWS that are not built.
    private static let unsupported = ["DeliveryPolicy", "RedrivePolicy", "SubscriptionRoleArn", "ReplayPolicy"]

    init() {}

    /// Takes attributes; `prefix` goes before the reason in the text of an error.
    init(_ attributes: JSONObject, prefix: String) throws(ServiceError) {
        try apply(attributes, prefix: prefix)
    }

    /// Takes over attributes, all or none.
    mutating func apply(_ attributes: JSONObject, prefix: String) throws(ServiceError) {
        var changed = self
        for (name, value) in attributes {
            guard let text = value.stringValue else { throw .invalid("\(prefix)AttributeValue") }
            try changed.apply(name, text, prefix: prefix)
        }
        changed.filter = try changed.compiled(prefix: prefix)
        self = changed
    }

    private mutating func apply(_ name: String, _ text: String, prefix: String) throws(ServiceError) {
        switch name {
        case "RawMessageDelivery":
            guard let value = Self.flag(text) else {
                throw .invalid("\(prefix)RawMessageDelivery: Invalid value [\(text)]. Must be true or false.")
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
        case _ where Self.unsupported.contains(name):
            throw .invalid("\(prefix)Quickstep does not support the subscription attribute \(name)")
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
        return attributes
    }

    /// The attributes as `GetSubscriptionAttributes` shows them: the scope appears with a policy.
    var shown: JSONObject {
        var attributes: JSONObject = ["RawMessageDelivery": isRaw ? "true" : "false"]
        if let filterText {
            attributes["FilterPolicy"] = .string(filterText)
            attributes["FilterPolicyScope"] = .string(filterScope.rawValue)
        }
        return attributes
    }

    /// Whether attributes ask for nothing else than what is set.
    func agrees(with attributes: JSONObject, prefix: String) throws(ServiceError) -> Bool {
        var other = self
        try other.apply(attributes, prefix: prefix)
        return other.shown == shown
    }
}
