import QuickstepJSON
import QuickstepServiceKit

/// `GetQueueUrl`: finds a queue by its name.
enum GetQueueURL {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let name = try call.parameters.requiredText("QueueName")
        let account = try call.parameters.text("QueueOwnerAWSAccountId") ?? call.scope.account
        let address = QueueAddress(scope: Scope(account: account, region: call.scope.region), name: name)
        guard try turn.get(QueueRows(address).queue) != nil else { throw .nonExistentQueue() }
        return ["QueueUrl": .string(address.url)]
    }
}
