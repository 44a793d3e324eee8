import QuickstepJSON
import QuickstepServiceKit

/// `PutDataProtectionPolicy`: keeps a policy, which has no effect here.
///
/// Source: https://docs.aws.amazon.com/sns/latest/api/API_PutDataProtectionPolicy.html
enum PutDataProtectionPolicy {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let address = try call.parameters.topic("ResourceArn")
        let policy = try call.parameters.requiredText("DataProtectionPolicy")
        var topic = try OpenTopic(address, &turn)
        topic.record.protection = policy.isEmpty ? nil : policy
        try topic.save(&turn)
        return [:]
    }
}

/// `GetDataProtectionPolicy`: the policy that was kept.
///
/// Source: https://docs.aws.amazon.com/sns/latest/api/API_GetDataProtectionPolicy.html
enum GetDataProtectionPolicy {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let topic = try OpenTopic(try call.parameters.topic("ResourceArn"), &turn)
        return ["DataProtectionPolicy": .string(topic.record.protection ?? "")]
    }
}
