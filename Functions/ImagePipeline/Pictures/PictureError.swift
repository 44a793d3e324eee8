/// Why a picture is refused.
///
/// `name` is stable: it is the `errorType` by which a workflow's Catch tells the cases apart.
package enum PictureError: Error, Sendable, Hashable {
    /// The bytes are neither JPEG nor PNG, or a variety of them that is not read. Says what was found.
    case unsupportedFormat(found: String)
    /// The bytes begin like a picture but break the format's rules or end too early. Says where and how.
    case corruptImage(reason: String)
    /// There are more bytes than allowed.
    case imageTooLarge(bytes: Int, bytesMax: Int)
    /// The header promises more pixels than allowed; nothing was decoded.
    case tooManyPixels(width: Int, height: Int, pixelsMax: Int)
    /// A JPEG is drawn in more passes than allowed; nothing was decoded.
    case tooManyScans(scansMax: Int)
    /// The requested thumbnail size is not a positive number of pixels.
    case invalidThumbnailSize(Int)
    /// The requested JPEG quality is not in 1...100.
    case invalidQuality(Int)
    /// libgd could not hold or write the result, usually for want of memory.
    case encodingFailed(reason: String)

    /// The stable name of the error: what a Lambda error carries as its `errorType`.
    package var name: String {
        switch self {
        case .unsupportedFormat: "UnsupportedFormat"
        case .corruptImage: "CorruptImage"
        case .imageTooLarge: "ImageTooLarge"
        case .tooManyPixels: "TooManyPixels"
        case .tooManyScans: "TooManyScans"
        case .invalidThumbnailSize: "InvalidThumbnailSize"
        case .invalidQuality: "InvalidQuality"
        case .encodingFailed: "EncodingFailed"
        }
    }

    /// A sentence with what was found and what is allowed.
    package var message: String {
        switch self {
        case .unsupportedFormat(let found):
            "The file is not a JPEG or PNG picture that can be read: found \(found)."
        case .corruptImage(let reason):
            "The picture is damaged: \(reason)."
        case .imageTooLarge(let bytes, let bytesMax):
            "The file has \(bytes) bytes; at most \(bytesMax) are allowed."
        case .tooManyPixels(let width, let height, let pixelsMax):
            "The picture is \(width) x \(height) pixels; at most \(pixelsMax) pixels in all are allowed."
        case .tooManyScans(let scansMax):
            "The JPEG is drawn in more than \(scansMax) scans, which is the most that is allowed."
        case .invalidThumbnailSize(let size):
            "A thumbnail's size must be at least 1 pixel, not \(size)."
        case .invalidQuality(let quality):
            "A JPEG quality must be 1 to 100, not \(quality)."
        case .encodingFailed(let reason):
            "The thumbnail could not be written: \(reason)."
        }
    }
}

extension PictureError: CustomStringConvertible {
    /// The name and the message, as a log line shows them.
    package var description: String { "\(self.name): \(self.message)" }
}
