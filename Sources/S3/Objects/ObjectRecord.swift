import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// What is stored of an object beside its bytes.
struct ObjectRecord: Sendable, Equatable {
    let blob: StoredBlob
    let metadata: ObjectMetadata
    let lastModified: Timestamp
    /// The effect that put it.
    let effect: EffectID

    init(blob: StoredBlob, metadata: ObjectMetadata, lastModified: Timestamp, effect: EffectID) {
        self.blob = blob
        self.metadata = metadata
        self.lastModified = lastModified
        self.effect = effect
    }

    /// The entity tag as S3 writes it, with quotation marks.
    var entityTag: String { "\"\(blob.md5)\"" }

    /// What S3 says of every object that nobody asked to be kept otherwise.
    ///
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html
    static let encryption = "AES256"

    /// What `GetObject` and `HeadObject` answer.
    var output: JSONObject {
        var output: JSONObject = [
            "AcceptRanges": "bytes",
            "ContentLength": .number(JSONNumber(blob.size)),
            "ContentType": .string(metadata.contentType),
            "ETag": .string(entityTag),
            "LastModified": .string(lastModified.iso8601),
            "ServerSideEncryption": .string(Self.encryption),
        ]
        for (name, value) in metadata.headers { output[name] = value }
        output["Metadata"] = .object(metadata.user)
        return output
    }

    // MARK: The row

    init?(json: JSONValue) {
        guard let blob = json["blob"]?.stringValue,
            let size = json["size"]?.intValue,
            let md5 = json["md5"]?.stringValue,
            let contentType = json["contentType"]?.stringValue,
            let headers = json["headers"]?.objectValue,
            let user = json["metadata"]?.objectValue,
            let lastModified = json["lastModified"]?.numberValue?.int64,
            let effect = json["effect"]?.stringValue
        else { return nil }
        self.init(
            blob: StoredBlob(id: BlobID(name: blob), size: size, md5: md5),
            metadata: ObjectMetadata(contentType: contentType, headers: headers, user: user),
            lastModified: Timestamp(milliseconds: lastModified),
            effect: EffectID(effect)
        )
    }

    /// Reads a row back.
    init(row: StoreRow) throws(ServiceError) {
        guard let json = try? JSONValue.parse(bytes: row.value), let record = ObjectRecord(json: json) else {
            throw .damaged("the row of an object")
        }
        self = record
    }

    var json: JSONValue {
        [
            "blob": .string(blob.id.name),
            "size": .number(JSONNumber(blob.size)),
            "md5": .string(blob.md5),
            "contentType": .string(metadata.contentType),
            "headers": .object(metadata.headers),
            "metadata": .object(metadata.user),
            "lastModified": .number(JSONNumber(lastModified.milliseconds)),
            "effect": .string(effect.description),
        ]
    }
}
