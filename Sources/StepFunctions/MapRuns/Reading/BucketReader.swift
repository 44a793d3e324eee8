import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import QuickstepStatesLanguage

/// Reads a bucket for a map run, through the door.
struct BucketReader: Sendable {
    let kernel: Kernel
    let scope: Scope
    let cause: EffectID

    /// What an object is, and where its bytes are.
    func object(
        _ key: String,
        in bucket: String,
        _ arguments: JSONObject
    ) async throws(ItemStreamError) -> (blob: StoredBlob, entityTag: String) {
        var parameters: JSONObject = ["Bucket": .string(bucket), "Key": .string(key)]
        if let version = arguments["VersionId"] { parameters["VersionId"] = version }
        let response = try await call("GetObject", parameters)
        guard let blob = response.blob, let tag = response.output["ETag"]?.stringValue else {
            throw .later(.damaged("the answer of s3:GetObject"))
        }
        return (blob, tag)
    }

    /// Some of an object's bytes.
    func bytes(of blob: StoredBlob, from offset: Int) async throws(ItemStreamError) -> [UInt8] {
        do throws(StoreError) {
            return try await kernel.blobs.read(blob.id, from: offset, count: ItemStream.chunkByteCount)
        } catch {
            // The bytes of an object that was replaced are gone.
            throw .failed(Self.changed)
        }
    }

    /// All of a small object's bytes.
    func bytes(
        of key: String,
        in bucket: String,
        _ arguments: JSONObject,
        max: Int
    ) async throws(ItemStreamError) -> [UInt8] {
        let (blob, _) = try await object(key, in: bucket, arguments)
        guard blob.size <= max else {
            throw .failed(ItemReaderFailure(cause: "The manifest has more than \(max) bytes."))
        }
        do throws(StoreError) {
            return try await kernel.blobs.read(blob.id)
        } catch {
            throw .failed(Self.changed)
        }
    }

    /// A page of the bucket's objects, behind a key.
    func objects(behind key: String?, _ arguments: JSONObject) async throws(ItemStreamError) -> JSONObject {
        var parameters = arguments
        if let key { parameters["StartAfter"] = .string(key) }
        return try await call("ListObjectsV2", parameters).output
    }

    private func call(_ operation: String, _ parameters: JSONObject) async throws(ItemStreamError) -> ServiceResponse {
        let request = ServiceRequest(
            service: "s3",
            operation: operation,
            parameters: parameters,
            scope: scope,
            cause: cause
        )
        do throws(ServiceError) {
            return try await kernel.call(request)
        } catch {
            guard error.fault == .client else { throw .later(error) }
            throw .failed(ItemReaderFailure(cause: error.storageText))
        }
    }

    static let changed = ItemReaderFailure(cause: "The object was replaced or deleted while its items were read.")
}

extension ServiceError {
    /// What a reader or a writer of a map run says of a call that was refused.
    var storageText: String { "\(message) (Service: S3, Status Code: \(httpStatus), Error Code: \(code))" }
}

/// An object whose records are read piece by piece.
struct StreamedObject: Sendable {
    let key: String
    let entityTag: String
    private let blob: StoredBlob
    private var parser: RecordParser
    /// Unpacks a compressed file; `nil` of any other.
    private var unpacking: GzipStream?

    /// Opens an object, at its beginning or where it was left.
    init(
        _ key: String,
        of bucket: String,
        _ arguments: JSONObject,
        _ format: ItemFormat,
        at position: ItemPosition,
        _ reader: BucketReader
    ) async throws(ItemStreamError) {
        self.key = key
        (blob, entityTag) = try await reader.object(key, in: bucket, arguments)
        if let known = position.entityTag, known != entityTag { throw .failed(BucketReader.changed) }
        unpacking = key.hasSuffix(".gz") ? GzipStream() : nil
        do throws(ItemReaderFailure) {
            parser = try RecordParser(format)
        } catch {
            throw .failed(error)
        }
        guard position.offset > 0 else { return }
        // The names of the fields stand at the beginning, wherever one goes on.
        if case .delimited = format, parser.headers == nil {
            while parser.headers == nil, try await step(reader) != .atEnd {}
        }
        unpacking = unpacking.map { _ in GzipStream(skipping: position.offset) }
        do throws(ItemReaderFailure) {
            parser = try RecordParser(format, headers: parser.headers, at: position.offset)
        } catch {
            throw .failed(error)
        }
    }

    /// Where the next record is looked for.
    var offset: Int { parser.offset }

    var heldByteCount: Int { parser.heldByteCount + (unpacking?.heldByteCount ?? 0) }

    /// The next record; `nil` behind the last one.
    mutating func next(_ reader: BucketReader) async throws(ItemStreamError) -> JSONValue? {
        while true {
            switch try await step(reader) {
            case .record(let record): return record
            case .atEnd: return nil
            case .needsMore: continue
            }
        }
    }

    /// Looks for a record, and reads on where there is none.
    private mutating func step(_ reader: BucketReader) async throws(ItemStreamError) -> RecordParser.Step {
        let step: RecordParser.Step
        do throws(ItemReaderFailure) {
            step = try parser.next()
        } catch {
            throw .failed(error)
        }
        if step == .needsMore { parser.append(try await more(reader)) }
        return step
    }

    /// The next bytes of the content; none at its end.
    private mutating func more(_ reader: BucketReader) async throws(ItemStreamError) -> [UInt8] {
        guard var stream = unpacking else { return try await reader.bytes(of: blob, from: parser.end) }
        defer { unpacking = stream }
        while true {
            do throws(ItemReaderFailure) {
                let content = try stream.next()
                if !content.isEmpty || stream.isAtEnd { return content }
            } catch {
                throw .failed(error)
            }
            stream.append(try await reader.bytes(of: blob, from: stream.end))
        }
    }
}

/// The objects of a bucket, listed page by page.
struct ObjectQueue: Sendable {
    struct Object: Sendable {
        let key: String
        let item: JSONValue
    }

    private var objects: [Object] = []
    private var isComplete = false

    /// The next object, which stays in the queue; `nil` behind the last one.
    mutating func peek(
        behind key: String?,
        in bucket: BucketReader,
        _ arguments: JSONObject
    ) async throws(ItemStreamError) -> Object? {
        if objects.isEmpty, !isComplete {
            let page = try await bucket.objects(behind: key, arguments)
            objects = (page["Contents"]?.arrayValue ?? []).reversed().compactMap(Self.object)
            isComplete = page["IsTruncated"] != true
        }
        return objects.last
    }

    mutating func removeFirst() { _ = objects.popLast() }

    /// Takes the next object out.
    mutating func next(
        behind key: String?,
        in bucket: BucketReader,
        _ arguments: JSONObject
    ) async throws(ItemStreamError) -> Object? {
        let object = try await peek(behind: key, in: bucket, arguments)
        removeFirst()
        return object
    }

    /// An object as an item: the members, in the order and with the name of the recorded service.
    private static func object(_ entry: JSONValue) -> Object? {
        guard let key = entry["Key"]?.stringValue else { return nil }
        let modified = entry["LastModified"]?.stringValue.flatMap { Timestamp(iso8601: $0) }
        return Object(
            key: key,
            item: [
                "Etag": entry["ETag"] ?? .null,
                "LastModified": modified.map { .number(JSONNumber($0.milliseconds / 1000)) } ?? .null,
                "Key": .string(key),
                "Size": entry["Size"] ?? .null,
                "StorageClass": entry["StorageClass"] ?? .null,
            ]
        )
    }
}
