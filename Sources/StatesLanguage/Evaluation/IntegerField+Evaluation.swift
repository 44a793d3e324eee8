import QuickstepJSON
import QuickstepJSONPath

extension IntegerField {
    /// The number, which a path finds when the state is entered.
    ///
    /// - Parameters:
    ///   - scope: What a path is applied to.
    ///   - field: The name of the constant field, `MaxConcurrency`, or of its path, `MaxConcurrencyPath`.
    ///   - minimum: The least number that is allowed.
    ///   - takesText: Whether a text that is a number is taken as one, as the recorded service does for some fields.
    /// - Returns: The number.
    /// - Throws: `States.Runtime` where the path finds nothing, no integer, or one that is too small.
    package func evaluate(
        in scope: EvaluationScope,
        field: String,
        minimum: Int = 0,
        takesText: Bool = false
    ) throws(EvaluationError) -> Int {
        switch self {
        case .constant(let number):
            return number
        case .path(let path):
            let name = field.hasSuffix("Path") ? String(field.dropLast(4)) : field
            let value = try path.evaluate(in: scope)
            let text = takesText ? value.stringValue.flatMap { Int($0) } : nil
            guard let number = value.intValue ?? text else {
                throw EvaluationError(
                    cause: "The \(name)Path field refers to value \"\(value.echo)\" which is not a valid integer: "
                        + path.text
                )
            }
            guard number >= minimum else {
                throw EvaluationError(cause: minimum > 0 ? "\(name) must be positive." : "\(name) cannot be negative.")
            }
            return number
        }
    }
}

extension JSONValue {
    /// How failure texts cite a value: text as it is, everything else as JSON.
    var echo: String {
        stringValue ?? compactText
    }
}
