package import QuickstepJSON
import QuickstepJSONPath

extension PayloadTemplate {
    /// Computes the template.
    ///
    /// Its depth is bounded by the decoder.
    ///
    /// - Throws: `States.Runtime` where a path finds nothing, `States.IntrinsicFailure` where a function fails.
    package func evaluate(in scope: inout EvaluationScope) throws(EvaluationError) -> JSONValue {
        if case .literal(let value) = self { return value }
        let value = try compute(field: "", in: &scope)
        try value.checkDepth()
        return value
    }

    private func compute(field: String, in scope: inout EvaluationScope) throws(EvaluationError) -> JSONValue {
        switch self {
        case .literal(let value):
            return value
        case .object(let fields):
            var object = JSONObject()
            for field in fields {
                object[field.name] = try field.value.compute(field: field.sourceName, in: &scope)
            }
            return .object(object)
        case .array(let templates):
            var elements: [JSONValue] = []
            elements.reserveCapacity(templates.count)
            for template in templates { elements.append(try template.compute(field: field, in: &scope)) }
            return .array(elements)
        case .path(let path):
            return try path.evaluateInTemplate(field: field, in: scope)
        case .intrinsic(let call):
            return try call.evaluate(in: &scope)
        }
    }
}
