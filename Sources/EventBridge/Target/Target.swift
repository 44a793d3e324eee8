import QuickstepJSON
import QuickstepServiceKit

/// A target of a rule, checked.
struct Target: Sendable, Equatable {
    let id: String
    let arn: String
    let destination: TargetDestination
    let input: TargetInput
    /// The queue for events that the target does not take.
    let deadLetterQueue: String?
    /// The target as it was given.
    let given: JSONObject

    private static let known = [
        "Id", "Arn", "RoleArn", "Input", "InputPath", "InputTransformer", "DeadLetterConfig", "RetryPolicy",
        "SqsParameters",
    ]

    /// Reads a target of a request, or a target's row.
    init(_ json: JSONValue, scope: Scope) throws(ServiceError) {
        guard let members = json.objectValue else { throw .validation("A target must be an object.") }
        let parameters = Parameters(members, scope: scope)
        id = try parameters.requiredText("Id")
        try Parameters.check(id, at: "targets.1.member.id", lengthMax: EventBridgeLimits.targetIDLengthMax)
        arn = try parameters.requiredText("Arn")
        try parameters.refuse(allBut: Self.known, of: "a target")
        destination = try TargetDestination(arn: arn, of: id, messageGroup: try Self.messageGroup(parameters))
        _ = try parameters.text("RoleArn")
        input = try TargetInput(parameters, id: id)
        if case .bus = destination, input != .event {
            throw .unsupported("Input, InputPath and InputTransformer for a target that is an event bus")
        }
        deadLetterQueue = try Self.deadLetterQueue(parameters)
        try Self.checkRetryPolicy(parameters)
        given = JSONObject(members.filter { !$0.value.isNull }.map { ($0.key, $0.value) })
    }

    private static func messageGroup(_ parameters: Parameters) throws(ServiceError) -> String? {
        guard let queue = try parameters.object("SqsParameters") else { return nil }
        try queue.refuse(allBut: ["MessageGroupId"], of: "SqsParameters")
        return try queue.text("MessageGroupId")
    }

    private static func deadLetterQueue(_ parameters: Parameters) throws(ServiceError) -> String? {
        guard let configuration = try parameters.object("DeadLetterConfig") else { return nil }
        try configuration.refuse(allBut: ["Arn"], of: "a DeadLetterConfig")
        guard let text = try configuration.text("Arn") else { return nil }
        guard let arn = ARN(text), arn.service == "sqs", arn.scope != nil, !arn.resource.hasSuffix(".fifo") else {
            throw .validation("The dead-letter queue '\(text)' must be the ARN of a standard queue.")
        }
        return text
    }

    /// Checks how often a delivery shall be tried.
    ///
    /// It has no effect: what a target refuses in the turn of the event, it would refuse again, and a delivery that cannot be made now
    /// takes the whole request with it, which is then repeated.
    private static func checkRetryPolicy(_ parameters: Parameters) throws(ServiceError) {
        guard let policy = try parameters.object("RetryPolicy") else { return }
        try policy.refuse(allBut: ["MaximumRetryAttempts", "MaximumEventAgeInSeconds"], of: "a RetryPolicy")
        _ = try policy.integer("MaximumRetryAttempts", in: EventBridgeLimits.retryAttempts)
        _ = try policy.integer("MaximumEventAgeInSeconds", in: EventBridgeLimits.eventAgeSeconds)
    }

    /// Reads a target's row.
    init(row: [UInt8], of rule: RuleAddress) throws(ServiceError) {
        guard let json = try? JSONValue.parse(bytes: row) else { throw .damaged("a target of \(rule.arn)") }
        do throws(ServiceError) {
            try self.init(json, scope: rule.bus.scope)
        } catch {
            throw .damaged("a target of \(rule.arn): \(error.message)")
        }
    }
}
