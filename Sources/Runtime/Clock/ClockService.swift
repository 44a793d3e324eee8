import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// The runtime's clock behind the door, for those who are not in its process.
///
/// It is Quickstep's own.
///
/// `GetTime` answers `{"Now": "2025-01-01T00:00:00.000Z", "Mode": "manual"}`. `Advance` takes `{"Seconds": 5400}` or
/// `{"Until": "2025-01-01T01:30:00Z"}`, moves a clock that stands still as `Runtime.advance(by:)` does, and then answers the same.
struct ClockService: Service {
    static let serviceName = "clock"
    static let operationNames = ["Advance", "GetTime"]

    let name = serviceName

    func handle(_ request: ServiceRequest, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        guard Self.operationNames.contains(request.operation) else {
            throw .unknownOperation(service: name, operation: request.operation)
        }
        // Time moves between turns, never while one is made.
        throw ServiceError(
            code: "ValidationException",
            message:
                "\(request.operation) of the clock is answered at the endpoint only, not to workflows and templates."
        )
    }

    func answer(_ request: ServiceRequest, _ kernel: Kernel) async throws(ServiceError) -> ServiceResponse {
        switch request.operation {
        case "GetTime":
            break
        case "Advance":
            guard kernel.clock.standsStill else {
                throw Self.refusal(
                    "Only a manual or a virtual clock can be advanced; this one is \(kernel.clock.modeName)."
                )
            }
            try await kernel.advance(to: try Self.target(of: request.parameters, from: kernel.clock.now))
        default:
            throw .unknownOperation(service: name, operation: request.operation)
        }
        return ServiceResponse(["Now": .string(kernel.clock.now.iso8601), "Mode": .string(kernel.clock.modeName)])
    }

    private static func target(of parameters: JSONObject, from now: Timestamp) throws(ServiceError) -> Timestamp {
        for name in parameters.keys where !["Seconds", "Until"].contains(name) {
            throw refusal("The parameter '\(name)' is not known; give Seconds or Until.")
        }
        switch (parameters["Seconds"], parameters["Until"]) {
        case (let seconds?, nil):
            guard let number = seconds.doubleValue, number >= 0, let span = Int64(exactly: (number * 1000).rounded(.up))
            else {
                throw refusal("Seconds must be a number that is not negative.")
            }
            return now.adding(milliseconds: span)
        case (nil, let until?):
            guard let time = until.stringValue.flatMap({ Timestamp(iso8601: $0) }) else {
                throw refusal("Until must be a time such as 2025-01-01T00:00:00Z.")
            }
            return time
        case (nil, nil), (_?, _?):
            throw refusal("Give either Seconds or Until.")
        }
    }

    private static func refusal(_ message: String) -> ServiceError {
        ServiceError(code: "ValidationException", message: message)
    }
}

extension RuntimeClock {
    /// The mode as the command line spells it.
    var modeName: String {
        switch mode {
        case .real: "real"
        case .scaled(let factor, _): "\(JSONNumber(factor)?.description ?? "\(factor)")x"
        case .virtual: "virtual"
        case .manual: "manual"
        }
    }
}
