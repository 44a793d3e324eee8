import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// The input of an operation, read with the service's own errors.
struct Parameters {
    let request: ServiceRequest

    init(_ request: ServiceRequest) {
        self.request = request
    }

    var scope: Scope { request.scope }

    func text(_ name: String) throws(ServiceError) -> String {
        guard let value = try optionalText(name) else { throw Self.missing(name) }
        return value
    }

    func optionalText(_ name: String) throws(ServiceError) -> String? {
        guard let value = request.parameters[name], !value.isNull else { return nil }
        guard let text = value.stringValue else { throw Self.wrongType(name, wanted: "a string") }
        return text
    }

    static func validation(_ message: String) -> ServiceError {
        ServiceError(code: "ValidationException", message: message)
    }

    private static func missing(_ name: String) -> ServiceError {
        validation(
            "1 validation error detected: Value null at '\(name)' failed to satisfy constraint: Member must not be null"
        )
    }

    private static func wrongType(_ name: String, wanted: String) -> ServiceError {
        ServiceError(code: "SerializationException", message: "The value of '\(name)' must be \(wanted).")
    }
}

extension JSONValue {
    /// A time as the service's wire format has it: seconds since 1970, with milliseconds as a fraction.
    static func seconds(_ time: Timestamp) -> JSONValue {
        JSONNumber(Double(time.milliseconds) / 1000).map { .number($0) } ?? .null
    }
}
