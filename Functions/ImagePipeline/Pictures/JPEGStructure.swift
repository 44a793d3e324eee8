/// The marker segments of a JPEG file (ITU-T T.81, annex B), walked without decoding.
enum JPEGStructure {
    /// The markers this walk tells apart.
    private enum Marker {
        static let temporary: UInt8 = 0x01
        static let frames: ClosedRange<UInt8> = 0xC0...0xCF
        /// In the range of the frame markers, but tables and extensions.
        static let notFrames: [UInt8] = [0xC4, 0xC8, 0xCC]
        /// Baseline, extended and progressive frames, with Huffman or arithmetic coding: what libjpeg decodes.
        static let readableFrames: [UInt8] = [0xC0, 0xC1, 0xC2, 0xC9, 0xCA]
        static let restarts: ClosedRange<UInt8> = 0xD0...0xD7
        static let startOfImage: UInt8 = 0xD8
        static let endOfImage: UInt8 = 0xD9
        static let startOfScan: UInt8 = 0xDA
        static let application1: UInt8 = 0xE1
    }

    /// A marker and the bytes that belong to it, without the two that give their number.
    private struct Segment {
        var marker: UInt8
        var body: Range<Int>
    }

    /// Reads up to the frame header, which alone gives the size, and returns it with the place behind it.
    static func readHeader(_ bytes: [UInt8]) throws(PictureError) -> (header: PictureHeader, end: Int) {
        var position = 2
        var orientation = PictureOrientation.upright
        while true {
            let segment = try self.segment(of: bytes, at: position)
            position = segment.body.upperBound
            switch segment.marker {
            case Marker.startOfScan, Marker.endOfImage:
                throw .corruptImage(reason: "the JPEG has no frame header before its data")
            case Marker.application1:
                orientation = ExifOrientation.read(bytes[segment.body]) ?? orientation
            case Marker.frames where !Marker.notFrames.contains(segment.marker):
                let (width, height) = try self.frameSize(bytes[segment.body], marker: segment.marker)
                let header = PictureHeader(format: .jpeg, width: width, height: height, orientation: orientation)
                return (header, position)
            default:
                continue
            }
        }
    }

    /// Walks on from behind the frame header to the end-of-image marker, over at most `scansMax` scans.
    ///
    /// A decoder would fill a missing end with grey and call it a picture. Bytes behind the end are common (cameras put
    /// previews and films there) and no concern of ours.
    static func checkToEnd(_ bytes: [UInt8], from start: Int, scansMax: Int) throws(PictureError) {
        var position = start
        var scans = 0
        while true {
            let segment = try self.segment(of: bytes, at: position)
            position = segment.body.upperBound
            switch segment.marker {
            case Marker.endOfImage:
                guard scans > 0 else { throw .corruptImage(reason: "the JPEG has no image data") }
                return
            case Marker.startOfScan:
                scans += 1
                guard scans <= scansMax else { throw .tooManyScans(scansMax: scansMax) }
                position = self.endOfScanData(in: bytes, from: position)
            default:
                continue
            }
        }
    }

    private static func segment(of bytes: [UInt8], at start: Int) throws(PictureError) -> Segment {
        var position = start
        guard position < bytes.count else { throw self.endedEarly(bytes) }
        guard bytes[position] == 0xFF else {
            throw .corruptImage(reason: "byte \(position) of the JPEG should begin a marker")
        }
        // Any number of fill bytes may stand before a marker.
        while position < bytes.count, bytes[position] == 0xFF { position += 1 }
        guard position < bytes.count else { throw self.endedEarly(bytes) }
        let marker = bytes[position]
        position += 1
        switch marker {
        case 0x00, Marker.startOfImage:
            throw .corruptImage(reason: "byte \(position - 1) of the JPEG is not a marker")
        case Marker.temporary, Marker.restarts, Marker.endOfImage:
            return Segment(marker: marker, body: position..<position)
        default:
            guard let length = bytes.bigEndian16(at: position) else { throw self.endedEarly(bytes) }
            guard length >= 2 else {
                throw .corruptImage(reason: "the JPEG segment at byte \(position) has an impossible length")
            }
            guard length <= bytes.count - position else { throw self.endedEarly(bytes) }
            return Segment(marker: marker, body: (position + 2)..<(position + length))
        }
    }

    private static func frameSize(
        _ body: ArraySlice<UInt8>,
        marker: UInt8
    ) throws(PictureError) -> (width: Int, height: Int) {
        guard Marker.readableFrames.contains(marker) else {
            throw .unsupportedFormat(found: "a lossless or hierarchical JPEG")
        }
        let start = body.startIndex
        guard body.count >= 6,
            let height = body.bigEndian16(at: start + 1),
            let width = body.bigEndian16(at: start + 3)
        else { throw .corruptImage(reason: "the JPEG's frame header is too short") }
        let precision = body[start]
        guard precision == 8 else {
            throw .unsupportedFormat(found: "a JPEG of \(precision) bits a sample")
        }
        guard [1, 3, 4].contains(body[start + 5]) else {
            throw .unsupportedFormat(found: "a JPEG of \(body[start + 5]) components")
        }
        guard width > 0, height > 0 else {
            // A height of 0 would be legal if a later segment gave it, but libjpeg does not read that either.
            throw .corruptImage(reason: "the JPEG's frame header gives a size of \(width) x \(height)")
        }
        return (width, height)
    }

    /// The place of the first marker behind a scan's compressed data, in which a 0xFF is followed by 0x00 or is part of
    /// a restart marker.
    private static func endOfScanData(in bytes: [UInt8], from start: Int) -> Int {
        bytes.withUnsafeBufferPointer { buffer in
            var position = start
            let last = buffer.count - 1
            while position < last {
                if buffer[position] == 0xFF {
                    let next = buffer[position + 1]
                    if next != 0x00, next != 0xFF, !Marker.restarts.contains(next) { return position }
                }
                position += 1
            }
            return buffer.count
        }
    }

    private static func endedEarly(_ bytes: [UInt8]) -> PictureError {
        .corruptImage(reason: "the JPEG ends after \(bytes.count) bytes, before its end-of-image marker")
    }
}
