import QuickstepJSON
import QuickstepPrimitives

extension IntrinsicArguments {
    func base64Encode() throws(EvaluationError) -> JSONValue {
        .string(Base64.encode(Array(try boundedText(0).utf8)))
    }

    func base64Decode() throws(EvaluationError) -> JSONValue {
        guard let bytes = Base64.decode(try boundedText(0)) else { throw failure("The argument is not valid Base64") }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw failure("The decoded bytes are not UTF-8 text")
        }
        return .string(text)
    }

    func hash() throws(EvaluationError) -> JSONValue {
        let data = try value(0)
        let name = try text(1)
        guard let algorithm = DigestAlgorithm(rawValue: name) else {
            let names = DigestAlgorithm.allCases.map(\.rawValue).joined(separator: ", ")
            throw failure("The algorithm '\(name)' is not one of: \(names)")
        }
        let text = data.stringValue ?? data.compactText
        try checkLength(of: text)
        return .string(Hex.encode(algorithm.digest(Array(text.utf8))))
    }
}
