package import QuickstepJSON

/// An object of a bucket, as a handler reads it.
public struct ObjectContent: Sendable, Equatable {
    /// The object's bytes.
    public var bytes: [UInt8]
    /// The media type, where one was given.
    public var contentType: String?
    /// The entity tag, with its quotation marks.
    public var entityTag: String?
    /// What else was stored with it, by name.
    public var metadata: [String: String]

    /// Makes the content of an object.
    ///
    /// - Parameters:
    ///   - bytes: The object's bytes.
    ///   - contentType: The media type. Default: none.
    ///   - entityTag: The entity tag. Default: none.
    ///   - metadata: What else was stored with it. Default: nothing.
    public init(
        bytes: [UInt8],
        contentType: String? = nil,
        entityTag: String? = nil,
        metadata: [String: String] = [:]
    ) {
        self.bytes = bytes
        self.contentType = contentType
        self.entityTag = entityTag
        self.metadata = metadata
    }

    /// What `GetObject` answered.
    package init(_ bytes: [UInt8], describedBy output: JSONObject) {
        var metadata: [String: String] = [:]
        for (name, value) in output["Metadata"]?.objectValue ?? [:] { metadata[name] = value.stringValue }
        self.init(
            bytes: bytes,
            contentType: output["ContentType"]?.stringValue,
            entityTag: output["ETag"]?.stringValue,
            metadata: metadata
        )
    }

    /// What `PutObject` is asked with.
    package static func parameters(
        bucket: String,
        key: String,
        contentType: String?,
        metadata: [String: String]
    ) -> JSONObject {
        var parameters: JSONObject = ["Bucket": .string(bucket), "Key": .string(key)]
        if let contentType { parameters["ContentType"] = .string(contentType) }
        if !metadata.isEmpty {
            let pairs = metadata.sorted { $0.key < $1.key }.map { ($0.key, JSONValue.string($0.value)) }
            parameters["Metadata"] = .object(JSONObject(pairs))
        }
        return parameters
    }
}
