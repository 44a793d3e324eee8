import Testing

@testable import ImagePipelinePictures

@Suite struct ThumbnailTests {
    @Test(arguments: [(128, 85), (512, 341), (1024, 683)])
    func `the sample picture gets thumbnails of its own shape`(width: Int, height: Int) throws {
        let thumbnail = try Thumbnail.make(from: try Fixture.harbour(), fittingWithin: width)
        #expect(thumbnail.width == width)
        #expect(thumbnail.height == height)
        #expect(thumbnail.format == .jpeg)
        let header = try PictureLimits().admit(thumbnail.bytes)
        #expect(header == PictureHeader(format: .jpeg, width: width, height: height, orientation: .upright))
    }

    @Test(arguments: [
        "photograph.jpg",
        "progressive.jpg",
        "grey.jpg",
        "cmyk.jpg",
        "alpha.png",
        "palette.png",
        "grey.png",
        "strip.png",
    ])
    func `every kind of picture becomes a whole picture of its own format`(name: String) throws {
        let original = try Fixture.bytes(name)
        let before = try PictureHeader.read(original)
        let thumbnail = try Thumbnail.make(from: original, fittingWithin: 50)
        let size = ThumbnailSize(of: before.width, before.height, fittingWithin: 50)
        let after = try PictureLimits().admit(thumbnail.bytes)
        #expect(after.format == before.format)
        #expect(after.width == size.width)
        #expect(after.height == size.height)
        #expect(thumbnail.width == size.width)
        #expect(thumbnail.height == size.height)
        let decoded = try GDImage.decode(thumbnail.bytes, as: after.format)
        #expect(decoded.width == size.width)
    }

    @Test(arguments: ["dot.jpg", "dot.png"], [1, 64])
    func `a single pixel stays a single pixel of its colour`(name: String, side: Int) throws {
        let thumbnail = try Thumbnail.make(from: try Fixture.bytes(name), fittingWithin: side)
        #expect(thumbnail.width == 1)
        #expect(thumbnail.height == 1)
        let pixel = try GDImage.decode(thumbnail.bytes, as: thumbnail.format).pixel(0, 0)
        #expect(abs(pixel.red - 200) <= 4)
        #expect(abs(pixel.green - 80) <= 4)
        #expect(abs(pixel.blue - 40) <= 4)
        #expect(pixel.clearness == 0)
    }

    @Test(arguments: [480, 481, 10_000, Int.max])
    func `a picture that fits keeps its size`(side: Int) throws {
        let thumbnail = try Thumbnail.make(from: try Fixture.bytes("photograph.jpg"), fittingWithin: side)
        #expect(thumbnail.width == 480)
        #expect(thumbnail.height == 320)
    }

    @Test(arguments: PictureOrientation.allCases)
    func `a picture taken with a turned camera comes out upright`(orientation: PictureOrientation) throws {
        let upright = try Thumbnail.make(from: try Fixture.bytes("orientation-1.jpg"), fittingWithin: 60)
        let bytes = try Fixture.bytes("orientation-\(orientation.rawValue).jpg")
        let thumbnail = try Thumbnail.make(from: bytes, fittingWithin: 60)
        #expect(thumbnail.width == 60)
        #expect(thumbnail.height == 40)
        #expect(try meanDifference(thumbnail, upright) < 5)
    }

    @Test func `the mean difference tells a turned picture from an upright one`() throws {
        let bytes = try Fixture.bytes("orientation-1.jpg")
        let upright = try Thumbnail.make(from: bytes, fittingWithin: 60)
        let turned = try GDImage.decode(bytes, as: .jpeg)
            .resampled(to: ThumbnailSize(of: 120, 80, fittingWithin: 60)).turned(by: .mirrored)
            .encoded(as: .jpeg, quality: 85)
        let mirrored = Thumbnail(bytes: turned, width: 60, height: 40, format: .jpeg)
        #expect(try meanDifference(mirrored, upright) > 15)
    }

    @Test func `transparency is kept and hidden colours stay hidden`() throws {
        let thumbnail = try Thumbnail.make(from: try Fixture.bytes("alpha.png"), fittingWithin: 60)
        let decoded = try GDImage.decode(thumbnail.bytes, as: .png)
        #expect(decoded.pixel(0, 0).clearness == 127)
        #expect(decoded.pixel(30, 20).clearness == 0)
        var halfClear = 0
        for y in 0..<thumbnail.height {
            for x in 0..<thumbnail.width {
                let pixel = decoded.pixel(x, y)
                // The clear pixels of the original are bright green, nothing visible in it is.
                if pixel.clearness < 120 { #expect(pixel.green - max(pixel.red, pixel.blue) < 40, "at \(x), \(y)") }
                if (20...107).contains(pixel.clearness) { halfClear += 1 }
            }
        }
        #expect(halfClear > 50)
    }

    @Test(arguments: [("alpha.png", UInt8(6)), ("palette.png", 2), ("grey.png", 2)])
    func `a PNG has an alpha channel only where a pixel needs it`(name: String, colourType: UInt8) throws {
        let thumbnail = try Thumbnail.make(from: try Fixture.bytes(name), fittingWithin: 60)
        #expect(thumbnail.bytes[25] == colourType)
    }

    @Test func `a thumbnail is the mean of what it covers`() throws {
        let thumbnail = try Thumbnail.make(from: try Fixture.bytes("strip.png"), fittingWithin: 10)
        #expect(thumbnail.width == 10)
        #expect(thumbnail.height == 1)
        let pixel = try GDImage.decode(thumbnail.bytes, as: .png).pixel(5, 0)
        #expect(pixel == (30, 120, 90, 0))
    }

    @Test func `the Exif block of the original is left behind`() throws {
        let original = try Fixture.bytes("photograph.jpg")
        #expect(original.firstRange(of: Array("Exif".utf8)) != nil)
        let thumbnail = try Thumbnail.make(from: original, fittingWithin: 100)
        #expect(thumbnail.bytes.firstRange(of: Array("Exif".utf8)) == nil)
    }

    @Test func `a better quality takes more bytes`() throws {
        let original = try Fixture.bytes("photograph.jpg")
        let sizes = try [20, 85, 100].map {
            try Thumbnail.make(from: original, fittingWithin: 200, quality: $0).bytes.count
        }
        #expect(sizes == sizes.sorted())
        #expect(Set(sizes).count == 3)
    }

    @Test(arguments: [0, -1, Int.min])
    func `a size below one pixel is refused`(side: Int) throws {
        let original = try Fixture.bytes("dot.png")
        #expect(throws: PictureError.invalidThumbnailSize(side)) {
            try Thumbnail.make(from: original, fittingWithin: side)
        }
    }

    @Test(arguments: [0, 101, Int.max])
    func `a quality outside of 1 to 100 is refused`(quality: Int) throws {
        let original = try Fixture.bytes("dot.jpg")
        #expect(throws: PictureError.invalidQuality(quality)) {
            try Thumbnail.make(from: original, fittingWithin: 10, quality: quality)
        }
    }

    private func meanDifference(_ one: Thumbnail, _ other: Thumbnail) throws -> Double {
        let first = try GDImage.decode(one.bytes, as: one.format)
        let second = try GDImage.decode(other.bytes, as: other.format)
        var total = 0
        for y in 0..<first.height {
            for x in 0..<first.width {
                let (a, b) = (first.pixel(x, y), second.pixel(x, y))
                total += abs(a.red - b.red) + abs(a.green - b.green) + abs(a.blue - b.blue)
            }
        }
        return Double(total) / Double(3 * first.width * first.height)
    }
}
