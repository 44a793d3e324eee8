import QuickstepJSON
package import QuickstepServiceKit

/// The object service: buckets, objects and notifications, with the semantics of Amazon S3.
///
/// Rows lie in the store, bytes in the blob store. Bytes are written before the turn that names them and removed after the commit of
/// the turn that no longer does; what a crash leaves over is swept at the next start.
package final class S3Service: Service {
    package let name = "s3"
    package let ownerKinds: [Owner.Kind] = [.bucket]

    /// The kernel holds its services, so a service must not hold the kernel.
    private weak let kernel: Kernel?

    package init(kernel: Kernel) {
        self.kernel = kernel
    }

    package func handle(_ request: ServiceRequest, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        guard let operation = Self.operations[request.operation] else {
            throw .unknownOperation(service: name, operation: request.operation)
        }
        var call = self.call(request)
        return try operation(&call, &turn)
    }

    /// The names of the operations, sorted.
    package static var operationNames: [String] { operations.keys.sorted() }

    /// The operations by name.
    private static let operations: [String: Operation] = [
        "CreateBucket": CreateBucket.run,
        "DeleteBucket": DeleteBucket.run,
        "HeadBucket": HeadBucket.run,
        "ListBuckets": ListBuckets.run,
        "PutObject": PutObject.run,
        "GetObject": GetObject.run,
        "HeadObject": HeadObject.run,
        "DeleteObject": DeleteObject.run,
        "ListObjects": ListObjectsByMarker.run,
        "ListObjectsV2": ListObjects.run,
        "CopyObject": CopyObject.run,
        "PutBucketNotificationConfiguration": PutBucketNotificationConfiguration.run,
        "GetBucketNotificationConfiguration": GetBucketNotificationConfiguration.run,
    ]

    func call(_ request: ServiceRequest) -> OperationCall {
        OperationCall(
            parameters: Parameters(request.parameters, operation: request.operation),
            scope: request.scope,
            blob: request.blob,
            discard: { [weak kernel] id in
                guard let kernel else { return }
                kernel.activity.begin()
                Task {
                    await kernel.blobs.remove(id)
                    kernel.activity.end()
                }
            }
        )
    }

    /// Removes the bytes that no object names: what a crash left between two steps.
    package func recover(resuming: Bool) async throws(ServiceError) {
        let kernel = try runningKernel()
        var named: Set<BlobID> = []
        var start: StoreKey? = BucketRows.all.prefixRange.lowerBound
        while let from = start {
            let rows = try await kernel.sequencer.turn { (turn) throws(ServiceError) in
                try turn.range(from..<BucketRows.all.prefixRange.upperBound, limit: S3Limits.sweptRowsMax)
            }
            for row in rows where BucketRows.isObject(row) {
                named.insert(try ObjectRecord(row: row).blob.id)
            }
            start = rows.count == S3Limits.sweptRowsMax ? rows.last?.key.successor : nil
        }
        do throws(StoreError) {
            try await kernel.blobs.sweep(keeping: named)
        } catch {
            throw .damaged(error.message)
        }
    }

    func runningKernel() throws(ServiceError) -> Kernel {
        guard let kernel else { throw .runtimeStopped }
        return kernel
    }
}
