/// What a picture's first bytes say about it, read without decoding a pixel.
package struct PictureHeader: Sendable, Hashable {
    /// The format, recognised from the bytes.
    package var format: PictureFormat
    /// The width of the stored pixels, at least 1.
    package var width: Int
    /// The height of the stored pixels, at least 1.
    package var height: Int
    /// How the stored pixels are to be shown.
    ///
    /// `upright` when the picture does not say; only JPEG's Exif block is asked.
    package var orientation: PictureOrientation

    /// The width as a viewer shows it.
    package var shownWidth: Int { self.orientation.swapsSides ? self.height : self.width }

    /// The height as a viewer shows it.
    package var shownHeight: Int { self.orientation.swapsSides ? self.width : self.height }

    /// The number of pixels, or the largest integer when it does not fit into one.
    package var pixels: Int {
        let (product, overflow) = self.width.multipliedReportingOverflow(by: self.height)
        return overflow ? .max : product
    }

    /// Reads the header alone: the rest of the picture may be missing or damaged.
    ///
    /// Throws `unsupportedFormat` when the bytes are not JPEG or PNG, or a variety that is not read, and
    /// `corruptImage` when the header is broken. The work is bounded by the number of segments before the header.
    package static func read(_ bytes: [UInt8]) throws(PictureError) -> PictureHeader {
        switch PictureFormat(detecting: bytes) {
        case .jpeg: try JPEGStructure.readHeader(bytes).header
        case .png: try PNGStructure.readHeader(bytes)
        case nil: throw .unsupportedFormat(found: UnknownContent.describe(bytes))
        }
    }
}
