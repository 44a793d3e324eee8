import QuickstepJSON
import QuickstepServiceKit

/// `AddPermission`: adds a statement to a topic's policy.
///
/// Source: https://docs.aws.amazon.com/sns/latest/api/API_AddPermission.html
enum AddPermission {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let parameters = call.parameters
        let address = try parameters.topic()
        let label = try parameters.requiredText("Label")
        let accounts = try parameters.texts("AWSAccountId")
        let actions = try parameters.texts("ActionName")
        guard !accounts.isEmpty else { throw .missing("aWSAccountId") }
        guard !actions.isEmpty else { throw .missing("actionName") }
        guard accounts.allSatisfy({ $0.utf8.count == 12 && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else {
            throw .invalid("AWSAccountId")
        }
        var topic = try OpenTopic(address, &turn)
        var policy = try TopicPolicy(of: address, topic.record.settings)
        try policy.add(label: label, accounts: accounts, actions: actions, topic: address)
        try topic.record.settings.set("Policy", policy.text, isFIFO: topic.record.isFIFO, prefix: "")
        try topic.save(&turn)
        return [:]
    }
}

/// `RemovePermission`: removes the statement of a label.
///
/// Source: https://docs.aws.amazon.com/sns/latest/api/API_RemovePermission.html
enum RemovePermission {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let address = try call.parameters.topic()
        let label = try call.parameters.requiredText("Label")
        var topic = try OpenTopic(address, &turn)
        var policy = try TopicPolicy(of: address, topic.record.settings)
        policy.remove(label: label)
        try topic.record.settings.set("Policy", policy.text, isFIFO: topic.record.isFIFO, prefix: "")
        try topic.save(&turn)
        return [:]
    }
}
