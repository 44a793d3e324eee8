import QuickstepServiceKit

/// What `ListObjectsV2` looks for.
struct ObjectQuery: Sendable, Equatable {
    var prefix = ""
    /// `nil`, never empty.
    var delimiter: String?
    /// Between 0 and ``S3Limits/listedKeysMax``.
    var keysMax = S3Limits.listedKeysMax
    var position: ListingPosition?

    /// The common prefix that a key is rolled up into, if any: all up to the first delimiter behind the query's prefix.
    func commonPrefix(of key: String) -> String? {
        guard let delimiter else { return nil }
        let bytes = Array(key.utf8)
        let mark = Array(delimiter.utf8)
        var start = prefix.utf8.count
        while start + mark.count <= bytes.count {
            if bytes[start..<(start + mark.count)].elementsEqual(mark) {
                // The delimiter is whole characters, so that what ends behind it is UTF-8.
                return String(decoding: bytes[..<(start + mark.count)], as: UTF8.self)
            }
            start += 1
        }
        return nil
    }
}

/// One page of a listing, in the order of UTF-8 bytes.
struct ObjectListing: Sendable, Equatable {
    struct Entry: Sendable, Equatable {
        let key: String
        let record: ObjectRecord
    }

    private(set) var entries: [Entry] = []
    private(set) var commonPrefixes: [String] = []
    /// Where the next page begins; `nil` where this one is the last.
    private(set) var next: ListingPosition?

    var count: Int { entries.count + commonPrefixes.count }

    /// How many rows are read at a time, at first and after each jump over a common prefix.
    private static let chunkMin = 8

    /// Reads a page.
    ///
    /// A common prefix costs one short read, however many keys it stands for.
    init(_ query: ObjectQuery, of rows: BucketRows, _ turn: Turn) throws(ServiceError) {
        let range = rows.objects(withPrefix: query.prefix)
        var start = max(query.position?.start(in: rows) ?? range.lowerBound, range.lowerBound)
        var chunk = Self.chunkMin
        guard query.keysMax > 0 else { return }
        reading: while start < range.upperBound {
            let found = try turn.range(start..<range.upperBound, limit: chunk)
            for row in found {
                guard count < query.keysMax else { return }
                let key = try rows.key(of: row)
                if let commonPrefix = query.commonPrefix(of: key) {
                    commonPrefixes.append(commonPrefix)
                    next = .behindPrefix(commonPrefix)
                    start = rows.objects(withPrefix: commonPrefix).upperBound
                    chunk = Self.chunkMin
                    continue reading
                }
                entries.append(Entry(key: key, record: try ObjectRecord(row: row)))
                next = .behindKey(key)
                start = row.key.successor
            }
            guard found.count == chunk else { break }
            chunk = min(2 * chunk, S3Limits.listedKeysMax)
        }
        next = nil
    }
}
