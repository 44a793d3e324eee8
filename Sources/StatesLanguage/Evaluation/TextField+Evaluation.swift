import QuickstepJSON
import QuickstepJSONPath

extension TextField {
    /// The text.
    ///
    /// - Parameters:
    ///   - scope: What a path is applied to.
    ///   - field: The name of the constant field, `Error`, or of its path, `ErrorPath`.
    /// - Returns: The text.
    /// - Throws: `States.Runtime` where the path finds nothing or no text; `States.IntrinsicFailure`.
    package func evaluate(in scope: inout EvaluationScope, field: String) throws(EvaluationError) -> String {
        let name = field.hasSuffix("Path") ? field : "\(field)Path"
        let value: JSONValue
        let source: String
        switch self {
        case .constant(let text):
            return text
        case .path(let path):
            value = try path.evaluate(in: scope, at: .named(name))
            source = path.text
        case .intrinsic(let call):
            value = try call.evaluate(in: &scope)
            source = call.text
        }
        guard let text = value.stringValue else {
            throw EvaluationError(
                cause: "The \(name) field refers to value \"\(value.echo)\" which is not a valid string: \(source)"
            )
        }
        return text
    }
}
