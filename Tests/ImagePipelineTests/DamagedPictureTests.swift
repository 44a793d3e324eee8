import Testing

@testable import ImagePipelinePictures

@Suite struct DamagedPictureTests {
    @Test(arguments: [
        ("truncated.jpg", "the JPEG ends after 19968 bytes, before its end-of-image marker"),
        ("truncated.png", "before its end chunk"),
        ("damaged.jpg", "Corrupt JPEG data"),
        ("damaged.png", "the checksum of the PNG's IDAT chunk at byte 33 is wrong"),
    ])
    func `a damaged picture is an error and not a grey picture`(name: String, reason: String) throws {
        let bytes = try Fixture.bytes(name)
        let error = #expect(throws: PictureError.self) { try Thumbnail.make(from: bytes, fittingWithin: 64) }
        #expect(error?.name == "CorruptImage")
        #expect(error?.message.firstRange(of: reason) != nil, "\(error?.message ?? "no error")")
    }

    @Test func `the decoder itself finds a JPEG whose end was glued on`() throws {
        let bytes = try Fixture.bytes("truncated.jpg") + [0xFF, 0xD9]
        #expect(throws: Never.self) { try PictureLimits().admit(bytes) }
        let error = #expect(throws: PictureError.self) { try Thumbnail.make(from: bytes, fittingWithin: 64) }
        #expect(error?.name == "CorruptImage")
    }

    @Test func `a PNG whose data does not unpack is corrupt`() throws {
        let bytes = try Fixture.bytes("dot.png")
        let data = Array("IDAT".utf8) + [0x78, 0x9C, 1, 2, 3, 4]
        let checksum = PNGChecksum.of(data[...])
        let tail = (0..<4).map { UInt8(truncatingIfNeeded: checksum >> (24 - 8 * $0)) }
        let damaged: [UInt8] = Array(bytes[..<33]) + [0, 0, 0, 6] + data + tail + bytes.suffix(12)
        #expect(throws: Never.self) { try PictureLimits().admit(damaged) }
        let error = #expect(throws: PictureError.self) { try Thumbnail.make(from: damaged, fittingWithin: 8) }
        #expect(error?.name == "CorruptImage")
    }

    @Test func `a header without a picture behind it is corrupt`() throws {
        let bytes = JPEGBuilder().frame(64, 64).scan().end().bytes
        let error = #expect(throws: PictureError.self) { try Thumbnail.make(from: bytes, fittingWithin: 8) }
        #expect(error?.name == "CorruptImage")
    }

    @Test func `good and damaged pictures do not disturb each other on many threads`() async throws {
        let good = try Fixture.bytes("photograph.jpg")
        let damaged = try Fixture.bytes("damaged.jpg")
        let expected = try Thumbnail.make(from: good, fittingWithin: 64)
        await withTaskGroup(of: Result<Thumbnail, PictureError>.self) { group in
            for turn in 0..<40 {
                group.addTask { @concurrent in
                    Result { () throws(PictureError) in
                        try Thumbnail.make(from: turn.isMultiple(of: 2) ? good : damaged, fittingWithin: 64)
                    }
                }
            }
            var made = 0
            for await result in group {
                switch result {
                case .success(let thumbnail):
                    made += 1
                    #expect(thumbnail == expected)
                case .failure(let error):
                    #expect(error.name == "CorruptImage")
                }
            }
            #expect(made == 20)
        }
    }

    @Test(arguments: ["orientation-6.jpg", "progressive.jpg", "dot.jpg", "palette.png", "dot.png", "alpha.png"])
    func `random damage gives an error or a picture, and never more`(name: String) throws {
        let original = try Fixture.bytes(name)
        let limits = PictureLimits(pixelsMax: 400_000)
        for seed in UInt64(0)..<60 {
            var random = SplitMix(state: seed)
            var bytes = original
            // Half of the damage goes to the first bytes, where the headers are.
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let reach = Bool.random(using: &random) ? min(bytes.count, 200) : bytes.count
                bytes[Int.random(in: 0..<reach, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            do throws(PictureError) {
                let thumbnail = try Thumbnail.make(from: bytes, fittingWithin: 32, limits: limits)
                #expect((1...32).contains(thumbnail.width), "\(name), seed \(seed)")
                #expect((1...32).contains(thumbnail.height), "\(name), seed \(seed)")
                #expect(throws: Never.self, "\(name), seed \(seed)") { try PictureLimits().admit(thumbnail.bytes) }
            } catch {
                #expect(!error.message.isEmpty)
            }
        }
    }

    /// A small generator whose numbers follow from its seed alone.
    private struct SplitMix: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            self.state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = self.state
            mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
            return mixed ^ mixed >> 31
        }
    }
}
