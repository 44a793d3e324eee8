import Testing

@testable import ImagePipelinePictures

@Suite struct PictureHeaderTests {
    @Test(arguments: [
        ("photograph.jpg", 480, 320),
        ("progressive.jpg", 480, 320),
        ("grey.jpg", 480, 320),
        ("cmyk.jpg", 480, 320),
        ("dot.jpg", 1, 1),
        ("bomb.jpg", 8000, 5000),
        ("alpha.png", 240, 160),
        ("palette.png", 160, 107),
        ("strip.png", 2000, 2),
        ("dot.png", 1, 1),
        ("bomb.png", 8000, 5000),
        ("truncated.jpg", 480, 320),
        ("truncated.png", 240, 160),
    ])
    func `the size is read from the header alone`(name: String, width: Int, height: Int) throws {
        let header = try PictureHeader.read(try Fixture.bytes(name))
        #expect(header.width == width)
        #expect(header.height == height)
        #expect(header.pixels == width * height)
        #expect(header.format.fileExtension == String(name.suffix(3)))
    }

    @Test(arguments: PictureOrientation.allCases)
    func `the orientation is read from the Exif block`(orientation: PictureOrientation) throws {
        let header = try PictureHeader.read(try Fixture.bytes("orientation-\(orientation.rawValue).jpg"))
        #expect(header.orientation == orientation)
        #expect(header.shownWidth == 120)
        #expect(header.shownHeight == 80)
    }

    @Test func `a big-endian Exif block is read too`() throws {
        let tag: [UInt8] = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0]
        let block = Array("Exif\0\0MM".utf8) + [0, 42, 0, 0, 0, 8, 0, 1] + tag
        let bytes = JPEGBuilder().segment(0xE1, block).frame(30, 20).bytes
        #expect(try PictureHeader.read(bytes).orientation == .clockwise)
    }

    private static func block(_ text: String, _ bytes: [UInt8] = []) -> [UInt8] {
        Array(text.utf8) + bytes
    }

    private static let brokenBlocks: [[UInt8]] = [
        block("Exif\0\0"),
        block("Exif\0\0II", [42, 0, 0xFF, 0xFF, 0xFF, 0xFF]),
        block("Exif\0\0II", [42, 0, 8, 0, 0, 0, 0xFF, 0xFF]),
        block("Exif\0\0II", [42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, 9, 0, 0, 0]),
        block("Exif\0\0II", [42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 4, 0, 1, 0, 0, 0, 6, 0, 0, 0]),
        block("http://ns.adobe.com/xap/1.0/\0"),
    ]

    @Test(arguments: brokenBlocks)
    func `a broken or foreign Exif block leaves the picture upright`(block: [UInt8]) throws {
        let bytes = JPEGBuilder().segment(0xE1, block).frame(30, 20).bytes
        #expect(try PictureHeader.read(bytes).orientation == .upright)
    }

    @Test func `fill bytes and unknown segments before the frame are skipped`() throws {
        let builder = JPEGBuilder().segment(0xFE, Array("a comment".utf8)).adding([0xFF, 0xFF, 0xFF])
        let header = try PictureHeader.read(builder.segment(0xC4, [0, 1, 2]).frame(300, 200, marker: 0xC2).bytes)
        #expect(header == PictureHeader(format: .jpeg, width: 300, height: 200, orientation: .upright))
    }

    @Test(arguments: [
        (JPEGBuilder().frame(9, 9, marker: 0xC3), "a lossless or hierarchical JPEG"),
        (JPEGBuilder().frame(9, 9, precision: 12), "a JPEG of 12 bits a sample"),
        (JPEGBuilder().frame(9, 9, components: 2), "a JPEG of 2 components"),
    ])
    func `a kind of JPEG that is not read is unsupported`(builder: JPEGBuilder, found: String) {
        #expect(throws: PictureError.unsupportedFormat(found: found)) { try PictureHeader.read(builder.bytes) }
    }

    @Test(arguments: [
        JPEGBuilder().adding([0xFF]),
        JPEGBuilder().frame(0, 9),
        JPEGBuilder().frame(9, 0),
        JPEGBuilder().segment(0xC0, [8, 0, 1]),
        JPEGBuilder().adding([0xFF, 0xE0, 0, 1]).frame(9, 9),
        JPEGBuilder().adding([0xFF, 0xE0, 0xFF, 0xFF, 1, 2, 3]),
        JPEGBuilder().adding([0xFF, 0xE0, 0, 2, 0x41]).frame(9, 9),
        JPEGBuilder().segment(0xFE, []).adding([0xFF, 0x00]),
        JPEGBuilder().scan(),
        JPEGBuilder().end(),
    ])
    func `a broken JPEG header is corrupt`(builder: JPEGBuilder) {
        let error = #expect(throws: PictureError.self) { try PictureHeader.read(builder.bytes) }
        #expect(error?.name == "CorruptImage")
    }

    @Test(arguments: [
        (11, UInt8(12)),
        (12, UInt8(ascii: "J")),
        (16, 0x80),
        (24, 3),
        (25, 1),
        (26, 1),
        (27, 1),
        (28, 2),
    ])
    func `a broken PNG header is corrupt`(offset: Int, value: UInt8) throws {
        var bytes = try Fixture.bytes("dot.png")
        bytes[offset] = value
        let error = #expect(throws: PictureError.self) { try PictureHeader.read(bytes) }
        #expect(error?.name == "CorruptImage")
    }

    @Test func `a PNG without width is corrupt`() throws {
        var bytes = try Fixture.bytes("dot.png")
        bytes.replaceSubrange(16..<20, with: [0, 0, 0, 0])
        #expect(throws: PictureError.corruptImage(reason: "the PNG's header gives an impossible size")) {
            try PictureHeader.read(bytes)
        }
    }
}
