import QuickstepJSON
import QuickstepServiceKit
import Testing

@testable import QuickstepS3

struct ObjectTests {
    @Test func `an object is given back as it was put`() async throws {
        let runtime = try await ObjectRuntime()
        try await runtime.createBucket()
        let answer = try await runtime.put(
            "in/a.jpg",
            "hello",
            [
                "ContentType": "image/jpeg", "CacheControl": "no-store",
                "Metadata": ["Author": "Zoë", "x-two": "2"],
            ]
        )
        let tag: JSONValue = "\"5d41402abc4b2a76b9719d911017c592\""
        #expect(answer == ["ETag": tag, "ServerSideEncryption": "AES256"])
        let expected: JSONObject = [
            "AcceptRanges": "bytes",
            "ContentLength": 5,
            "ContentType": "image/jpeg",
            "ETag": tag,
            "LastModified": "2025-01-01T00:00:00.123Z",
            "ServerSideEncryption": "AES256",
            "CacheControl": "no-store",
            "Metadata": ["author": "Zoë", "x-two": "2"],
        ]
        let object = try await runtime.get("in/a.jpg")
        #expect(object.text == "hello")
        #expect(object.output == expected)
        #expect(try await runtime.call("HeadObject", ["Bucket": "photos", "Key": "in/a.jpg"]) == expected)
    }

    @Test func `an object without a type is of the default type`() async throws {
        let runtime = try await ObjectRuntime()
        try await runtime.createBucket()
        try await runtime.put("a", "")
        let object = try await runtime.get("a")
        #expect(object.output["ContentType"] == "binary/octet-stream")
        #expect(object.output["ContentLength"] == 0)
        #expect(object.output["Metadata"] == .object([:]))
    }

