import QuickstepJSON
import QuickstepServiceKit

/// Reads an operation's parameters, and refuses those that nobody asked for rather than ignore them.
struct Parameters {
    private let operation: String
    private var rest: JSONObject

    init(_ request: ServiceRequest) {
        operation = request.operation
        rest = request.parameters
    }

    mutating func value(_ name: String) -> JSONValue? {
        rest.removeValue(forKey: name)
    }

    mutating func text(_ name: String) throws(ServiceError) -> String? {
        switch value(name) {
        case nil, .null: return nil
        case .string(let text): return text
        case let other?: throw .invalidParameter("The parameter \(name) must be a string, not \(other.typeName).")
        }
    }

    mutating func requiredText(_ name: String) throws(ServiceError) -> String {
        guard let text = try text(name) else { throw .invalidParameter("The parameter \(name) is missing.") }
        return text
    }

    /// All that is left is refused by name.
    func finish() throws(ServiceError) {
        if let name = rest.first?.key { throw .unsupportedParameter(name, operation: operation) }
    }
}
