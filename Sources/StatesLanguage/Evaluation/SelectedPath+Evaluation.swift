package import QuickstepJSON
import QuickstepJSONPath

extension SelectedPath {
    /// What `InputPath` or `OutputPath` selects.
    ///
    /// - Throws: `States.Runtime` where the path finds nothing.
    package func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> JSONValue {
        switch self {
        case .whole: scope.input
        case .nothing: .object(JSONObject())
        case .path(let path): try path.evaluate(in: scope)
        }
    }
}
