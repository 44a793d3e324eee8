import ImagePipelinePictures
import Quickstep

/// Tells what the table keeps about a picture.
struct ExtractMetadata: EventHandler {
    struct Result: Sendable, Codable, Hashable {
        /// The last part of the key.
        var fileName: String
        var format: String
        var width: Int
        var height: Int
        /// How the picture is turned, 1 to 8, as Exif counts.
        var orientation: Int
        var bytes: Int
        var sha256: String
    }

    func handle(_ event: ImagePlace, context: FunctionContext) async throws -> Result {
        let object = try await context.services.object(bucket: event.bucket, key: event.key)
        let header = try PictureHeader.read(object.bytes)
        return Result(
            fileName: event.key.split(separator: "/").last.map(String.init) ?? event.key,
            format: header.format.rawValue,
            width: header.shownWidth,
            height: header.shownHeight,
            orientation: header.orientation.rawValue,
            bytes: object.bytes.count,
            sha256: Hex.encode(DigestAlgorithm.sha256.digest(object.bytes))
        )
    }
}
