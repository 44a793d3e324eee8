/// Does work outside the machine.
package struct TaskState: Sendable, Equatable {
    package let resource: TaskResource
    package let parameters: PayloadTemplate?
    package let resultSelector: PayloadTemplate?
    package let resultPath: ResultPath
    /// `TimeoutSeconds` or `TimeoutSecondsPath`; `nil` where neither is given.
    package let timeout: IntegerField?
    /// `HeartbeatSeconds` or `HeartbeatSecondsPath`; `nil` where neither is given.
    package let heartbeat: IntegerField?
    /// `Credentials`: an object with the member `RoleArn`.
    package let credentials: PayloadTemplate?

    package init(
        resource: TaskResource,
        parameters: PayloadTemplate?,
        resultSelector: PayloadTemplate?,
        resultPath: ResultPath,
        timeout: IntegerField?,
        heartbeat: IntegerField? = nil,
        credentials: PayloadTemplate? = nil
    ) {
        self.resource = resource
        self.parameters = parameters
        self.resultSelector = resultSelector
        self.resultPath = resultPath
        self.timeout = timeout
        self.heartbeat = heartbeat
        self.credentials = credentials
    }
}

/// What a Task calls.
package enum TaskResource: Sendable, Hashable {
    /// A function by ARN or bare name, as the definition has it. Its events are `LambdaFunction…`.
    case function(String)
    /// An activity by ARN, which a worker polls for. Its events are `Activity…`.
    case activity(String)
    /// An integration, `arn:aws:states:::<service>:<action>`. Its events are `Task…`.
    ///
    /// The service is such as `sqs`, or `aws-sdk:sqs` for the generic form. The action has the suffix of its pattern:
    /// `startExecution.sync:2`. Both are what history shows.
    case integration(service: String, action: String)

    /// The text in the definition.
    package var text: String {
        switch self {
        case .function(let name): name
        case .activity(let arn): arn
        case .integration(let service, let action): "arn:aws:states:::\(service):\(action)"
        }
    }

    /// Whether a worker polls for it.
    package var isActivity: Bool {
        if case .activity = self { true } else { false }
    }

    /// How the task waits for its result.
    package var pattern: IntegrationPattern {
        guard case .integration(_, let action) = self else { return .requestResponse }
        return IntegrationPattern.suffixed.first { action.hasSuffix($0.suffix) } ?? .requestResponse
    }

    /// The action of an integration without the suffix of its pattern; `nil` for anything else.
    package var operation: String? {
        guard case .integration(_, let action) = self else { return nil }
        return String(action.dropLast(pattern.suffix.count))
    }
}

/// How an integration waits for its result.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html
package enum IntegrationPattern: Sendable, Equatable, CaseIterable {
    /// The result is the answer.
    case requestResponse
    /// `.sync`: the result is the description of the job that was started, once that has ended.
    case synchronous
    /// `.sync:2`: the same, with the job's input and output as JSON rather than as text.
    case synchronousParsed
    /// `.waitForTaskToken`: the result is what SendTaskSuccess gives.
    case callback

    /// What it adds to the action.
    package var suffix: String {
        switch self {
        case .requestResponse: ""
        case .synchronous: ".sync"
        case .synchronousParsed: ".sync:2"
        case .callback: ".waitForTaskToken"
        }
    }

    /// Whether the task goes on after the call was answered.
    package var waits: Bool { self != .requestResponse }

    /// Whether it waits for the end of what it started.
    package var waitsForJob: Bool { self == .synchronous || self == .synchronousParsed }

    /// The patterns that have a suffix.
    static let suffixed = allCases.filter(\.waits)
}
