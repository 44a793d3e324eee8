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
        definition = try parameters.text("definition", of: 1...1_048_576)
        stateName = try parameters.optionalText("stateName", of: 1...80)
        roleARN = try parameters.optionalText("roleArn", of: 1...256)
        input = try parameters.optionalText("input", of: 0...262_144) ?? "{}"
        level = try parameters.optionalChoice("inspectionLevel") ?? .info
        revealsSecrets = try parameters.optionalBool("revealSecrets") ?? false
        variables = try parameters.optionalText("variables", of: 0...262_144)
        context = try parameters.optionalText("context", of: 0...262_144)
        mock = try parameters.optionalStructure("mock").map { (members) throws(ServiceError) in
            try StateMock(members)
        }
        var configuration = Configuration()
        if let members = try parameters.optionalStructure("stateConfiguration") {
            configuration.retrierRetryCount = try members.optionalCount("retrierRetryCount")
            configuration.errorCausedByState = try members.optionalText("errorCausedByState", of: 1...80)
            configuration.mapIterationFailureCount = try members.optionalCount("mapIterationFailureCount")
            configuration.mapItemReaderData = try members.optionalText("mapItemReaderData", of: 0...262_144)
        }
        self.configuration = configuration
    }
}

/// What stands in for the state's own work.
struct StateMock {
    enum Content {
        /// The text of the result.
        case result(String)
        case failure(error: String?, cause: String?)
    }

    let content: Content
    let validation: FieldValidationMode

    init(_ members: StructureParameters) throws(ServiceError) {
        let result = try members.optionalText("result", of: 0...262_144)
        let failure = try members.optionalStructure("errorOutput")
        validation = try members.optionalChoice("fieldValidationMode") ?? .strict
        switch (result, failure) {
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
            content = .failure(
                error: try failure.optionalText("error", of: 0...256),
                cause: try failure.optionalText("cause", of: 0...32_768)
            )
        }
    }
}
