import QuickstepJSON
import QuickstepServiceKit
import Testing

@testable import QuickstepS3

struct DurabilityTests {
    private static let refusal = FaultInjectingStore.Fault.failure(StoreError(.other, "The disk is gone."))

    @Test func `a restart finds buckets, objects and notifications again`() async throws {
        let store = InMemoryStore()
        let blobs = InMemoryBlobStore()
        let before = try await ObjectRuntime(store: store, blobs: blobs)
        try await before.createBucket()
        try await before.notifyQueue()
        try await before.put("in/a", "bytes", ["Metadata": ["n": "v"]])
        let sequencer = try await before.records().last?["s3"]?["object"]?["sequencer"]?.stringValue

        let after = try await ObjectRuntime(store: store.copy(), blobs: blobs)
        let object = try await after.get("in/a")
        #expect(object.text == "bytes")
        #expect(object.output["Metadata"] == ["n": "v"])
        try await after.put("in/a", "new")
        #expect(try await after.get("in/a").text == "new")
        let records = try await after.records()
        #expect(records.count == 2)
        let later = records.last?["s3"]?["object"]?["sequencer"]?.stringValue
        #expect(try #require(sequencer) < #require(later), "Sequencers rise across a restart.")
    }

    @Test(arguments: [true, false])
    func `a start sweeps bytes that no object names, and no others`(resuming: Bool) async throws {
        let store = InMemoryStore()
        let blobs = InMemoryBlobStore()
        let before = try await ObjectRuntime(store: store, blobs: blobs)
        for bucket in ["photos", "other"] {
            try await before.createBucket(bucket)
            for number in 0..<3 { try await before.put("\(number)", "\(bucket) \(number)", bucket: bucket) }
        }
        let orphan = try await before.kernel.store([1, 2, 3])

        let after = try await ObjectRuntime(store: store.copy(), blobs: blobs, resuming: resuming)
        #expect(await !after.hasBytes(orphan.id))
        for bucket in ["photos", "other"] {
            for number in 0..<3 {
                #expect(try await after.get("\(number)", bucket: bucket).text == "\(bucket) \(number)")
            }
        }
    }

    @Test func `a sweep reads more rows than one turn does`() async throws {
        let store = InMemoryStore()
        let blobs = InMemoryBlobStore()
        let before = try await ObjectRuntime(store: store, blobs: blobs)
        try await before.createBucket()
        let count = S3Limits.sweptRowsMax + 5
        for number in 0..<count { try await before.put("\(number)", "\(number)") }
        let after = try await ObjectRuntime(store: store.copy(), blobs: blobs)
        for number in 0..<count where await !after.hasBytes(try await after.blob("\(number)")) {
            Issue.record("The bytes of \(number) are gone.")
        }
        #expect(try await after.list()["IsTruncated"] == true)
    }

    @Test func `a failed commit leaves no object and no notification`() async throws {
        let memory = InMemoryStore()
        let store = FaultInjectingStore(memory, faults: [:])
        let runtime = try await ObjectRuntime(store: store)
        try await runtime.createBucket()
        try await runtime.notifyQueue()
        store.failNext(Self.refusal)
        let notices = await runtime.notices {
            let error = await #expect(throws: ServiceError.self) { try await runtime.put("a") }
            #expect(error?.isRetryable == true)
        }
        #expect(notices.map(\.event) == ["CommitFailed"])
        #expect(try await runtime.recorded().isEmpty)
        #expect(await runtime.refusal("HeadObject", ["Bucket": "photos", "Key": "a"])?.code == "NoSuchKey")
        try await runtime.put("a", "again")
        #expect(try await runtime.recorded().count == 1)
        #expect(try await runtime.get("a").text == "again")
    }

    @Test func `a failed replacement or removal keeps the old bytes`() async throws {
        let memory = InMemoryStore()
        let store = FaultInjectingStore(memory, faults: [:])
        let runtime = try await ObjectRuntime(store: store)
        try await runtime.createBucket()
        try await runtime.put("a", "old")
        store.failNext(Self.refusal, Self.refusal)
        await #expect(throws: ServiceError.self) { try await runtime.put("a", "new") }
        await #expect(throws: ServiceError.self) { try await runtime.delete("a") }
        await runtime.kernel.timers.quiet()
        #expect(try await runtime.get("a").text == "old")
    }

    @Test func `an object whose commit was not acknowledged has its bytes after the restart`() async throws {
        let memory = InMemoryStore()
        let store = FaultInjectingStore(memory, faults: [:])
        let blobs = InMemoryBlobStore()
        let before = try await ObjectRuntime(store: store, blobs: blobs)
        try await before.createBucket()
        store.failNext(.crashAfter)
        await #expect(throws: ServiceError.self) { try await before.put("a", "durable") }
        let after = try await ObjectRuntime(store: memory.copy(), blobs: blobs)
        #expect(try await after.get("a").text == "durable")
    }
}

extension ObjectRuntime {
    fileprivate func put(_ key: String, _ text: String, _ more: JSONObject) async throws(ServiceError) {
        try await put(key, text, bucket: "photos", more)
    }
}
