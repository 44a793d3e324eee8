import QuickstepJSON
import QuickstepPrimitives
package import QuickstepServiceKit

extension S3Service {
    /// `CopyObject`, outside any turn: reads the source, stores its bytes anew and puts them, which the targets of the bucket
    /// learn as `ObjectCreated:Copy`.
    ///
    /// - Parameter request: `Bucket`, `Key`, `CopySource` (`bucket/key`, URL-encoded), and `MetadataDirective` `COPY` or `REPLACE`
    ///   with the new metadata.
    /// - Returns: `CopyObjectResult` with `ETag` and `LastModified`.
    /// - Throws: `ServiceError`: what `GetObject` and `PutObject` answer; `InvalidRequest` for a copy onto itself.
    package func copy(_ request: ServiceRequest) async throws(ServiceError) -> ServiceResponse {
        let kernel = try runningKernel()
        var parameters = Parameters(request.parameters, operation: request.operation)
        let source = try CopySource(try parameters.requiredText("CopySource"))
        let directive = try parameters.text("MetadataDirective") ?? "COPY"
        guard ["COPY", "REPLACE"].contains(directive) else {
            throw .invalidArgument("Unknown metadata directive.")
        }
        let isOntoItself =
            source.bucket == request.parameters["Bucket"]?.stringValue
            && request.parameters["Key"]?.stringValue.map { $0.utf8.elementsEqual(source.key.utf8) } == true
        guard directive == "REPLACE" || !isOntoItself else {
            throw .invalidRequest(
                "This copy request is illegal because it is trying to copy an object to itself without changing the object's "
                    + "metadata, storage class, website redirect location or encryption attributes."
            )
        }
        let original = try await kernel.call(
            ServiceRequest(
                service: name,
                operation: "GetObject",
                parameters: ["Bucket": .string(source.bucket), "Key": .string(source.key)],
                scope: request.scope
            ),
            body: nil
        )
        guard let bytes = original.body else { throw .damaged("an object without bytes") }
        var put = request
        put.operation = "CopyObject"
        put.parameters.removeValue(forKey: "CopySource")
        put.parameters.removeValue(forKey: "MetadataDirective")
        if directive == "COPY" {
            for name in ["ContentType", "Metadata"] + ObjectMetadata.headerNames {
                put.parameters[name] = original.output[name]
            }
        }
        let blob = try await kernel.store(bytes)
        put.blob = blob
        do throws(ServiceError) {
            return try await kernel.sequencer.turn(cause: request.cause) { [put] (turn) throws(ServiceError) in
                var call = self.call(put)
                let record = try PutObject.put(.copied, &call, &turn)
                return ServiceResponse([
                    "CopyObjectResult": [
                        "ETag": .string(record.entityTag), "LastModified": .string(record.lastModified.iso8601),
                    ]
                ])
            }
        } catch {
            await removeRefused(blob, error, kernel)
            throw error
        }
    }

    /// Removes bytes whose operation was refused.
    ///
    /// Where a commit failed they stay for the next sweep: whether it reached the disk after all is not known.
    private func removeRefused(_ blob: StoredBlob, _ error: ServiceError, _ kernel: Kernel) async {
        guard !error.isRetryable else { return }
        await kernel.blobs.remove(blob.id)
    }
}
