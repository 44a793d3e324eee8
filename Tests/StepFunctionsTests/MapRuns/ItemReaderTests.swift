import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import QuickstepStatesLanguage
import Synchronization
import Testing

@testable import QuickstepStepFunctions

struct ItemReaderTests {
    private func output(_ definition: String, _ files: [String: String]) async throws -> JSONValue? {
        let harness = try await Harness.startWithBuckets()
        try await harness.createBucket()
        for (key, text) in files.sorted(by: { $0.key < $1.key }) { try await harness.put(key, text) }
        let described = try await harness.run(definition)
        let arn = described["executionArn"]?.stringValue ?? ""
        let output = try await harness.output(arn)
        await harness.kernel.stop()
        return output ?? described["cause"]
    }

    @Test func `files are read as they are written`() async throws {
        let json = Definitions.reading(#""InputType": "JSON", "ItemsPointer": "/list", "MaxItems": 2"#)
        #expect(try await output(json, ["file": #"{"list": [1, 2, 3]}"#]) == [1, 2])
        #expect(try await output(Definitions.reading(#""InputType": "JSONL""#), ["file": "1\n2\n"]) == [1, 2])
        let csv = Definitions.reading(#""InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW""#)
        #expect(try await output(csv, ["file": "a,b\n1,2\n"]) == [["a": "1", "b": "2"]])
    }

    @Test func `a selector sees where an item comes from`() async throws {
        let definition = Definitions.reading(
            #""InputType": "JSONL""#,
            #", "ItemSelector": {"s.$": "$$.Map.Item.Source", "i.$": "$$.Map.Item.Index", "v.$": "$$.Map.Item.Value"}"#
        )
        #expect(
            try await output(definition, ["file": "7\n8\n"]) == [
                ["s": "S3://data/file", "i": 0, "v": 7], ["s": "S3://data/file", "i": 1, "v": 8],
            ]
        )
    }

    @Test func `a bucket's objects are items, and so are the records in them`() async throws {
        let listing = Definitions.distributed(
            #""StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}"#,
            #", "ItemReader": {"Resource": "arn:aws:states:::s3:listObjectsV2", "Parameters": {"Bucket": "data", "Prefix": "in/"}}"#
        )
        let files = ["in/a": "1\n2\n", "in/b": "", "in/c": "3", "other": "4"]
        let listed = try await output(listing, files)?.arrayValue ?? []
        #expect(listed.map { $0["Key"] } == ["in/a", "in/b", "in/c"])
        #expect(
            listed.first.map { Array(($0.objectValue ?? [:]).keys) } == [
                "Etag", "LastModified", "Key", "Size", "StorageClass",
            ]
        )
        #expect(listed.first?["LastModified"]?.intValue == 1_735_689_600)
        let loading = listing.replacing(
            #""Resource": "arn:aws:states:::s3:listObjectsV2","#,
            with:
                #""Resource": "arn:aws:states:::s3:listObjectsV2", "ReaderConfig": {"InputType": "JSONL", "Transformation": "LOAD_AND_FLATTEN"},"#
        )
        #expect(try await output(loading, files) == [1, 2, 3])
    }

    @Test func `an inventory lists objects, in files that may be compressed`() async throws {
        let harness = try await Harness.startWithBuckets()
        try await harness.createBucket()
        try await harness.put(
            "manifest.json",
            #"{"fileFormat": "CSV", "fileSchema": "Bucket, Key", "files": [{"key": "one.csv"}, {"key": "two.csv.gz"}]}"#
        )
        try await harness.put("one.csv", "\"b\",\"k1\"\n")
        try await harness.put("two.csv.gz", Base64.decode("H4sIAAAAAAACA0vUSeJKhGIALy+bGgwAAAA=") ?? [])
        let definition = Definitions.reading(#""ManifestType": "S3_INVENTORY""#, key: "manifest.json")
        let described = try await harness.run(definition)
        let output = try await harness.output(described["executionArn"]?.stringValue ?? "")
        #expect(
            output == [["Bucket": "b", "Key": "k1"]]
                + JSONValue.array(
                    Array(repeating: ["Bucket": "a", "Key": "b"], count: 3)
                )
        )
        await harness.kernel.stop()
    }

