import QuickstepPrimitives
import Synchronization

/// Names the bytes of one object.
///
/// Drawn at random, never derived from anything that a client sent.
package struct BlobID: Sendable, Hashable {
    package let name: String

    package init(name: String) {
        self.name = name
    }
}

/// Keeps the bytes of objects beside the store.
///
/// The order of things makes it safe: a blob is written and durable *before* the row that names it is committed, and it is
/// removed *after* the row is gone. What a crash leaves between the two is an orphan, swept at the next start.
package protocol BlobStore: Sendable {
    /// Writes bytes under a new name and returns when they are durable.
    func write(_ bytes: [UInt8]) async throws(StoreError) -> BlobID

    /// The bytes of a blob.
    func read(_ id: BlobID) async throws(StoreError) -> [UInt8]

    /// Some of the bytes of a blob: as many as asked for, or what is there from `offset` to the end.
    func read(_ id: BlobID, from offset: Int, count: Int) async throws(StoreError) -> [UInt8]

    /// Removes a blob, if it exists.
    func remove(_ id: BlobID) async

    /// Removes every blob that is not named.
    func sweep(keeping named: Set<BlobID>) async throws(StoreError)
}

/// Blobs that live as long as the process.
package final class InMemoryBlobStore: BlobStore {
    private struct State {
        var blobs: [BlobID: [UInt8]] = [:]
        var written = 0
    }

    private let state = Mutex(State())

    package init() {}

    package func write(_ bytes: [UInt8]) async -> BlobID {
        state.withLock { state in
            state.written += 1
            let id = BlobID(name: "memory-\(state.written)")
            state.blobs[id] = bytes
            return id
        }
    }

    package func read(_ id: BlobID) async throws(StoreError) -> [UInt8] {
        guard let bytes = state.withLock({ $0.blobs[id] }) else {
            throw StoreError(.damaged, "The bytes of the blob \(id.name) are gone.")
        }
        return bytes
    }

    package func read(_ id: BlobID, from offset: Int, count: Int) async throws(StoreError) -> [UInt8] {
        let bytes = try await read(id)
        return Array(bytes.dropFirst(offset).prefix(count))
    }

    package func remove(_ id: BlobID) async {
        state.withLock { $0.blobs[id] = nil }
    }

    package func sweep(keeping named: Set<BlobID>) async {
        state.withLock { state in state.blobs = state.blobs.filter { named.contains($0.key) } }
    }
}
