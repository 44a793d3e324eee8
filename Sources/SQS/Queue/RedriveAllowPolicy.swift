import QuickstepJSON
import QuickstepServiceKit

/// Which queues may name this one as their dead-letter queue.
///
/// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue.html
struct RedriveAllowPolicy: Sendable, Equatable {
    private enum Permission: Sendable, Equatable {
        case all
        case none
        case queues([QueueAddress])
    }

    /// The policy as it was given, which is how it is shown.
    let text: String
    private let permission: Permission

    /// Reads the value of the attribute `RedriveAllowPolicy`.
    init(_ text: String) throws(ServiceError) {
        guard let policy = try? JSONValue.parse(text), case .object(let members) = policy else {
            throw Self.refusal(text, "Redrive allow policy is not a valid JSON map.")
        }
        for name in members.keys where name != "redrivePermission" && name != "sourceQueueArns" {
            throw Self.refusal(text, "Redrive allow policy contains an unknown attribute: \(name).")
        }
        guard let name = members["redrivePermission"] else {
            throw Self.refusal(text, "Redrive allow policy does not contain mandatory attribute: redrivePermission.")
        }
        let sources = members["sourceQueueArns"]
        switch name.stringValue {
        case "allowAll": permission = .all
        case "denyAll": permission = .none
        case "byQueue": permission = .queues(try Self.sources(sources, text))
        default:
            let shown = name.stringValue ?? name.compactText
            throw Self.refusal(text, "Invalid value for redrivePermission: \(shown).")
        }
        if case .queues = permission {
        } else if sources != nil {
            throw Self.refusal(text, "sourceQueueArns can be given only with the redrivePermission byQueue.")
        }
        self.text = text
    }

    private static func sources(_ value: JSONValue?, _ text: String) throws(ServiceError) -> [QueueAddress] {
        guard let list = value?.arrayValue, !list.isEmpty else {
            throw refusal(text, "The redrivePermission byQueue needs sourceQueueArns.")
        }
        guard list.count <= SQSLimits.redriveSourcesMax else {
            throw refusal(text, "At most \(SQSLimits.redriveSourcesMax) sourceQueueArns are allowed.")
        }
        var sources: [QueueAddress] = []
        for entry in list {
            guard let source = entry.stringValue.flatMap({ QueueAddress(arn: $0) }) else {
                throw refusal(text, "Invalid value for sourceQueueArns.")
            }
            sources.append(source)
        }
        return sources
    }

    func allows(_ source: QueueAddress) -> Bool {
        switch permission {
        case .all: true
        case .none: false
        case .queues(let sources): sources.contains(source)
        }
    }

    private static func refusal(_ text: String, _ reason: String) -> ServiceError {
        .invalidParameter("RedriveAllowPolicy", value: text, reason: reason)
    }
}
