package import QuickstepJSON

/// What became of the data on its way through a state, step by step.
///
/// Each step of a state's work notes its value where somebody asked for it; executions do not.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_InspectionData.html
package struct StateTrace: Sendable, Equatable {
    /// The places at which a value is noted, as the service names them, in the order of the work.
    package enum Mark: String, Sendable, CaseIterable {
        case afterInputPath
        case afterParameters
        case afterItemsPath
        case afterItemSelector
        case maxConcurrency
        case toleratedFailureCount
        case toleratedFailurePercentage
        case result
        case afterResultSelector
        case afterResultPath
    }

    var values: [Mark: JSONValue] = [:]

    package init() {}

    /// What was noted at a place.
    package subscript(_ mark: Mark) -> JSONValue? { values[mark] }
}
