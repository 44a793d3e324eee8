/// What of the language Quickstep runs, and what it refuses: the decoder's refusals and the documentation read this table.
package enum SupportTable {
    /// Whether Quickstep runs it.
    package enum Status: String, Sendable, Equatable {
        case supported
        case refused
    }

    /// One feature of the language.
    package struct Row: Sendable, Equatable {
        /// What the row is about.
        package let feature: Feature
        /// The name that messages and the documentation use.
        package let name: String
        /// The fields or states in which it is met.
        package let place: String
        /// Whether Quickstep runs it.
        package let status: Status
        /// What it covers; for a refused feature: what to do instead.
        package let note: String
    }

    /// Every row, in the order of the documentation.
    package static let rows: [Row] = supportedRows + refusedRows

    /// The row of a feature.
    package static func row(_ feature: Feature) -> Row? {
        rows.first { $0.feature == feature }
    }
}

extension SupportTable {
    /// The features that the table names.
    package enum Feature: String, Sendable, Equatable, CaseIterable {
        case jsonPath
        case stateTypes
        case variables
        case intrinsicFunctions
        case retryAndCatch
        case inlineMap
        case functionTasks
        case integrations
        case jsonata
        case distributedMap
        case otherItemReaders
        case inlineMapFields
        case regularExpressions
        case taskPatterns
        case taskLimits
        case credentials
        case httpTasks
        case otherIntegrations
        case otherRegularExpressions
    }
}
