/// How large a picture may be.
///
/// All of it is checked before a decoder sees the bytes.
package struct PictureLimits: Sendable, Hashable {
    /// The most bytes a file may have.
    package var bytesMax: Int
    /// The most pixels a picture may have.
    ///
    /// Decoding takes four bytes each, and about as much again for some PNGs.
    package var pixelsMax: Int
    /// The most passes (scans) a JPEG may be drawn in.
    ///
    /// Encoders use about ten; each costs a walk over all pixels, so a small file of many thousand empty scans would
    /// keep the decoder busy for hours.
    package var scansMax: Int

    /// 10 MiB, 24 megapixels and 100 scans, unless told otherwise.
    package init(bytesMax: Int = 10 * 1024 * 1024, pixelsMax: Int = 24_000_000, scansMax: Int = 100) {
        self.bytesMax = bytesMax
        self.pixelsMax = pixelsMax
        self.scansMax = scansMax
    }

    /// Admits a picture or says why not, without decoding a pixel.
    ///
    /// In this order: the number of bytes (`imageTooLarge`), format and header (`unsupportedFormat`, `corruptImage`),
    /// the number of pixels (`tooManyPixels`), and whether the file runs to its proper end (`corruptImage`,
    /// `tooManyScans`). Damage inside the compressed data shows only when it is decoded.
    package func admit(_ bytes: [UInt8]) throws(PictureError) -> PictureHeader {
        guard bytes.count <= self.bytesMax else {
            throw .imageTooLarge(bytes: bytes.count, bytesMax: self.bytesMax)
        }
        switch PictureFormat(detecting: bytes) {
        case .jpeg:
            let (header, end) = try JPEGStructure.readHeader(bytes)
            try self.checkPixels(header)
            try JPEGStructure.checkToEnd(bytes, from: end, scansMax: self.scansMax)
            return header
        case .png:
            let header = try PNGStructure.readHeader(bytes)
            try self.checkPixels(header)
            try PNGStructure.checkToEnd(bytes)
            return header
        case nil:
            throw .unsupportedFormat(found: UnknownContent.describe(bytes))
        }
    }

    private func checkPixels(_ header: PictureHeader) throws(PictureError) {
        guard header.pixels <= self.pixelsMax else {
            throw .tooManyPixels(width: header.width, height: header.height, pixelsMax: self.pixelsMax)
        }
    }
}
