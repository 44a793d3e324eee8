import QuickstepJSON
import QuickstepServiceKit

/// `CreateBucket`: makes a bucket in the caller's Region.
enum CreateBucket {
    static func run(_ call: inout OperationCall, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        let name = try call.parameters.requiredText("Bucket")
        let configuration = try call.parameters.object("CreateBucketConfiguration") ?? [:]
        try call.parameters.finish()
        guard BucketName.isValid(name) else { throw .invalidBucketName() }
        try checkLocation(configuration, call.scope)
        let rows = BucketRows(scope: call.scope, name: name)
        if try turn.get(rows.bucket) != nil {
            // The oldest Region answers its owner as if it had made the bucket anew.
            guard call.scope.region == "us-east-1" else { throw .bucketAlreadyOwnedByYou() }
        } else {
            turn.put(rows.bucket, BucketRecord(createdAt: turn.now).json)
        }
        return ServiceResponse(["Location": .string("/\(name)")])
    }

    /// A location may be left out in any Region, which is more than AWS allows; another Region's is refused.
    private static func checkLocation(_ configuration: JSONObject, _ scope: Scope) throws(ServiceError) {
        var parameters = Parameters(configuration, operation: "CreateBucket")
        let location = try parameters.text("LocationConstraint") ?? ""
        try parameters.finish()
        guard location.isEmpty || location == scope.region else {
            throw .s3(
                "IllegalLocationConstraintException",
                "The \(location) location constraint is incompatible for the region specific endpoint this request was sent to."
            )
        }
    }
}
