/// Which rows of the store name blobs, and which blob a row names.
///
/// Whoever copies or checks a data folder learns from it what belongs together, without knowing the rows of a service.
package struct BlobIndex: Sendable {
    /// Where the rows lie.
    package let range: Range<StoreKey>

    private let read: @Sendable (StoreRow) throws(StoreError) -> StoredBlob?

    /// - Parameters:
    ///   - range: Where the rows lie.
    ///   - read: The blob that a row names; `nil` for a row that names none.
    package init(range: Range<StoreKey>, read: @escaping @Sendable (StoreRow) throws(StoreError) -> StoredBlob?) {
        self.range = range
        self.read = read
    }

    /// The blob that a row names; `nil` for a row that names none.
    ///
    /// - Throws: `damaged` where the row cannot be read.
    package func blob(of row: StoreRow) throws(StoreError) -> StoredBlob? {
        try read(row)
    }
}
