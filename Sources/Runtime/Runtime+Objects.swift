import QuickstepJSON
public import QuickstepLambda
public import QuickstepServiceKit

extension Runtime {
    /// Puts an object into a bucket.
    ///
    /// Whatever the bucket's notifications cause begins with it.
    ///
    /// - Parameters:
    ///   - bytes: The object's bytes.
    ///   - bucket: The bucket's name.
    ///   - key: The object's key, 1 to 1,024 bytes of UTF-8.
    ///   - contentType: The media type. Default: the service's own, `binary/octet-stream`.
    ///   - metadata: What else to store with it, by name. Default: nothing.
    ///   - cause: What the effects name as their cause. Default: nothing.
    /// - Returns: The object's entity tag, with its quotation marks.
    /// - Throws: `ServiceError` `NoSuchBucket`, and what else `PutObject` answers.
    @discardableResult
    public func putObject(
        _ bytes: [UInt8],
        bucket: String,
        key: String,
        contentType: String? = nil,
        metadata: [String: String] = [:],
        cause: EffectID? = nil
    ) async throws(ServiceError) -> String {
        let parameters = ObjectContent.parameters(
            bucket: bucket,
            key: key,
            contentType: contentType,
            metadata: metadata
        )
        let request = ServiceRequest(service: "s3", operation: "PutObject", parameters: parameters, cause: cause)
        return try await kernel.call(request, body: bytes).output["ETag"]?.stringValue ?? ""
    }

    /// Reads an object.
    ///
    /// - Parameters:
    ///   - bucket: The bucket's name.
    ///   - key: The object's key.
    /// - Returns: The object's bytes and what was stored with them.
    /// - Throws: `ServiceError` `NoSuchBucket`, `NoSuchKey`, and what else `GetObject` answers.
    public func object(bucket: String, key: String) async throws(ServiceError) -> ObjectContent {
        try await kernel.object(bucket: bucket, key: key)
    }
}

extension RuntimeReader {
    /// Reads an object.
    ///
    /// - Parameters:
    ///   - bucket: The bucket's name.
    ///   - key: The object's key.
    /// - Returns: The object's bytes and what was stored with them.
    /// - Throws: `ServiceError` `NoSuchBucket`, `NoSuchKey`, and what else `GetObject` answers.
    public func object(bucket: String, key: String) async throws(ServiceError) -> ObjectContent {
        try await kernel.object(bucket: bucket, key: key)
    }
}

extension Kernel {
    fileprivate func object(bucket: String, key: String) async throws(ServiceError) -> ObjectContent {
        let request = ServiceRequest(
            service: "s3",
            operation: "GetObject",
            parameters: ["Bucket": .string(bucket), "Key": .string(key)]
        )
        let response = try await call(request, body: nil)
        guard let bytes = response.body else { throw .damaged("the bytes of s3://\(bucket)/\(key)") }
        return ObjectContent(bytes, describedBy: response.output)
    }
}
