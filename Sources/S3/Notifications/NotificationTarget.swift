import QuickstepServiceKit

/// Where notifications go.
struct NotificationTarget: Sendable, Equatable {
    enum Kind: Sendable, Equatable, CaseIterable {
        case function
        case queue
        case topic

        /// The member of the configuration that lists targets of this kind.
        var listName: String {
            switch self {
            case .function: "LambdaFunctionConfigurations"
            case .queue: "QueueConfigurations"
            case .topic: "TopicConfigurations"
            }
        }

        /// The member that holds the target's ARN.
        var arnName: String {
            switch self {
            case .function: "LambdaFunctionArn"
            case .queue: "QueueArn"
            case .topic: "TopicArn"
            }
        }

        /// The service that takes the notification.
        var service: String {
            switch self {
            case .function: "lambda"
            case .queue: "sqs"
            case .topic: "sns"
            }
        }
    }

    let kind: Kind
    let arn: String
    /// Account and Region of the target.
    let scope: Scope

    init(_ kind: Kind, arn text: String) throws(ServiceError) {
        guard let arn = ARN(text), arn.service == kind.service, let scope = arn.scope,
            kind != .function || arn.resource.hasPrefix("function:")
        else { throw .invalidArgument("The ARN could not be parsed") }
        guard !arn.resource.hasSuffix(".fifo") else {
            throw .invalidArgument("FIFO queues and topics cannot be the destination of notifications: \(text)")
        }
        self.kind = kind
        self.arn = text
        self.scope = scope
    }

    /// What S3 says of a target that does not take the test message.
    var refusal: String {
        switch kind {
        case .function: "\(arn), null: Not authorized to invoke function [\(arn)]"
        case .queue: "\(arn): The destination queue does not exist"
        case .topic: "\(arn): The destination topic does not exist"
        }
    }
}
