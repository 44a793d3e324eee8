import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Synchronization
import Testing

@testable import QuickstepLambda

@Suite struct ServiceClientTests {
    /// A bucket as the door shows it, without anything stored.
    private final class Objects: Service {
        let name = "s3"
        let stored = Mutex<[String: (blob: StoredBlob, metadata: JSONValue?)]>([:])
        let requests = Tally<ServiceRequest>()

        func handle(_ request: ServiceRequest, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
            requests.append(request)
            let key = request.parameters["Key"]?.stringValue ?? ""
            switch request.operation {
            case "PutObject":
                guard request.parameters["Bucket"] == "photos", let blob = request.blob else {
                    throw ServiceError(code: "NoSuchBucket", message: "The specified bucket does not exist")
                }
                stored.withLock { $0[key] = (blob, request.parameters["Metadata"]) }
                return ServiceResponse(["ETag": .string("\"\(blob.md5)\"")])
            case "GetObject":
                guard let (blob, metadata) = stored.withLock({ $0[key] }) else {
                    throw ServiceError(code: "NoSuchKey", message: "The specified key does not exist.")
                }
                let output: JSONObject = [
                    "ContentType": "image/jpeg", "ETag": .string("\"\(blob.md5)\""), "Metadata": metadata ?? [:],
                ]
                return ServiceResponse(output, blob: blob)
            default:
                stored.withLock { $0[key] = nil }
                return ServiceResponse()
            }
        }
    }

    @Test func `objects are put, read and deleted`() async throws {
        let bucket = Objects()
        let content = Tally<ObjectContent>()
        let function = Function("f") { (event: JSONValue, context: FunctionContext) in
            let services = context.services
            let bytes = Array("picture".utf8)
            let metadata = ["user": "ann", "camera": "box"]
            let tag = try await services.putObject(
                bytes,
                bucket: "photos",
                key: "a b.jpg",
                contentType: "image/jpeg",
                metadata: metadata
            )
            content.append(try await services.object(bucket: "photos", key: "a b.jpg"))
            try await services.deleteObject(bucket: "photos", key: "a b.jpg")
            return tag
        }
        let bed = try await TestBed([function], neighbours: [bucket])
        let tag = "\"\(Hex.encode(DigestAlgorithm.md5.digest(Array("picture".utf8))))\""
        #expect(try await bed.outcome(of: "f") == .succeeded(.string(tag)))
        let expected = ObjectContent(
            bytes: Array("picture".utf8),
            contentType: "image/jpeg",
            entityTag: tag,
            metadata: ["user": "ann", "camera": "box"]
        )
        #expect(content.all == [expected])
        #expect(bucket.requests.all.map(\.operation) == ["PutObject", "GetObject", "DeleteObject"])
        // What the client gives as a dictionary is sent in the order of the names.
        #expect(bucket.requests.all[0].parameters["Metadata"]?.compactText == #"{"camera":"box","user":"ann"}"#)
        await bed.stop()
    }

    @Test func `a call carries the scope of the function and the invocation as its cause`() async throws {
        let bucket = Objects()
        let function = Function("f") { (event: JSONValue, context: FunctionContext) in
            _ = try await context.services.call("s3", "DeleteObject", ["Key": "k"])
            return context.requestID
        }
        let bed = try await TestBed([function], neighbours: [bucket])
        let scope = Scope(account: "111122223333", region: "eu-west-1")
        try await bed.enqueue("f", scope: scope)
        await bed.quiet()
        let request = try #require(bucket.requests.all.first)
        #expect(request.scope == scope)
        #expect(request.cause == bed.notices.first { $0.event == "InvocationStarted" }?.effect)
        await bed.stop()
    }

    @Test func `a service's error is the handler's, and keeps its code on the way out`() async throws {
        let function = Function("f") { (event: JSONValue, context: FunctionContext) in
            _ = try await context.services.object(bucket: "photos", key: "none")
        }
        let bed = try await TestBed([function], neighbours: [Objects()])
        guard case .failed("NoSuchKey", let cause)? = try await bed.outcome(of: "f") else {
            Issue.record("The call should fail.")
            return
        }
        #expect(cause.contains("The specified key does not exist."))
        await bed.stop()
    }

    @Test func `the bytes of a refused request are not kept`() async throws {
        let function = Function("f") { (event: JSONValue, context: FunctionContext) in
            try await context.services.putObject([1, 2, 3], bucket: "nope", key: "k")
        }
        let bed = try await TestBed([function], neighbours: [Objects()])
        guard case .failed("NoSuchBucket", _)? = try await bed.outcome(of: "f") else {
            Issue.record("The call should fail.")
            return
        }
        await #expect(throws: StoreError.self) { try await bed.blobs.read(BlobID(name: "memory-1")) }
        await bed.stop()
    }

    @Test func `time does not pass during a call`() async throws {
        let function = Function("f", timeout: .seconds(3)) { (event: JSONValue, context: FunctionContext) in
            for _ in 1...200 { _ = try await context.services.call("lambda", "ListFunctions") }
        }
        let bed = try await TestBed([function])
        #expect(try await bed.outcome(of: "f") == .succeeded(.null))
        #expect(bed.elapsed == 0)
        await bed.stop()
    }
}
