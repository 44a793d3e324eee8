import QuickstepJSON
import QuickstepServiceKit

/// What TestState is asked for, each field as the service's model has it.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html
struct TestStateRequest {
    /// How much of the state's work is shown.
    enum InspectionLevel: String, CaseIterable {
        case info = "INFO"
        case debug = "DEBUG"
        /// As `debug`, and the request and response of HTTP tasks.
        case trace = "TRACE"
    }

    /// What the service calls the configuration of the tested state.
    struct Configuration {
        var retrierRetryCount: Int?
        var errorCausedByState: String?
        var mapIterationFailureCount: Int?
        var mapItemReaderData: String?
    }

    let definition: String
    let stateName: String?
    let roleARN: String?
    let input: String
    let level: InspectionLevel
    let revealsSecrets: Bool
    let variables: String?
    let context: String?
    let mock: StateMock?
    let configuration: Configuration

    init(_ parameters: Parameters) throws(ServiceError) {
        var input = OperationInput(parameters)
        definition = try input.text("definition", 1...StatesLimits.definitionLengthMax, isSecret: true)
        stateName = try input.optionalText("stateName", 1...StatesLimits.nameLengthMax, isSecret: true)
        roleARN = try input.optionalText("roleArn", 1...StatesLimits.arnLengthMax)
        self.input = try input.data("input") ?? "{}"
        level = try input.choice("inspectionLevel", of: InspectionLevel.self) ?? .info
        revealsSecrets = try input.flag("revealSecrets") ?? false
        variables = try input.data("variables")
        context = try input.data("context")
        let mock = try input.object("mock") { (mock) throws(ServiceError) in try MockInput(&mock) }
        configuration =
            try input.object("stateConfiguration") { (members) throws(ServiceError) in
                Configuration(
                    retrierRetryCount: try members.integer("retrierRetryCount", 0...Int(Int32.max)),
                    errorCausedByState: try members.optionalText(
                        "errorCausedByState",
                        1...StatesLimits.nameLengthMax,
                        isSecret: true
                    ),
                    mapIterationFailureCount: try members.integer("mapIterationFailureCount", 0...Int(Int32.max)),
                    mapItemReaderData: try members.data("mapItemReaderData")
                )
            } ?? Configuration()
        try input.check()
        self.mock = try mock.map { (mock) throws(ServiceError) in try StateMock(mock) }
    }
}

extension OperationInput {
    /// A text of JSON, or of other data of the user's.
    fileprivate mutating func data(_ name: String) throws(ServiceError) -> String? {
        try optionalText(name, 0...StatesLimits.inputBytesMax, isSecret: true)
    }
}

/// A mock as it was given.
private struct MockInput {
    struct Failure {
        let error: String?
        let cause: String?
    }

    let result: String?
    let failure: Failure?
    let validation: FieldValidationMode

    init(_ input: inout OperationInput) throws(ServiceError) {
        result = try input.data("result")
        failure = try input.object("errorOutput") { (members) throws(ServiceError) in
            Failure(
                error: try members.optionalText("error", 0...StatesLimits.errorLengthMax, isSecret: true),
                cause: try members.optionalText("cause", 0...StatesLimits.causeLengthMax, isSecret: true)
            )
        }
        validation = try input.choice("fieldValidationMode", of: FieldValidationMode.self) ?? .strict
    }
}

/// What stands in for the state's own work.
struct StateMock {
    enum Content {
        /// The text of the result.
        case result(String)
        case failure(error: String, cause: String?)
    }

    let content: Content
    let validation: FieldValidationMode

    fileprivate init(_ input: MockInput) throws(ServiceError) {
        validation = input.validation
        switch (input.result, input.failure) {
        case (.some, .some):
            throw Parameters.validation(
                "A test mock should have only one of the following fields: [result, errorOutput]."
            )
        case (nil, nil):
            throw Parameters.validation(
                "A test mock should have one of the following fields: [result, errorOutput]."
            )
        case (let result?, nil):
            content = .result(result)
        case (nil, let failure?):
            // The model lets it be absent; the documentation of MockErrorOutput does not.
            guard let error = failure.error else {
                throw Parameters.validation("The field 'error' is required in a mocked errorOutput.")
            }
            content = .failure(error: error, cause: failure.cause)
        }
    }
}
