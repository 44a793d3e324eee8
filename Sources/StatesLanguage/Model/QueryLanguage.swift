/// The language in which a state selects and computes values.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
package enum QueryLanguage: String, Sendable, Equatable, CaseIterable {
    case jsonPath = "JSONPath"
    case jsonata = "JSONata"

    /// The one that this is not.
    var other: QueryLanguage {
        switch self {
        case .jsonPath: .jsonata
        case .jsonata: .jsonPath
        }
    }
}
