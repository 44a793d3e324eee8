import QuickstepJSON
import QuickstepServiceKit

/// `GetTopicAttributes`: what is known of a topic.
///
/// Source: https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html
enum GetTopicAttributes {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let topic = try OpenTopic(try call.parameters.topic(), &turn)
        let settings = topic.record.settings
        var attributes: JSONObject = [
            "TopicArn": .string(topic.address.arn),
            "Owner": .string(topic.address.scope.account),
            "DisplayName": .string(settings.displayName),
            "Policy": .string(try TopicPolicy(of: topic.address, settings).text),
            "EffectiveDeliveryPolicy": .string(settings.deliveryPolicy.effectiveForTopic.compactText),
            "SubscriptionsConfirmed": .string(String(topic.ledger.confirmed)),
            "SubscriptionsPending": .string(String(topic.ledger.pending)),
            "SubscriptionsDeleted": "0",
        ]
        if topic.record.isFIFO {
            for (name, value) in settings.shownOfFIFO { attributes[name] = value }
        }
        for (name, value) in settings.shownIfSet { attributes[name] = value }
        return ["Attributes": .object(attributes)]
    }
}

/// `SetTopicAttributes`: changes one attribute.
///
/// Source: https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html
enum SetTopicAttributes {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let address = try call.parameters.topic()
        let name = try call.parameters.requiredText("AttributeName")
        let value = try call.parameters.text("AttributeValue") ?? ""
        var topic = try OpenTopic(address, &turn)
        try topic.record.settings.set(name, value, isFIFO: topic.record.isFIFO, prefix: "")
        try topic.save(&turn)
        return [:]
    }
}
