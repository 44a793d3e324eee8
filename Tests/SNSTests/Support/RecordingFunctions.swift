import QuickstepJSON
import QuickstepServiceKit
import Synchronization

/// Stands for the function service: takes note of what it is asked for, refuses the function `gone`, and never has time for `busy`.
final class RecordingFunctions: Service {
    let name = "lambda"
    private let state = Mutex<[ServiceRequest]>([])

    var requests: [ServiceRequest] { state.withLock { $0 } }

    func handle(_ request: ServiceRequest, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        if request.parameters["FunctionName"]?.stringValue?.hasSuffix(":gone") == true {
            throw ServiceError(code: "ResourceNotFoundException", message: "Function not found", httpStatus: 404)
        }
        if request.parameters["FunctionName"]?.stringValue?.hasSuffix(":busy") == true { throw .throttled() }
        state.withLock { $0.append(request) }
        return ServiceResponse(["StatusCode": 202])
    }
}
