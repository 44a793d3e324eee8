/// A picture format the pipeline reads and writes.
package enum PictureFormat: String, Sendable, Hashable, CaseIterable {
    /// JPEG, baseline or progressive.
    case jpeg
    /// PNG, of any colour type and depth.
    case png

    /// Recognises the format from how the bytes begin; the name of the file is never asked.
    package init?(detecting bytes: some Collection<UInt8>) {
        if bytes.starts(with: Self.jpegSignature) {
            self = .jpeg
        } else if bytes.starts(with: Self.pngSignature) {
            self = .png
        } else {
            return nil
        }
    }

    /// The media type, as an object's `Content-Type` names it.
    package var contentType: String {
        switch self {
        case .jpeg: "image/jpeg"
        case .png: "image/png"
        }
    }

    /// The usual ending of a file's name, without the dot.
    package var fileExtension: String {
        switch self {
        case .jpeg: "jpg"
        case .png: "png"
        }
    }

    /// The start-of-image marker and the first byte of the marker that must follow it.
    private static let jpegSignature: [UInt8] = [0xFF, 0xD8, 0xFF]

    /// The eight bytes that also reveal a file mangled by a transfer in text mode.
    static let pngSignature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
}
