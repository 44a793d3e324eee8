import QuickstepJSON
import QuickstepServiceKit

/// `Unsubscribe`: removes a subscription, and tells an HTTP endpoint and a reader of e-mail how to get it back.
///
/// One that is not there is no error.
///
/// Source: https://docs.aws.amazon.com/sns/latest/api/API_Unsubscribe.html
enum Unsubscribe {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let arn = try SubscriptionARN(try call.parameters.requiredText("SubscriptionArn"))
        guard let subscription = try turn.subscription(arn), var topic = try OpenTopic(ifExists: arn.topic, &turn)
        else {
            return [:]
        }
        try topic.remove(subscription, &turn)
        guard subscription.transport.needsConfirmation, !subscription.isPending else { return [:] }
        let token = try ConfirmationToken.issue(for: subscription, &turn)
        try ConfirmationRequest(kind: .ending, subscription: subscription, token: token).send(topic, call, &turn)
        return [:]
    }
}
