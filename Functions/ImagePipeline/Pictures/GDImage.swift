import CGD

/// A decoded picture in libgd's memory, which is freed when this value ends.
///
/// This is the only file that talks to libgd: the record of its complaints belongs to one file, see `shim.h`.
struct GDImage: ~Copyable {
    private let pointer: gdImagePtr

    private init(owning pointer: gdImagePtr) {
        self.pointer = pointer
    }

    deinit {
        gdImageDestroy(self.pointer)
    }

    var width: Int { Int(self.pointer.pointee.sx) }
    var height: Int { Int(self.pointer.pointee.sy) }

    /// Takes libgd's complaints off stderr, once in the life of the process.
    private static let complaintsAreCaptured: Void = quickstep_gd_capture_complaints()

    /// Decodes bytes whose size and header have been checked.
    ///
    /// libgd completes a damaged JPEG with grey and merely warns, so any warning of the JPEG decoder is an error here.
    /// Real damage stops the PNG decoder, and its checksums have been compared before.
    static func decode(_ bytes: [UInt8], as format: PictureFormat) throws(PictureError) -> GDImage {
        _ = self.complaintsAreCaptured
        let encoded = format == .png ? try PNGStructure.essentials(of: bytes) : bytes
        guard let count = Int32(exactly: encoded.count) else {
            throw .imageTooLarge(bytes: encoded.count, bytesMax: Int(Int32.max))
        }
        quickstep_gd_forget_complaint()
        let decoded = encoded.withUnsafeBytes { buffer -> gdImagePtr? in
            // libgd reads through this pointer and never writes; its parameter merely lacks `const`.
            let data = UnsafeMutableRawPointer(mutating: buffer.baseAddress)
            return switch format {
            case .jpeg: gdImageCreateFromJpegPtrEx(count, data, 0)
            case .png: gdImageCreateFromPngPtr(count, data)
            }
        }
        let complaint = self.complaint()
        guard let decoded else {
            throw .corruptImage(reason: complaint ?? "its \(format) data cannot be decoded")
        }
        let image = GDImage(owning: decoded)
        if format == .jpeg, let complaint { throw .corruptImage(reason: complaint) }
        return image
    }

    /// The picture at a smaller size, each new pixel the mean of the area it covers, weighted by opacity.
    ///
    /// Measured with libgd 2.3.3 against Pillow's Lanczos, bicubic and box filters at 128, 512 and 1024 pixels:
    /// `gdImageCopyResampled` differs by 0.3 to 1.5 levels in the mean, the ten filters of `gdImageScale` that were
    /// tried by 0.9 to 9.
    func resampled(to size: ThumbnailSize) throws(PictureError) -> GDImage {
        let target = try Self.blank(size.width, size.height)
        gdImageCopyResampled(
            target.pointer,
            self.pointer,
            0,
            0,
            0,
            0,
            target.pointer.pointee.sx,
            target.pointer.pointee.sy,
            self.pointer.pointee.sx,
            self.pointer.pointee.sy
        )
        return target
    }

    /// The picture as a viewer shows it.
    consuming func turned(by orientation: PictureOrientation) throws(PictureError) -> GDImage {
        switch orientation {
        case .upright:
            break
        case .mirrored:
            gdImageFlipHorizontal(self.pointer)
        case .upsideDown:
            gdImageFlipBoth(self.pointer)
        case .upsideDownMirrored:
            gdImageFlipVertical(self.pointer)
        case .clockwise:
            return try self.quarterTurned(counterclockwise: false)
        case .counterclockwise:
            return try self.quarterTurned(counterclockwise: true)
        case .transposed:
            let turned = try self.quarterTurned(counterclockwise: true)
            gdImageFlipVertical(turned.pointer)
            return turned
        case .transversed:
            let turned = try self.quarterTurned(counterclockwise: true)
            gdImageFlipHorizontal(turned.pointer)
            return turned
        }
        return self
    }

    /// The encoded bytes.
    ///
    /// JPEG is written as colour without alpha, PNG with alpha where any pixel needs it.
    func encoded(as format: PictureFormat, quality: Int) throws(PictureError) -> [UInt8] {
        quickstep_gd_forget_complaint()
        var count: Int32 = 0
        let memory: UnsafeMutableRawPointer?
        switch format {
        case .jpeg:
            memory = gdImageJpegPtr(self.pointer, &count, Int32(clamping: quality))
        case .png:
            gdImageSaveAlpha(self.pointer, self.hasTransparency ? 1 : 0)
            memory = gdImagePngPtr(self.pointer, &count)
        }
        guard let memory else {
            throw .encodingFailed(reason: Self.complaint() ?? "libgd gave no reason")
        }
        defer { gdFree(memory) }
        guard count > 0 else { throw .encodingFailed(reason: "libgd wrote nothing") }
        return [UInt8](UnsafeRawBufferPointer(start: memory, count: Int(count)))
    }

    /// The colour of one pixel: red, green and blue in 0...255, and libgd's alpha from 0 (opaque) to 127 (clear).
    func pixel(_ x: Int, _ y: Int) -> (red: Int, green: Int, blue: Int, clearness: Int) {
        let value = Int(gdImageGetTrueColorPixel(self.pointer, Int32(clamping: x), Int32(clamping: y)))
        return (value >> 16 & 0xFF, value >> 8 & 0xFF, value & 0xFF, value >> 24 & 0x7F)
    }

    private var hasTransparency: Bool {
        for y in 0..<self.height {
            for x in 0..<self.width where self.pixel(x, y).clearness > 0 { return true }
        }
        return false
    }

    /// A true-colour picture into which pixels are copied with their alpha, not painted over what is there.
    private static func blank(_ width: Int, _ height: Int) throws(PictureError) -> GDImage {
        quickstep_gd_forget_complaint()
        guard let created = gdImageCreateTrueColor(Int32(clamping: width), Int32(clamping: height)) else {
            throw .encodingFailed(reason: Self.complaint() ?? "no memory for \(width) x \(height) pixels")
        }
        gdImageAlphaBlending(created, 0)
        return GDImage(owning: created)
    }

    private func quarterTurned(counterclockwise: Bool) throws(PictureError) -> GDImage {
        // libgd counts angles counterclockwise, and turns by whole quarters without interpolating.
        guard let turned = gdImageRotateInterpolated(self.pointer, counterclockwise ? 90 : 270, 0) else {
            throw .encodingFailed(reason: "no memory to turn the thumbnail")
        }
        return GDImage(owning: turned)
    }

    /// What libgd last disliked on this thread, as one line.
    private static func complaint() -> String? {
        let text = String(cString: quickstep_gd_complaint())
        let words = text.split(whereSeparator: \.isWhitespace)
        return words.isEmpty ? nil : words.joined(separator: " ")
    }
}