    @Test(arguments: [
        (
            #""InputType": "JSON""#,
            "The specified key does not exist. (Service: S3, Status Code: 404, Error Code: NoSuchKey)"
        ),
        (#""InputType": "JSON", "MaxItemsPath": "$.max""#, "field MaxItems must be positive"),
    ])
    func `what cannot be read fails the run by name`(configuration: String, cause: String) async throws {
        let harness = try await Harness.startWithBuckets()
        try await harness.createBucket()
        let described = try await harness.run(Definitions.reading(configuration), input: #"{"max": -1}"#)
        #expect(described["error"] == "States.ItemReaderFailed")
        #expect(described["cause"]?.stringValue == cause)
        await harness.kernel.stop()
    }

    @Test func `a selector that finds nothing fails the execution`() async throws {
        let definition = Definitions.distributed(
            #""StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}"#,
            #", "ItemSelector": {"a.$": "$.none"}"#
        )
        let harness = try await Harness.startWithBuckets()
        let described = try await harness.run(definition, input: "[1]")
        #expect(described["error"] == "States.Runtime")
        #expect(described["cause"]?.stringValue?.hasPrefix("An error occurred while executing the state 'M'") == true)
        await harness.kernel.stop()
    }

    /// Bytes that are made when they are read, and how many were read at once.
    private final class EndlessBlobs: BlobStore {
        let lines: Int
        private let most = Mutex(0)
        static let line = Array(#"{"text":"\#(String(repeating: "x", count: 87))"}"#.utf8) + [UInt8(ascii: "\n")]

        init(lines: Int) { self.lines = lines }

        var mostAtOnce: Int { most.withLock { $0 } }
        var byteCount: Int { lines * Self.line.count }

        func write(_ bytes: [UInt8]) async throws(StoreError) -> BlobID { BlobID(name: "endless") }
        func read(_ id: BlobID) async throws(StoreError) -> [UInt8] { throw StoreError(.other, "All at once.") }
        func remove(_ id: BlobID) async {}
        func sweep(keeping named: Set<BlobID>) async {}

        func read(_ id: BlobID, from offset: Int, count: Int) async throws(StoreError) -> [UInt8] {
            let size = min(count, byteCount - offset)
            most.withLock { $0 = max($0, size) }
            return (0..<max(0, size)).map { Self.line[(offset + $0) % Self.line.count] }
        }
    }

    @Test func `a file of a million lines is read piece by piece`() async throws {
        let blobs = EndlessBlobs(lines: 1_000_000)
        let harness = try await Harness.startWithBuckets(blobs: blobs)
        try await harness.createBucket()
        let put = ServiceRequest(service: "s3", operation: "PutObject", parameters: ["Bucket": "data", "Key": "file"])
        _ = try await harness.kernel.call(put, body: [1])
        let request = MapRunRequest(
            run: TaskID(1),
            state: "M",
            enteredID: 2,
            arn: "",
            items: nil,
            reading: MapRunRequest.Reading(arguments: ["Bucket": "data", "Key": "file"], maxItems: 30_000)
        )
        let bucket = BucketReader(kernel: harness.kernel, scope: .standard, cause: EffectID("test"))
        let reader = ItemReader(source: .object(.jsonLines), arguments: nil)
        let stream = ItemStream(request, reader, at: ItemPosition(), bucket)
        var inputs = ChildInputs(request, stream, ItemSelection(of: request, by: nil, seed: 1))
        var count = 0
        while true {
            let batch = try await inputs.next(upTo: 200)
            count += batch.children.count
            guard !batch.isLast else { break }
        }
        #expect(count == 30_000)
        #expect(blobs.mostAtOnce == ItemStream.chunkByteCount)
        // A piece, and the end of the one before it.
        #expect(inputs.heldByteCountMax <= ItemStream.chunkByteCount + EndlessBlobs.line.count)
        #expect(inputs.heldByteCountMax > 100_000)
        await harness.kernel.stop()
    }
}

extension JSONValue {
    fileprivate static func + (left: [JSONValue], right: JSONValue) -> JSONValue {
        .array(left + (right.arrayValue ?? []))
    }
}
