import ImagePipelinePictures
import Quickstep
import QuickstepTesting
import Testing

@testable import ImagePipelineHandlers

/// Each handler on the event that was recorded for it.
struct HandlerTests {
    private static let events = "Functions/ImagePipeline/Events/"

    /// A runtime with the buckets, and a picture where the recorded events say that there is one.
    private func runtime(_ fixture: String = "photograph.jpg", as key: String = "harbour.jpg") async throws
        -> TestRuntime
    {
        let runtime = try await TestRuntime.start()
        for bucket in ["uploads", "thumbnails", "quarantine"] {
            try await runtime.call("s3", "CreateBucket", ["Bucket": .string(bucket)])
        }
        try await runtime.runtime.putObject(
            try Fixture.bytes(fixture),
            bucket: "uploads",
            key: key,
            contentType: "image/jpeg",
            metadata: ["user-id": "ada"]
        )
        return runtime
    }

    @Test func `a picture is told from its bytes, with who uploaded it and when`() async throws {
        let runtime = try await runtime()
        let recorded = try RecordedEvent<ImagePlace>(Self.events + "validate-image.json")
        let facts = try await ValidateImage().handle(recorded.event, context: .test(runtime: runtime))
        let bytes = try Fixture.bytes("photograph.jpg")
        #expect(facts.format == "jpeg")
        #expect(facts.size == bytes.count)
        #expect(facts.userID == "ada")
        #expect(facts.uploadedAt == "2025-01-01T00:00:00.123Z")
        #expect(facts.sha256 == Hex.encode(DigestAlgorithm.sha256.digest(bytes)))
        #expect(facts.eTag == Hex.encode(DigestAlgorithm.md5.digest(bytes)))
        await runtime.stop()
    }

    @Test(arguments: [
        ("text.jpg", "UnsupportedFormat"), ("truncated.jpg", "CorruptImage"), ("bomb.png", "TooManyPixels"),
        ("bomb.jpg", "TooManyPixels"),
    ])
    func `what is not a picture that we work with is refused by name`(fixture: String, error: String) async throws {
        let runtime = try await runtime(fixture)
        let recorded = try RecordedEvent<ImagePlace>(Self.events + "validate-image.json")
        let thrown = await #expect(throws: PictureError.self) {
            try await ValidateImage().handle(recorded.event, context: .test(runtime: runtime))
        }
        #expect(thrown?.errorType == error)
        await runtime.stop()
    }

    @Test func `a thumbnail is stored under a key of its own, and repeating the call changes nothing`() async throws {
        let runtime = try await runtime()
        let recorded = try RecordedEvent<MakeThumbnail.Event>(Self.events + "make-thumbnail.json")
        let first = try await MakeThumbnail().handle(recorded.event, context: .test(runtime: runtime))
        let bytes = try await runtime.runtime.object(bucket: "thumbnails", key: "harbour-128.jpg").bytes
        #expect(first.key == "harbour-128.jpg")
        #expect(max(first.width, first.height) <= 128)
        #expect(try PictureHeader.read(bytes).width == first.width)
        let second = try await MakeThumbnail().handle(recorded.event, context: .test(runtime: runtime))
        #expect(second == first)
        #expect(try await runtime.runtime.object(bucket: "thumbnails", key: "harbour-128.jpg").bytes == bytes)
        await runtime.stop()
    }

    @Test(arguments: [
        ("harbour.jpg", "harbour-64.jpg"), ("a b+c.jpeg", "a b+c-64.jpg"), ("x/y.z/photo", "x/y.z/photo-64.jpg"),
        ("dir/.hidden", "dir/.hidden-64.jpg"), ("text.txt", "text-64.jpg"),
    ])
    func `a thumbnail's key keeps the folder and the name`(key: String, expected: String) {
        #expect(MakeThumbnail.key(of: key, size: 64, format: .jpeg) == expected)
    }

    @Test(arguments: ["a", "ü", "😀"])
    func `a thumbnail's key fits into a bucket, however long the picture's is`(letter: String) {
        let long = String(repeating: letter, count: 1020 / letter.utf8.count)
        let keys = ["1.jpg", "2.jpg"].map { MakeThumbnail.key(of: long + $0, size: 128, format: .jpeg) }
        #expect(keys.allSatisfy { $0.utf8.count <= 1024 && $0.hasSuffix("-128.jpg") && $0.hasPrefix(letter) })
        #expect(keys[0] != keys[1])
    }

    @Test func `metadata says what the table keeps`() async throws {
        let runtime = try await runtime()
        let recorded = try RecordedEvent<ImagePlace>(Self.events + "extract-metadata.json")
        let result = try await ExtractMetadata().handle(recorded.event, context: .test(runtime: runtime))
        let header = try PictureHeader.read(try Fixture.bytes("photograph.jpg"))
        #expect(result.fileName == "harbour.jpg")
        #expect(result.width == header.shownWidth)
        #expect(result.height == header.shownHeight)
        await runtime.stop()
    }

    @Test func `a bad upload is moved with its reason, and moving it again is no error`() async throws {
        let runtime = try await runtime("text.jpg", as: "harbour.jpg")
        let recorded = try RecordedEvent<QuarantineImage.Event>(Self.events + "quarantine-image.json")
        for _ in 0..<2 {
            let result = try await QuarantineImage().handle(recorded.event, context: .test(runtime: runtime))
            #expect(result.bucket == "quarantine")
        }
        let moved = try await runtime.runtime.object(bucket: "quarantine", key: "harbour.jpg")
        #expect(moved.bytes == (try Fixture.bytes("text.jpg")))
        #expect(moved.metadata["quarantine-reason"]?.hasPrefix("UnsupportedFormat") == true)
        #expect(moved.metadata["user-id"] == "ada")
        await #expect(throws: ServiceError.self) {
            try await runtime.runtime.object(bucket: "uploads", key: "harbour.jpg")
        }
        await runtime.stop()
    }

    @Test func `the bucket's own event names the object as it is`() throws {
        let recorded = try RecordedEvent<S3Event>(Self.events + "s3-object-created.json")
        let record = try #require(recorded.event.records.first)
        #expect(record.s3.bucket.name == "uploads")
        #expect(record.s3.object.decodedKey == "summer 2025/har+bour.jpg")
    }

    @Test func `without a runtime a call of a service says what is missing`() async throws {
        let recorded = try RecordedEvent<ImagePlace>(Self.events + "validate-image.json")
        let error = await #expect(throws: ServiceError.self) {
            try await ValidateImage().handle(recorded.event, context: .test())
        }
        #expect(error?.message.contains("FunctionContext.test(runtime:)") == true)
    }
}
