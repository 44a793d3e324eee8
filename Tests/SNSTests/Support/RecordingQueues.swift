import QuickstepJSON
import QuickstepServiceKit

/// Stands for the queue service: writes down what it is asked to send, in rows, and knows no queue named `gone`.
final class RecordingQueues: Service {
    let name = "sqs"

    func handle(_ request: ServiceRequest, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        let queue = request.parameters["QueueUrl"]?.stringValue ?? request.parameters["QueueName"]?.stringValue ?? ""
        let sent = Owner(kind: .queue, name: queue).section(0x7F)
        switch request.operation {
        case "SendMessage":
            guard !queue.hasSuffix(":gone") && !queue.hasSuffix(":gone.fifo") else {
                throw ServiceError(code: "QueueDoesNotExist", message: "The specified queue does not exist.")
            }
            turn.put(sent.integer(try turn.sequence()), .object(request.parameters))
            return ServiceResponse(["MessageId": .string(turn.uuid())])
        case "CreateQueue":
            return ServiceResponse()
        case "Recorded":
            var messages: [JSONValue] = []
            for row in try turn.range(sent.prefixRange) {
                messages.append((try? JSONValue.parse(bytes: row.value)) ?? .null)
            }
            return ServiceResponse(["Messages": .array(messages)])
        default:
            throw .unknownOperation(service: name, operation: request.operation)
        }
    }
}
