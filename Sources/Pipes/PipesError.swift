import QuickstepServiceKit

/// The errors of Pipes: its codes, and texts that say what to do.
extension ServiceError {
    static func validation(_ message: String) -> ServiceError {
        ServiceError(code: "ValidationException", message: message)
    }

    static func unsupported(_ what: String) -> ServiceError {
        validation("Quickstep does not support \(what).")
    }

    static func notFound(_ name: String) -> ServiceError {
        ServiceError(code: "NotFoundException", message: "Pipe \(name) does not exist.", httpStatus: 404)
    }

    static func conflict(_ message: String) -> ServiceError {
        ServiceError(code: "ConflictException", message: message, httpStatus: 409)
    }
}
