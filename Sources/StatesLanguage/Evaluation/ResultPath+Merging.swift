package import QuickstepJSON
import QuickstepJSONPath

extension ResultPath {
    /// Puts a result into the raw input of its state.
    ///
    /// - Throws: `States.ResultPathMatchFailure` where the input has no place for it.
    package func merge(_ result: JSONValue, into rawInput: JSONValue) throws(EvaluationError) -> JSONValue {
        switch self {
        case .replace:
            return result
        case .discard:
            return rawInput
        case .path(let path):
            switch path.replacing(in: rawInput, with: result) {
            case .success(let merged): return merged
            case .failure(let miss):
                throw EvaluationError(name: ErrorName.resultPathMatchFailure, cause: miss.detail)
            }
        }
    }
}
