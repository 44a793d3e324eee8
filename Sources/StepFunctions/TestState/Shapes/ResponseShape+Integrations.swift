import QuickstepStatesLanguage

extension ResponseShape {
    /// What the API behind an integration answers; `nil` where it is not known.
    ///
    /// A task that runs a job is given the last answer of the call that tells how the job stands. One that waits for its token is
    /// given whatever comes with the token, which has no shape.
    static func answer(of operation: String, service: String, _ pattern: IntegrationPattern) -> ResponseShape? {
        switch pattern {
        case .requestResponse: optimized["\(service):\(operation)"] ?? services[service]?[operation]
        case .synchronous: jobs["\(service):\(operation)"]
        case .synchronousParsed: parsedJobs["\(service):\(operation)"]
        case .callback: nil
        }
    }

    /// Answers that an optimised integration changes.
    private static let optimized: [String: ResponseShape] = [
        "lambda:invoke": functionAnswers["invoke"]?.replacing("Payload", with: .any) ?? .any
    ]

    /// The descriptions of jobs that tasks run.
    private static let jobs: [String: ResponseShape] = [
        "states:startExecution": executionAnswers["describeExecution"] ?? .any
    ]

    /// The same, with what the job was given and what it answered as JSON.
    private static let parsedJobs: [String: ResponseShape] = [
        "states:startExecution": executionAnswers["describeExecution"]?
            .replacing("Input", with: .any)
            .replacing("Output", with: .any) ?? .any
    ]

    /// The answers by service, as integrations spell it, and action.
    private static let services: [String: [String: ResponseShape]] = [
        "lambda": functionAnswers,
        "aws-sdk:lambda": functionAnswers,
        "sqs": queueAnswers,
        "aws-sdk:sqs": queueAnswers,
        "sns": topicAnswers,
        "aws-sdk:sns": topicAnswers,
        "events": eventAnswers,
        "aws-sdk:eventbridge": eventAnswers,
        "dynamodb": tableAnswers,
        "aws-sdk:dynamodb": tableAnswers,
        "aws-sdk:s3": objectAnswers,
        "aws-sdk:kms": keyAnswers,
        "states": executionAnswers,
        "aws-sdk:sfn": executionAnswers,
    ]

    private func replacing(_ name: String, with shape: ResponseShape) -> ResponseShape {
        guard case .members(let members, let required) = self else { return self }
        let replaced = members.map { (name: $0.name, shape: $0.name == name ? shape : $0.shape) }
        return .members(replaced, required: required)
    }
}
