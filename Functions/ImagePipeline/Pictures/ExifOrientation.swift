/// The one tag we need of an Exif block: how the camera was held (CIPA DC-008, tag 0x0112).
enum ExifOrientation {
    private static let signature: [UInt8] = [0x45, 0x78, 0x69, 0x66, 0x00, 0x00]
    private static let tag = 0x0112
    private static let typeShort = 3

    /// Finds the orientation in the body of a JPEG's APP1 segment.
    ///
    /// Nil when the segment is not Exif, does not say, or is broken: a picture with a bad Exif block is still a good
    /// picture, shown as it is stored.
    static func read(_ segment: ArraySlice<UInt8>) -> PictureOrientation? {
        guard segment.starts(with: self.signature) else { return nil }
        // All offsets count from the TIFF header, so it is moved to index 0.
        let block = Array(segment.dropFirst(self.signature.count))
        let isLittleEndian: Bool
        switch block.bigEndian16(at: 0) {
        case 0x4949: isLittleEndian = true
        case 0x4D4D: isLittleEndian = false
        default: return nil
        }
        func number16(at offset: Int) -> Int? {
            block.bigEndian16(at: offset).map { isLittleEndian ? ($0 & 0xFF) << 8 | $0 >> 8 : $0 }
        }
        func number32(at offset: Int) -> Int? {
            guard let first = number16(at: offset), let second = number16(at: offset + 2) else { return nil }
            return isLittleEndian ? second << 16 | first : first << 16 | second
        }
        guard number16(at: 2) == 42, let directory = number32(at: 4), let count = number16(at: directory) else {
            return nil
        }
        for entry in 0..<count {
            // Twelve bytes an entry: tag, type, number of values, value.
            let offset = directory + 2 + entry * 12
            guard let tag = number16(at: offset) else { return nil }
            if tag == self.tag {
                guard number16(at: offset + 2) == self.typeShort else { return nil }
                return number16(at: offset + 8).flatMap(PictureOrientation.init(rawValue:))
            }
        }
        return nil
    }
}
