import QuickstepServiceKit

/// The keys of one bucket's rows.
///
/// ```
/// directory      bucket owner with the empty name, section 01, text(name)    JSON: BucketRecord; lists a scope's buckets
/// notifications  owner section 02                                            JSON: NotificationConfiguration
/// object         owner section 03 text(key)                                  JSON: ObjectRecord
/// ```
///
/// The text of a key sorts as its UTF-8 bytes do, which is the order in which S3 lists keys. Nothing that a client sent names a
/// file: an object's row holds the random name of its blob.
struct BucketRows: Sendable, Equatable {
    let scope: Scope
    let name: String

    private var owner: Owner { Owner(kind: .bucket, scope: scope, name: name) }

    var bucket: StoreKey { Self.directory(scope).text(name) }
    var notifications: StoreKey { owner.section(0x02) }
    var objects: StoreKey { owner.section(Self.objectSection) }

    func object(_ key: String) -> StoreKey {
        objects.text(key)
    }

    /// All objects whose keys begin with a prefix.
    func objects(withPrefix prefix: String) -> Range<StoreKey> {
        // Without the two bytes that end a text, its bytes begin every text that it begins.
        StoreKey(bytes: Array(objects.text(prefix).bytes.dropLast(2))).prefixRange
    }

    /// The key of an object that a row is about.
    func key(of row: StoreRow) throws(ServiceError) -> String {
        var reader = StoreKeyReader(row.key, skipping: objects.bytes.count)
        guard let key = reader.text() else { throw .damaged("a key of the bucket \(name)") }
        return key
    }

    /// The prefix of the names of all buckets of a scope.
    ///
    /// No bucket has the empty name.
    static func directory(_ scope: Scope) -> StoreKey {
        Owner(kind: .bucket, scope: scope, name: "").section(0x01)
    }

    /// The prefix of all rows of all buckets.
    static let all = StoreKey(bytes: [Owner.Kind.bucket.rawValue])

    /// Whether a row of any bucket is an object's.
    static func isObject(_ row: StoreRow) -> Bool {
        var reader = StoreKeyReader(row.key)
        return reader.owner() != nil && reader.byte() == objectSection
    }

    private static let objectSection: UInt8 = 0x03
}
