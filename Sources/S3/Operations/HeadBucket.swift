import QuickstepJSON
import QuickstepServiceKit

/// `HeadBucket`: says whether a bucket exists.
enum HeadBucket {
    static func run(_ call: inout OperationCall, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        _ = try call.bucket(turn)
        try call.parameters.finish()
        return ServiceResponse(["BucketRegion": .string(call.scope.region)])
    }
}
