import QuickstepJSON
import QuickstepServiceKit

/// `DeleteBucket`: removes a bucket that has no objects, with its notifications.
enum DeleteBucket {
    static func run(_ call: inout OperationCall, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        let rows = try call.bucket(turn)
        try call.parameters.finish()
        guard try turn.range(rows.objects.prefixRange, limit: 1).isEmpty else { throw .bucketNotEmpty() }
        turn.delete(rows.notifications)
        turn.delete(rows.bucket)
        return ServiceResponse()
    }
}
