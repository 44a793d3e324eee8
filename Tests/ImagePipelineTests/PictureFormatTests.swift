import Testing

@testable import ImagePipelinePictures

@Suite struct PictureFormatTests {
    @Test(arguments: [("photograph.jpg", PictureFormat.jpeg), ("alpha.png", .png), ("truncated.jpg", .jpeg)])
    func `the format comes from the bytes`(name: String, format: PictureFormat) throws {
        #expect(PictureFormat(detecting: try Fixture.bytes(name)) == format)
    }

    @Test func `a text file named like a picture has no format`() throws {
        #expect(PictureFormat(detecting: try Fixture.bytes("text.jpg")) == nil)
    }

    /// How some files begin, and what a refusal calls them.
    private static let foreign: [(bytes: [UInt8], found: String)] = [
        ([], "an empty file"),
        (Array("hello, ĵ".utf8).dropLast(), "text"),
        (Array("GIF89a".utf8), "a GIF picture"),
        (Array("RIFF....WEBPVP8 ".utf8), "a WebP picture"),
        ([0, 0, 0, 0x18] + Array("ftypheic".utf8), "a HEIC picture"),
        (Array("%PDF-1.7".utf8), "a PDF document"),
        ([0xFF, 0xD8], "a file beginning with FF D8"),
        ([0x00, 0x0A, 0xFE], "a file beginning with 00 0A FE"),
    ]

    @Test(arguments: Self.foreign)
    func `a refusal names what was found`(bytes: [UInt8], found: String) {
        #expect(throws: PictureError.unsupportedFormat(found: found)) { try PictureHeader.read(bytes) }
        #expect(throws: PictureError.unsupportedFormat(found: found)) { try PictureLimits().admit(bytes) }
    }
}
