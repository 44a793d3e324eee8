import QuickstepJSON
import QuickstepServiceKit

/// When and where a queue gives up on a message.
struct RedrivePolicy: Sendable, Equatable {
    /// The policy as it was given, which is how it is shown.
    let text: String
    let target: QueueAddress
    /// How often a message is delivered before it is moved.
    let receiveCountMax: Int

    /// Reads the value of the attribute `RedrivePolicy`.
    init(_ text: String) throws(ServiceError) {
        guard let policy = try? JSONValue.parse(text), case .object(let members) = policy else {
            throw Self.refusal(text, "Redrive policy is not a valid JSON map.")
        }
        guard let targetValue = members["deadLetterTargetArn"] else {
            throw Self.refusal(text, "Redrive policy does not contain mandatory attribute: deadLetterTargetArn.")
        }
        guard let countValue = members["maxReceiveCount"] else {
            throw Self.refusal(text, "Redrive policy does not contain mandatory attribute: maxReceiveCount.")
        }
        guard let target = targetValue.stringValue.flatMap({ QueueAddress(arn: $0) }) else {
            throw Self.refusal(text, "Invalid value for deadLetterTargetArn.")
        }
        let count = countValue.intValue ?? countValue.stringValue.flatMap { Int($0) }
        guard let count, SQSLimits.receiveCountMax.contains(count) else {
            let shown = countValue.stringValue ?? countValue.compactText
            throw Self.refusal(
                text,
                "Invalid value for maxReceiveCount: \(shown), valid values are from 1 to 1000 both inclusive."
            )
        }
        self.text = text
        self.target = target
        receiveCountMax = count
    }

    static func refusal(_ text: String, _ reason: String) -> ServiceError {
        .invalidParameter("RedrivePolicy", value: text, reason: reason)
    }
}
