import QuickstepJSON
import QuickstepJSONPath

extension PercentageField {
    /// The percentage, which a path finds when the state is entered: a number, or a text that is one.
    ///
    /// - Parameters:
    ///   - scope: What a path is applied to.
    ///   - field: The name of the constant field, `ToleratedFailurePercentage`.
    /// - Returns: A number from 0 to 100.
    /// - Throws: `States.Runtime` where the path finds nothing, no number, or one that is no percentage.
    package func evaluate(in scope: EvaluationScope, field: String) throws(EvaluationError) -> Double {
        switch self {
        case .constant(let number):
            return number
        case .path(let path):
            let value = try path.evaluate(in: scope)
            guard let number = value.doubleValue ?? value.stringValue.flatMap({ Double($0) }) else {
                throw EvaluationError(
                    cause: "The \(field)Path field refers to value \"\(value.echo)\" which is not a valid float: "
                        + path.text
                )
            }
            guard (0...100).contains(number) else {
                throw EvaluationError(cause: "\(field) must be between 0 and 100.")
            }
            return number
        }
    }
}
