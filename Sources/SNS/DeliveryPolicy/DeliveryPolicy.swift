import QuickstepJSON

/// What a topic or a subscription asks of deliveries over HTTP: how they are retried, how many may come in a second, and what they say
/// of their content.
///
/// A topic writes it as `{"http": {"defaultHealthyRetryPolicy": …}}`, a subscription as `{"healthyRetryPolicy": …}`.
///
/// Source: https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html#creating-delivery-policy
struct DeliveryPolicy: Sendable, Equatable {
    /// Whose policy it is.
    enum Place: Sendable, Equatable {
        case topic
        case subscription
    }

    var retries: RetryPolicy?
    /// How many deliveries a subscriber takes in a second; `nil` is as many as there are.
    var receivesPerSecondMax: Int?
    var contentType: String?
    /// Of a topic: its subscriptions' own policies do not count.
    var disablesSubscriptionOverrides = false

    init() {}

    /// Reads the text of a policy.
    init(_ text: String, of place: Place) throws(DeliveryPolicyError) {
        guard let json = try? JSONValue.parse(text, limits: JSONLimits(maxDepth: 16, maxBytes: 64 * 1024)),
            let members = json.objectValue
        else { throw DeliveryPolicyError("failed to parse JSON.") }
        switch place {
        case .subscription: try read(members, of: place)
        case .topic:
            for (name, value) in members {
                guard name == "http", let inner = value.objectValue else {
                    throw DeliveryPolicyError("\(name) is not a member of a topic's delivery policy; http is")
                }
                try read(inner, of: place)
            }
        }
    }

    private mutating func read(_ members: JSONObject, of place: Place) throws(DeliveryPolicyError) {
        let isTopic = place == .topic
        for (name, value) in members where !value.isNull {
            switch name {
            case isTopic ? "defaultHealthyRetryPolicy" : "healthyRetryPolicy":
                retries = try RetryPolicy(json: value)
            case isTopic ? "defaultThrottlePolicy" : "throttlePolicy":
                guard let rate = value["maxReceivesPerSecond"], !rate.isNull else { continue }
                receivesPerSecondMax = try RetryPolicy.count(rate, "maxReceivesPerSecond", 1...100_000)
            case isTopic ? "defaultRequestPolicy" : "requestPolicy":
                guard let type = value["headerContentType"], !type.isNull else { continue }
                guard let type = type.stringValue, RequestContentType.isAllowed(type) else {
                    throw DeliveryPolicyError("headerContentType \(type.compactText) is not supported")
                }
                contentType = type
            case "disableSubscriptionOverrides" where isTopic:
                guard let flag = value.boolValue else {
                    throw DeliveryPolicyError("disableSubscriptionOverrides must be true or false")
                }
                disablesSubscriptionOverrides = flag
            // Members of policies as older clients write them; they have no effect on AWS either.
            case "sicklyRetryPolicy" where !isTopic, "defaultSicklyRetryPolicy" where isTopic,
                "guaranteed" where !isTopic:
                continue
            default: throw DeliveryPolicyError("\(name) is not a member of a delivery policy")
            }
        }
    }

    // MARK: What holds

    /// What a topic's policy comes to, as `GetTopicAttributes` shows it.
    var effectiveForTopic: JSONValue {
        var http: JSONObject = [
            "defaultHealthyRetryPolicy": (retries ?? .standard).json,
            "disableSubscriptionOverrides": .bool(disablesSubscriptionOverrides),
        ]
        if let receivesPerSecondMax {
            http["defaultThrottlePolicy"] = ["maxReceivesPerSecond": .number(JSONNumber(receivesPerSecondMax))]
        }
        http["defaultRequestPolicy"] = ["headerContentType": .string(contentType ?? RequestContentType.standard)]
        return ["http": .object(http)]
    }

    /// What a subscription's policy comes to under its topic's, as `GetSubscriptionAttributes` shows it.
    var effectiveForSubscription: JSONValue {
        [
            "healthyRetryPolicy": (retries ?? .standard).json,
            "sicklyRetryPolicy": nil,
            "throttlePolicy": receivesPerSecondMax.map { ["maxReceivesPerSecond": .number(JSONNumber($0))] } ?? .null,
            "requestPolicy": ["headerContentType": .string(contentType ?? RequestContentType.standard)],
            "guaranteed": false,
        ]
    }

    /// A subscription's policy, completed by its topic's.
    func completed(by topic: DeliveryPolicy) -> DeliveryPolicy {
        guard !topic.disablesSubscriptionOverrides else { return topic }
        var policy = self
        policy.retries = retries ?? topic.retries
        policy.receivesPerSecondMax = receivesPerSecondMax ?? topic.receivesPerSecondMax
        policy.contentType = contentType ?? topic.contentType
        return policy
    }
}
