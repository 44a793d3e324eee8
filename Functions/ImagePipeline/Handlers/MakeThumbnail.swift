import ImagePipelinePictures
import Quickstep

/// Makes one thumbnail: decoded, resampled and encoded anew, its aspect ratio kept, never enlarged.
///
/// The same picture and size give the same bytes under the same key, so doing it twice does no harm.
struct MakeThumbnail: EventHandler {
    struct Event: Sendable, Codable {
        var bucket: String
        var key: String
        /// Pixels: the square that the thumbnail fits into.
        var size: Int
    }

    struct Result: Sendable, Codable, Hashable {
        var bucket: String
        var key: String
        var width: Int
        var height: Int
        var bytes: Int
    }

    var target = "thumbnails"
    var limits = PictureLimits()

    func handle(_ event: Event, context: FunctionContext) async throws -> Result {
        let object = try await context.services.object(bucket: event.bucket, key: event.key)
        let thumbnail = try Thumbnail.make(from: object.bytes, fittingWithin: event.size, limits: limits)
        try Task.checkCancellation()
        let key = Self.key(of: event.key, size: event.size, format: thumbnail.format)
        try await context.services.putObject(
            thumbnail.bytes,
            bucket: target,
            key: key,
            contentType: thumbnail.format.contentType
        )
        return Result(
            bucket: target,
            key: key,
            width: thumbnail.width,
            height: thumbnail.height,
            bytes: thumbnail.bytes.count
        )
    }

    /// `summer/harbour.jpg` at 512 is `summer/harbour-512.jpg`.
    ///
    /// The ending is that of the format, whatever the upload was called. Where a key would be longer than a bucket takes, its
    /// beginning is kept, and a digest of the whole keeps it apart from others.
    static func key(of key: String, size: Int, format: PictureFormat) -> String {
        let slash = key.lastIndex(of: "/").map { key.index(after: $0) } ?? key.startIndex
        let name = key[slash...]
        let stem = name.lastIndex(of: ".").map { $0 == name.startIndex ? name : name[..<$0] } ?? name
        var base = "\(key[..<slash])\(stem)"
        let ending = "-\(size).\(format.fileExtension)"
        guard base.utf8.count + ending.utf8.count > keyBytesMax else { return base + ending }
        let digest = "~" + Hex.encode(DigestAlgorithm.sha256.digest(Array(key.utf8)).prefix(8))
        while base.utf8.count + digest.utf8.count + ending.utf8.count > keyBytesMax { base.removeLast() }
        return base + digest + ending
    }

    private static let keyBytesMax = 1024
}
