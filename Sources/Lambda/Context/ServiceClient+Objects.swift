import QuickstepJSON
public import QuickstepServiceKit

extension ServiceClient {
    /// Reads an object.
    ///
    /// - Parameters:
    ///   - bucket: The bucket's name.
    ///   - key: The object's key as it is, not URL-encoded: `S3Event.Object.decodedKey`.
    /// - Returns: The object's bytes and what was stored with them.
    /// - Throws: `ServiceError`: `NoSuchBucket`, `NoSuchKey`, and what else `GetObject` answers.
    public func object(bucket: String, key: String) async throws(ServiceError) -> ObjectContent {
        let answer = try await call("s3", "GetObject", ["Bucket": .string(bucket), "Key": .string(key)], body: nil)
        guard let bytes = answer.body else { throw .damaged("the bytes of s3://\(bucket)/\(key)") }
        return ObjectContent(bytes, describedBy: answer.output)
    }

    /// Puts an object in place of whatever has its key.
    ///
    /// - Parameters:
    ///   - bytes: The object's bytes.
    ///   - bucket: The bucket's name.
    ///   - key: The object's key.
    ///   - contentType: The media type. Default: the service's own, `binary/octet-stream`.
    ///   - metadata: What else to store with it, by name. Default: nothing.
    /// - Returns: The object's entity tag, with its quotation marks.
    /// - Throws: `ServiceError`: `NoSuchBucket`, and what else `PutObject` answers.
    @discardableResult
    public func putObject(
        _ bytes: [UInt8],
        bucket: String,
        key: String,
        contentType: String? = nil,
        metadata: [String: String] = [:]
    ) async throws(ServiceError) -> String {
        let parameters = ObjectContent.parameters(
            bucket: bucket,
            key: key,
            contentType: contentType,
            metadata: metadata
        )
        let answer = try await call("s3", "PutObject", parameters, body: bytes)
        return answer.output["ETag"]?.stringValue ?? ""
    }

    /// Deletes an object.
    ///
    /// It does not matter whether it exists.
    ///
    /// - Parameters:
    ///   - bucket: The bucket's name.
    ///   - key: The object's key.
    /// - Throws: `ServiceError`: `NoSuchBucket`, and what else `DeleteObject` answers.
    public func deleteObject(bucket: String, key: String) async throws(ServiceError) {
        _ = try await call("s3", "DeleteObject", ["Bucket": .string(bucket), "Key": .string(key)], body: nil)
    }
}
