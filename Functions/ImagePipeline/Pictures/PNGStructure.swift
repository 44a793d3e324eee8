/// The chunks of a PNG file (ISO/IEC 15948), walked without decoding.
enum PNGStructure {
    /// The legal depths in bits of each colour type.
    private static let depths: [(colourType: UInt8, depths: [UInt8])] = [
        (0, [1, 2, 4, 8, 16]),
        (2, [8, 16]),
        (3, [1, 2, 4, 8]),
        (4, [8, 16]),
        (6, [8, 16]),
    ]

    private static let imageHeader: [UInt8] = [0x49, 0x48, 0x44, 0x52]
    private static let imageData: [UInt8] = [0x49, 0x44, 0x41, 0x54]
    private static let transparency: [UInt8] = [0x74, 0x52, 0x4E, 0x53]
    private static let imageEnd: [UInt8] = [0x49, 0x45, 0x4E, 0x44]

    /// Reads the header chunk, which must come first.
    static func readHeader(_ bytes: [UInt8]) throws(PictureError) -> PictureHeader {
        let start = PictureFormat.pngSignature.count
        guard let length = bytes.bigEndian32(at: start),
            bytes.count >= start + 8 + 13 + 4
        else { throw .corruptImage(reason: "the PNG ends after \(bytes.count) bytes, within its header") }
        guard length == 13, bytes[(start + 4)..<(start + 8)].elementsEqual(self.imageHeader) else {
            throw .corruptImage(reason: "the PNG does not begin with a header chunk")
        }
        let body = bytes[(start + 8)..<(start + 21)]
        let first = body.startIndex
        guard let width = body.bigEndian32(at: first), let height = body.bigEndian32(at: first + 4),
            (1...Int(Int32.max)).contains(width), (1...Int(Int32.max)).contains(height)
        else { throw .corruptImage(reason: "the PNG's header gives an impossible size") }
        let (depth, colourType) = (body[first + 8], body[first + 9])
        guard self.depths.contains(where: { $0.colourType == colourType && $0.depths.contains(depth) }) else {
            throw .corruptImage(reason: "the PNG's header gives colour type \(colourType) at \(depth) bits")
        }
        guard body[first + 10] == 0, body[first + 11] == 0, body[first + 12] <= 1 else {
            throw .corruptImage(reason: "the PNG's header names an unknown compression, filter or interlacing")
        }
        return PictureHeader(format: .png, width: width, height: height, orientation: .upright)
    }

    /// Walks from chunk to chunk to the end chunk and checks the checksum of those that matter.
    static func checkToEnd(_ bytes: [UInt8]) throws(PictureError) {
        let chunks = try self.chunks(of: bytes)
        guard chunks.contains(where: { bytes[$0.kind].elementsEqual(self.imageData) }) else {
            throw .corruptImage(reason: "the PNG has no image data")
        }
        for chunk in chunks where self.matters(bytes[chunk.kind]) {
            let covered = bytes[chunk.kind.lowerBound..<(chunk.range.upperBound - 4)]
            guard bytes.bigEndian32(at: covered.endIndex) == Int(PNGChecksum.of(covered)) else {
                let kind = String(decoding: bytes[chunk.kind], as: UTF8.self)
                throw .corruptImage(
                    reason: "the checksum of the PNG's \(kind) chunk at byte \(chunk.range.lowerBound) is wrong"
                )
            }
        }
    }

    /// The picture without what does not change its pixels: text, times, colour profiles, previews.
    ///
    /// libpng unpacks some of these and prints its opinion of them (wrong colour profiles are frequent) on stderr, where
    /// libgd cannot stop it.
    static func essentials(of bytes: [UInt8]) throws(PictureError) -> [UInt8] {
        var kept = Array(bytes.prefix(PictureFormat.pngSignature.count))
        for chunk in try self.chunks(of: bytes) where self.matters(bytes[chunk.kind]) {
            kept += bytes[chunk.range]
        }
        return kept
    }

    /// Where a chunk stands, and the four letters of its kind in it.
    private struct Chunk {
        var range: Range<Int>
        var kind: Range<Int>
    }

    /// All chunks up to the end chunk; what follows it is no concern of ours.
    private static func chunks(of bytes: [UInt8]) throws(PictureError) -> [Chunk] {
        var chunks: [Chunk] = []
        var position = PictureFormat.pngSignature.count
        while true {
            // Four bytes of length, four of kind, the body, four of checksum.
            guard let length = bytes.bigEndian32(at: position), length <= bytes.count - position - 12 else {
                throw .corruptImage(reason: "the PNG ends after \(bytes.count) bytes, before its end chunk")
            }
            let chunk = Chunk(range: position..<(position + 12 + length), kind: (position + 4)..<(position + 8))
            chunks.append(chunk)
            position = chunk.range.upperBound
            if bytes[chunk.kind].elementsEqual(self.imageEnd) { return chunks }
        }
    }

    /// Whether a chunk changes the pixels: the critical ones, whose first letter is a capital, and transparency.
    private static func matters(_ kind: ArraySlice<UInt8>) -> Bool {
        kind.first.map { $0 & 0x20 == 0 } ?? false || kind.elementsEqual(self.transparency)
    }
}
