import QuickstepServiceKit

/// The bytes of objects as one simulated process sees them: they lie on the same disk as the rows, and share its troubles.
struct SimulatedBlobs: BlobStore {
    let disk: InMemoryBlobStore
    let store: SimulatedStore

    func write(_ bytes: [UInt8]) async throws(StoreError) -> BlobID {
        try store.checkRoom()
        return await disk.write(bytes)
    }

    func read(_ id: BlobID) async throws(StoreError) -> [UInt8] { try await disk.read(id) }

    func read(_ id: BlobID, from offset: Int, count: Int) async throws(StoreError) -> [UInt8] {
        try await disk.read(id, from: offset, count: count)
    }

    func remove(_ id: BlobID) async { await disk.remove(id) }

    func sweep(keeping named: Set<BlobID>) async throws(StoreError) { await disk.sweep(keeping: named) }
}
