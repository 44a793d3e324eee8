import QuickstepJSON
import QuickstepServiceKit

/// Where a rule's target is.
enum TargetDestination: Sendable, Equatable {
    /// A queue, and the group that messages get there.
    case queue(Scope, messageGroup: String?)
    case topic(Scope)
    case function(Scope)
    case stateMachine(Scope)
    case bus(BusAddress)

    /// Reads the ARN of the target of some id.
    init(arn text: String, of id: String, messageGroup: String?) throws(ServiceError) {
        if let bus = BusAddress(arn: text) {
            self = .bus(bus)
            return
        }
        guard let arn = ARN(text) else {
            throw .validation("Parameter \(text) is not valid. Reason: Provided Arn is not in correct format.")
        }
        let supported = "a rule leads to a queue, a topic, a function, a state machine or another event bus"
        guard let scope = arn.scope else { throw .unsupported("the target '\(text)'; \(supported)") }
        switch arn.service {
        case "sqs":
            guard !arn.resource.hasSuffix(".fifo") || messageGroup != nil else {
                throw .validation("Parameter(s) MessageGroupId must be specified for target: \(id).")
            }
            self = .queue(scope, messageGroup: messageGroup)
        case "sns":
            guard !arn.resource.hasSuffix(".fifo") else { throw .unsupported("FIFO topics as targets") }
            self = .topic(scope)
        case "lambda" where arn.resource.hasPrefix("function:"): self = .function(scope)
        case "states" where arn.resource.hasPrefix("stateMachine:"): self = .stateMachine(scope)
        default: throw .unsupported("the target '\(text)'; \(supported)")
        }
    }

    /// The request that hands a text on; `nil` for a bus, which is no other service's.
    func request(for arn: String, _ text: String, cause: EffectID) -> ServiceRequest? {
        let (service, operation, scope, parameters): (String, String, Scope, JSONObject)
        switch self {
        case .queue(let target, let messageGroup):
            (service, operation, scope) = ("sqs", "SendMessage", target)
            var message: JSONObject = ["QueueUrl": .string(arn), "MessageBody": .string(text)]
            if let messageGroup { message["MessageGroupId"] = .string(messageGroup) }
            parameters = message
        case .topic(let target):
            (service, operation, scope) = ("sns", "Publish", target)
            parameters = ["TopicArn": .string(arn), "Message": .string(text)]
        case .function(let target):
            (service, operation, scope) = ("lambda", "Invoke", target)
            // What is no JSON arrives as a string.
            let payload = (try? JSONValue.parse(text)) ?? .string(text)
            parameters = ["FunctionName": .string(arn), "InvocationType": "Event", "Payload": payload]
        case .stateMachine(let target):
            (service, operation, scope) = ("states", "StartExecution", target)
            parameters = ["stateMachineArn": .string(arn), "input": .string(text)]
        case .bus: return nil
        }
        return ServiceRequest(
            service: service,
            operation: operation,
            parameters: parameters,
            scope: scope,
            cause: cause
        )
    }
}
