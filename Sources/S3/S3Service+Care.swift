import QuickstepJSON
package import QuickstepServiceKit

extension S3Service {
    package var rowShapes: [RowShape] {
        [
            .json("buckets", of: .bucket, named: .fixed(""), 1, [.text]) { BucketRecord(json: $0) },
            .json("notification configurations", of: .bucket, 2) { $0.objectValue },
            .json("objects", of: .bucket, 3, [.text]) { ObjectRecord(json: $0) },
        ]
    }

    /// Which rows name the bytes of an object.
    package static let blobIndex = BlobIndex(range: BucketRows.all.prefixRange) { (row) throws(StoreError) in
        guard BucketRows.isObject(row) else { return nil }
        do throws(ServiceError) {
            return try ObjectRecord(row: row).blob
        } catch {
            throw StoreError(.damaged, "\(row.key.readable): \(error.message)")
        }
    }
}
