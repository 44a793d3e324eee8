import ImagePipelinePictures
import Quickstep

/// Decides whether an upload is a picture that the pipeline works with.
///
/// It reads the bytes, not the name, and decodes nothing.
struct ValidateImage: EventHandler {
    var limits = PictureLimits()

    func handle(_ event: ImagePlace, context: FunctionContext) async throws -> ImageFacts {
        // The event's key is form-encoded; what goes on from here is the key itself.
        let key = S3Event.decodedKey(event.key)
        let object = try await context.services.object(bucket: event.bucket, key: key)
        let header = try limits.admit(object.bytes)
        context.logger.info(
            "A picture.",
            metadata: [
                "format": "\(header.format)", "width": "\(header.shownWidth)", "height": "\(header.shownHeight)",
            ]
        )
        return ImageFacts(
            bucket: event.bucket,
            key: key,
            format: header.format.rawValue,
            contentType: header.format.contentType,
            width: header.shownWidth,
            height: header.shownHeight,
            size: object.bytes.count,
            eTag: object.entityTag?.filter { $0 != "\"" } ?? "",
            sha256: Hex.encode(DigestAlgorithm.sha256.digest(object.bytes)),
            userID: object.metadata["user-id"] ?? "anonymous",
            uploadedAt: event.uploadedAt
        )
    }
}
