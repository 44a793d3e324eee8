import QuickstepServiceKit
import Synchronization

/// Blobs in memory, and the names that were given to them.
final class NotingBlobStore: BlobStore {
    private let beneath = InMemoryBlobStore()
    private let noted = Mutex<[String]>([])

    var names: [String] { noted.withLock { $0 } }

    func write(_ bytes: [UInt8]) async -> BlobID {
        let id = await beneath.write(bytes)
        noted.withLock { $0.append(id.name) }
        return id
    }

    func read(_ id: BlobID) async throws(StoreError) -> [UInt8] {
        try await beneath.read(id)
    }

    func read(_ id: BlobID, from offset: Int, count: Int) async throws(StoreError) -> [UInt8] {
        try await beneath.read(id, from: offset, count: count)
    }

    func remove(_ id: BlobID) async {
        await beneath.remove(id)
    }

    func sweep(keeping named: Set<BlobID>) async {
        await beneath.sweep(keeping: named)
    }
}
