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

    func optionalInteger(_ name: String) throws(ServiceError) -> Int? {
        guard let value = request.parameters[name], !value.isNull else { return nil }
        guard let number = value.intValue else { throw Self.wrongType(name, wanted: "an integer") }
        return number
    }

    func optionalBool(_ name: String) throws(ServiceError) -> Bool? {
        guard let value = request.parameters[name], !value.isNull else { return nil }
        guard let flag = value.boolValue else { throw Self.wrongType(name, wanted: "a boolean") }
        return flag
    }

    /// How many entries a page has: the service's default is 100, its bound 1,000; 0 stands for the default.
    func pageSize() throws(ServiceError) -> Int {
        let asked = try optionalInteger("maxResults") ?? 0
        guard (0...1000).contains(asked) else {
            let bound = asked < 0 ? "greater than or equal to 0" : "less than or equal to 1000"
            throw Self.validation(
                "1 validation error detected: Value '\(asked)' at 'maxResults' failed to satisfy constraint: "
                    + "Member must have value \(bound)"
            )
        }
        return asked == 0 ? 100 : asked
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
