import QuickstepJSON
import QuickstepServiceKit

/// One operation of the service, inside a turn.
typealias Operation = @Sendable (inout OperationCall, inout Turn) throws(ServiceError) -> ServiceResponse

/// What an operation is called with.
struct OperationCall: Sendable {
    var parameters: Parameters
    /// The caller's account and Region.
    let scope: Scope
    /// The bytes that came with the request.
    let blob: StoredBlob?
    /// Removes the bytes of an object, to be called after the commit.
    let discard: @Sendable (BlobID) -> Void

    /// The bucket that the request names, which exists.
    mutating func bucket(_ turn: Turn) throws(ServiceError) -> BucketRows {
        let name = try parameters.requiredText("Bucket")
        if let owner = try parameters.text("ExpectedBucketOwner"), owner != scope.account { throw .accessDenied() }
        let rows = BucketRows(scope: scope, name: name)
        guard BucketName.isValid(name), try turn.get(rows.bucket) != nil else { throw .noSuchBucket() }
        return rows
    }

    /// The key that the request names.
    mutating func key() throws(ServiceError) -> String {
        let key = try parameters.requiredText("Key")
        try ObjectKey.check(key)
        return key
    }

    /// The object of a key, if there is one.
    func object(_ key: String, in rows: BucketRows, _ turn: Turn) throws(ServiceError) -> ObjectRecord? {
        let row = rows.object(key)
        return try turn.get(row).map { (value) throws(ServiceError) in
            try ObjectRecord(row: StoreRow(key: row, value: value))
        }
    }
}
