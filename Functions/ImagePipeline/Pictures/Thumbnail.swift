/// A small copy of a picture, encoded.
package struct Thumbnail: Sendable, Hashable {
    /// The encoded picture, without the metadata of the original (Exif, colour profile, text).
    package var bytes: [UInt8]
    /// In pixels, as shown.
    package var width: Int
    /// In pixels, as shown.
    package var height: Int
    /// The format of the original.
    package var format: PictureFormat

    /// Makes a thumbnail whose long side is at most `side` pixels.
    ///
    /// The shape is kept (`ThumbnailSize` has the rounding rule) and nothing is enlarged: a picture that fits is encoded
    /// again at its own size. A JPEG's Exif orientation is applied; a PNG's is not read. A PNG keeps its transparency,
    /// in libgd's 128 steps, and is written at 8 bits a channel. Colours are resampled as stored, not in linear light.
    ///
    /// This blocks while libgd works, up to a second or so for 24 megapixels, and holds four bytes a pixel and more
    /// meanwhile: call it where handlers run, never on the cooperative pool. It may be called from many threads at once.
    ///
    /// - Parameters:
    ///   - original: A whole JPEG or PNG file.
    ///   - side: The most pixels the thumbnail's long side may have, at least 1.
    ///   - quality: The JPEG quality in 1...100; PNG ignores it.
    ///   - limits: What `original` must keep to; it is checked before anything is decoded.
    /// - Returns: The thumbnail in the original's format.
    /// - Throws: `invalidThumbnailSize` or `invalidQuality` for a bad request, what `PictureLimits.admit(_:)` throws,
    ///   `corruptImage` when the data turns out damaged, and `encodingFailed` when libgd runs out of memory.
    package static func make(
        from original: [UInt8],
        fittingWithin side: Int,
        quality: Int = 85,
        limits: PictureLimits = PictureLimits()
    ) throws(PictureError) -> Thumbnail {
        guard side >= 1 else { throw .invalidThumbnailSize(side) }
        guard (1...100).contains(quality) else { throw .invalidQuality(quality) }
        let header = try limits.admit(original)
        let decoded = try GDImage.decode(original, as: header.format)
        guard decoded.width == header.width, decoded.height == header.height else {
            throw .corruptImage(reason: "the header and the data disagree about the size")
        }
        let size = ThumbnailSize(of: header.width, header.height, fittingWithin: side)
        // Turning the small copy is cheaper than turning the original.
        let picture = try decoded.resampled(to: size).turned(by: header.orientation)
        return Thumbnail(
            bytes: try picture.encoded(as: header.format, quality: quality),
            width: picture.width,
            height: picture.height,
            format: header.format
        )
    }
}