    /// Keys that would be somewhere else if they were paths.
    @Test(arguments: [
        "../../etc/passwd", "/leading", "..", ".", "a//b", "a\0b", "\0", "über ☃ 日本", "e\u{301}", "a+b c%20", "\n\r\t",
        "\u{FEFF}", "con", "a\\b", String(repeating: "k", count: 1024), "\u{10FFFF}",
    ])
    func `a hostile key is a key like any other`(key: String) async throws {
        let blobs = NotingBlobStore()
        let runtime = try await ObjectRuntime(blobs: blobs)
        try await runtime.createBucket()
        try await runtime.put("neighbour", "other")
        try await runtime.put(key, "bytes")
        #expect(try await runtime.get(key).text == "bytes")
        let keys = try await runtime.list()["Contents"]?.arrayValue?.compactMap { $0["Key"]?.stringValue } ?? []
        #expect(keys.contains { $0.utf8.elementsEqual(key.utf8) })
        #expect(
            blobs.names.allSatisfy { !key.contains($0) && !$0.contains(key) },
            "Names of files come from nowhere else."
        )
        try await runtime.delete(key)
        #expect(await runtime.refusal("GetObject", ["Bucket": "photos", "Key": .string(key)])?.code == "NoSuchKey")
        #expect(try await runtime.get("neighbour").text == "other")
    }

    @Test func `keys that look alike are different keys`() async throws {
        let runtime = try await ObjectRuntime()
        try await runtime.createBucket()
        try await runtime.put("caf\u{E9}", "composed")
        try await runtime.put("cafe\u{301}", "decomposed")
        try await runtime.put("A", "upper")
        try await runtime.put("a", "lower")
        #expect(try await runtime.get("caf\u{E9}").text == "composed")
        #expect(try await runtime.get("cafe\u{301}").text == "decomposed")
        #expect(try await runtime.get("A").text == "upper")
        #expect(try await runtime.list()["KeyCount"] == 4)
    }

    @Test func `a key is 1 to 1024 bytes long`() async throws {
        let runtime = try await ObjectRuntime()
        try await runtime.createBucket()
        let long = await runtime.refusal(
            "GetObject",
            ["Bucket": "photos", "Key": .string(String(repeating: "é", count: 512) + "x")]
        )
        #expect(long?.code == "KeyTooLongError")
        #expect(long?.message == "Your key is too long")
        #expect(await runtime.refusal("GetObject", ["Bucket": "photos", "Key": ""])?.code == "InvalidArgument")
    }

    @Test func `what does not exist is not found`() async throws {
        let runtime = try await ObjectRuntime()
        try await runtime.createBucket()
        for operation in ["GetObject", "HeadObject"] {
            let error = try #require(await runtime.refusal(operation, ["Bucket": "photos", "Key": "a"]))
            #expect(error.code == "NoSuchKey")
            #expect(error.message == "The specified key does not exist.")
            #expect(error.httpStatus == 404)
        }
        for operation in ["GetObject", "DeleteObject", "ListObjectsV2"] {
            #expect(await runtime.refusal(operation, ["Bucket": "nowhere", "Key": "a"])?.code == "NoSuchBucket")
        }
        try await runtime.delete("a")
    }

    @Test func `metadata has bounds`() async throws {
        let runtime = try await ObjectRuntime()
        try await runtime.createBucket()
        try await runtime.put("fits", ["Metadata": ["n": .string(String(repeating: "v", count: 2047))]])
        await #expect(throws: ServiceError.metadataTooLarge()) {
            try await runtime.put("a", ["Metadata": ["n": .string(String(repeating: "v", count: 2048))]])
        }
        for metadata: JSONObject in [["a b": "x"], ["": "x"], ["n": "a\r\nInjected: 1"], ["n": 1]] {
            let error = await #expect(throws: ServiceError.self) {
                try await runtime.put("a", ["Metadata": .object(metadata)])
            }
            #expect(error?.code == "InvalidArgument")
        }
        await #expect(throws: ServiceError.self) { try await runtime.put("a", ["ContentType": "a\nb"]) }
    }

    @Test func `a put without bytes, and a copy at the door, say what to do instead`() async throws {
        let runtime = try await ObjectRuntime()
        try await runtime.createBucket()
        let put = await runtime.refusal("PutObject", ["Bucket": "photos", "Key": "a", "Body": "text"])
        #expect(put?.code == "NotImplemented")
        #expect(put?.message.contains("as the body of a request") == true)
        let copy = await runtime.refusal("CopyObject", ["Bucket": "photos", "Key": "a", "CopySource": "photos/b"])
        #expect(copy?.message.contains("let a function copy the object") == true)
    }

    @Test func `parameters that are not understood are refused`() async throws {
        let runtime = try await ObjectRuntime()
        try await runtime.createBucket()
        try await runtime.put("a")
        let error = await runtime.refusal("GetObject", ["Bucket": "photos", "Key": "a", "VersionId": "1"])
        #expect(error?.message == "Quickstep does not support the parameter 'VersionId' of s3:GetObject.")
        await #expect(throws: ServiceError.self) { try await runtime.put("a", ["ACL": "public-read"]) }
    }

    // MARK: Bytes

    @Test func `the bytes of an object that is replaced or deleted are removed`() async throws {
        let runtime = try await ObjectRuntime()
        try await runtime.createBucket()
        try await runtime.put("a", "first")
        let first = try await runtime.blob("a")
        #expect(await runtime.hasBytes(first))
        try await runtime.put("a", "second")
        let second = try await runtime.blob("a")
        await runtime.kernel.timers.quiet()
        #expect(await !runtime.hasBytes(first))
        #expect(try await runtime.get("a").text == "second")
        try await runtime.delete("a")
        await runtime.kernel.timers.quiet()
        #expect(await !runtime.hasBytes(second))
    }

    @Test func `the bytes of a put that is refused are removed`() async throws {
        let blobs = NotingBlobStore()
        let runtime = try await ObjectRuntime(blobs: blobs)
        await #expect(throws: ServiceError.noSuchBucket()) { try await runtime.put("a") }
        #expect(blobs.names.count == 1)
        #expect(await !runtime.hasBytes(blobs.names.first.map { BlobID(name: $0) }))
    }

    @Test func `a put that is repeated keeps its bytes`() async throws {
        let runtime = try await ObjectRuntime()
        try await runtime.createBucket()
        var request = ServiceRequest(
            service: "s3",
            operation: "PutObject",
            parameters: ["Bucket": "photos", "Key": "a"]
        )
        request.blob = try await runtime.kernel.store(Array("once".utf8))
        _ = try await runtime.kernel.call(request)
        _ = try await runtime.kernel.call(request)
        await runtime.kernel.timers.quiet()
        #expect(try await runtime.get("a").text == "once")
    }

    // MARK: Copies

    @Test func `a copy has bytes and metadata of its own`() async throws {
        let runtime = try await ObjectRuntime()
        try await runtime.createBucket()
        try await runtime.put("in/a b+c", "bytes", ["ContentType": "text/plain", "Metadata": ["n": "v"]])
        try await runtime.notifyQueue()
        let answer = try await runtime.copy("photos/in/a%20b+c", to: "copy")
        #expect(answer["CopyObjectResult"]?["ETag"] == "\"4b3a6218bb3e3a7303e8a171a60fcf92\"")
        try await runtime.delete("in/a b+c")
        await runtime.kernel.timers.quiet()
        let copy = try await runtime.get("copy")
        #expect(copy.text == "bytes")
        #expect(copy.output["ContentType"] == "text/plain")
        #expect(copy.output["Metadata"] == ["n": "v"])
        #expect(try await runtime.records().first?["eventName"] == "ObjectCreated:Copy")
    }

    @Test func `a copy can replace the metadata, even onto itself`() async throws {
        let runtime = try await ObjectRuntime()
        try await runtime.createBucket()
        try await runtime.put("a", "bytes", ["Metadata": ["n": "v"]])
        try await runtime.copy("/photos/a", to: "a", ["MetadataDirective": "REPLACE", "Metadata": ["m": "w"]])
        await runtime.kernel.timers.quiet()
        let copy = try await runtime.get("a")
        #expect(copy.text == "bytes")
        #expect(copy.output["Metadata"] == ["m": "w"])
        let error = await #expect(throws: ServiceError.self) { try await runtime.copy("photos/a", to: "a") }
        #expect(error?.message.hasPrefix("This copy request is illegal") == true)
    }

    @Test(arguments: ["photos", "photos/", "/", "", "photos/%", "photos/%zz", "photos/%ff"])
    func `a bad copy source is refused`(source: String) async throws {
        let error = #expect(throws: ServiceError.self) { try CopySource(source) }
        #expect(error?.message == "Invalid copy source object key")
    }
}

extension ObjectRuntime {
    @discardableResult
    fileprivate func copy(
        _ source: String,
        to key: String,
        _ more: JSONObject = [:]
    ) async throws(ServiceError) -> JSONObject {
        var parameters: JSONObject = ["Bucket": "photos", "Key": .string(key), "CopySource": .string(source)]
        for (name, value) in more { parameters[name] = value }
        return try await s3.copy(ServiceRequest(service: "s3", operation: "CopyObject", parameters: parameters)).output
    }

    @discardableResult
    fileprivate func put(_ key: String, _ more: JSONObject) async throws(ServiceError) -> JSONObject {
        try await put(key, "x", more)
    }

    @discardableResult
    fileprivate func put(_ key: String, _ text: String, _ more: JSONObject) async throws(ServiceError) -> JSONObject {
        try await put(key, text, bucket: "photos", more)
    }
}
