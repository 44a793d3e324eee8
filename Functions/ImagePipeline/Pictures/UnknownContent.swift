/// Names what a file holds that is no picture we read, so that a refusal can say it.
enum UnknownContent {
    /// How some well-known formats begin, at which byte.
    private static let signatures: [(name: String, offset: Int, bytes: [UInt8])] = [
        ("a GIF picture", 0, Array("GIF8".utf8)),
        ("a WebP picture", 8, Array("WEBP".utf8)),
        ("an AVIF picture", 4, Array("ftypavif".utf8)),
        ("a HEIC picture", 4, Array("ftyphei".utf8)),
        ("a HEIC picture", 4, Array("ftypmif1".utf8)),
        ("a TIFF picture", 0, [0x49, 0x49, 0x2A, 0x00]),
        ("a TIFF picture", 0, [0x4D, 0x4D, 0x00, 0x2A]),
        ("a BMP picture", 0, Array("BM".utf8)),
        ("a PDF document", 0, Array("%PDF".utf8)),
        ("a ZIP archive", 0, [0x50, 0x4B, 0x03, 0x04]),
    ]

    /// A few words on the content: its format, "text", or its first bytes.
    static func describe(_ bytes: [UInt8]) -> String {
        guard !bytes.isEmpty else { return "an empty file" }
        for (name, offset, signature) in self.signatures where bytes.dropFirst(offset).starts(with: signature) {
            return name
        }
        let beginning = bytes.prefix(256)
        let isText = beginning.allSatisfy { $0 >= 0x20 && $0 != 0x7F || (0x09...0x0D).contains($0) }
        // A character cut in two at the end of the beginning is not the text's fault.
        let cuts = (0...3).map { beginning.dropLast($0) }
        if isText, cuts.contains(where: { !$0.isEmpty && String(validating: $0, as: UTF8.self) != nil }) {
            return "text"
        }
        let digits = beginning.prefix(4).map { ($0 < 0x10 ? "0" : "") + String($0, radix: 16, uppercase: true) }
        return "a file beginning with \(digits.joined(separator: " "))"
    }
}
