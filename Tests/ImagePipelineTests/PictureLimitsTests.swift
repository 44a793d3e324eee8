import Testing

@testable import ImagePipelinePictures

@Suite struct PictureLimitsTests {
    @Test(arguments: ["bomb.png", "bomb.jpg"])
    func `forty megapixels in a few kilobytes are refused from the header`(name: String) throws {
        let bytes = try Fixture.bytes(name)
        #expect(bytes.count < 6_000)
        let refusal = PictureError.tooManyPixels(width: 8000, height: 5000, pixelsMax: 24_000_000)
        #expect(throws: refusal) { try PictureLimits().admit(bytes) }
        #expect(throws: refusal) { try Thumbnail.make(from: bytes, fittingWithin: 64) }
        #expect(refusal.message == "The picture is 8000 x 5000 pixels; at most 24000000 pixels in all are allowed.")
    }

    @Test func `the pixel limit includes the limit itself`() throws {
        let bytes = try Fixture.bytes("photograph.jpg")
        #expect(try PictureLimits(pixelsMax: 480 * 320).admit(bytes).width == 480)
        #expect(throws: PictureError.tooManyPixels(width: 480, height: 320, pixelsMax: 480 * 320 - 1)) {
            try PictureLimits(pixelsMax: 480 * 320 - 1).admit(bytes)
        }
    }

    @Test func `the byte limit includes the limit itself`() throws {
        let bytes = try Fixture.bytes("dot.png")
        #expect(try PictureLimits(bytesMax: bytes.count).admit(bytes).width == 1)
        let refusal = PictureError.imageTooLarge(bytes: bytes.count, bytesMax: bytes.count - 1)
        #expect(throws: refusal) { try PictureLimits(bytesMax: bytes.count - 1).admit(bytes) }
        #expect(refusal.description == "ImageTooLarge: The file has 69 bytes; at most 68 are allowed.")
    }

    @Test func `a size whose product fits into no integer is still too many pixels`() throws {
        var bytes = try Fixture.bytes("dot.png")
        bytes.replaceSubrange(16..<24, with: [0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF])
        let error = #expect(throws: PictureError.self) { try PictureLimits().admit(bytes) }
        #expect(error?.name == "TooManyPixels")
    }

    @Test(arguments: ["dot.jpg", "orientation-6.jpg", "dot.png", "palette.png"])
    func `a picture cut off anywhere is refused before decoding`(name: String) throws {
        let bytes = try Fixture.bytes(name)
        #expect(throws: Never.self) { try PictureLimits().admit(bytes) }
        for count in 0..<bytes.count {
            let error = #expect(throws: PictureError.self, "cut off at \(count)") {
                try PictureLimits().admit(Array(bytes.prefix(count)))
            }
            #expect(error?.name == (count < (name.hasSuffix("png") ? 8 : 3) ? "UnsupportedFormat" : "CorruptImage"))
        }
    }

    @Test func `an end marker inside a segment is not the picture's end`() {
        let preview: [UInt8] = [0xFF, 0xD8, 0xFF, 0xD9]
        let cutOff = JPEGBuilder().segment(0xE1, preview).frame(9, 9).scan().bytes
        #expect(throws: PictureError.self) { try PictureLimits().admit(cutOff) }
    }

    @Test func `bytes behind the end are none of our business`() throws {
        let trailer = Array("a film, says the camera".utf8)
        #expect(try PictureLimits().admit(try Fixture.bytes("dot.jpg") + trailer).width == 1)
        #expect(try PictureLimits().admit(try Fixture.bytes("dot.png") + trailer).width == 1)
    }

    @Test func `stuffed bytes and restart markers belong to the scan`() throws {
        let builder = JPEGBuilder().frame(9, 9).scan([0xFF, 0x00, 0x11, 0xFF, 0xD3, 0x22]).end()
        #expect(try PictureLimits().admit(builder.bytes).width == 9)
    }

    @Test(arguments: [
        JPEGBuilder().frame(9, 9).end(),
        JPEGBuilder().frame(9, 9).scan().segment(0xC4, [0]).adding([0x00]).end(),
    ])
    func `a picture without data or with rubbish between segments is corrupt`(builder: JPEGBuilder) {
        let error = #expect(throws: PictureError.self) { try PictureLimits().admit(builder.bytes) }
        #expect(error?.name == "CorruptImage")
    }

    @Test func `a PNG without data is corrupt`() throws {
        let bytes = try Fixture.bytes("dot.png")
        #expect(throws: PictureError.corruptImage(reason: "the PNG has no image data")) {
            try PictureLimits().admit(Array(bytes[..<33] + bytes.suffix(12)))
        }
    }

    @Test func `a PNG chunk that changes no pixel may have a wrong checksum, any other may not`() throws {
        let bytes = try Fixture.bytes("dot.png")
        let text: [UInt8] = [0, 0, 0, 1] + Array("tEXt".utf8) + [0x41, 1, 2, 3, 4]
        #expect(try PictureLimits().admit(Array(bytes[..<33]) + text + bytes[33...]).width == 1)
        for offset in [29, bytes.count - 1] {
            var damaged = bytes
            damaged[offset] ^= 1
            let error = #expect(throws: PictureError.self) { try PictureLimits().admit(damaged) }
            #expect(error?.message.firstRange(of: "checksum") != nil)
        }
    }

    @Test func `a JPEG of very many scans is refused before decoding`() throws {
        func jpeg(scans: Int) -> [UInt8] {
            (0..<scans).reduce(JPEGBuilder().frame(9, 9, marker: 0xC2)) { builder, _ in builder.scan() }.end().bytes
        }
        #expect(try PictureLimits().admit(jpeg(scans: 100)).width == 9)
        #expect(throws: PictureError.tooManyScans(scansMax: 100)) { try PictureLimits().admit(jpeg(scans: 101)) }
    }
}
