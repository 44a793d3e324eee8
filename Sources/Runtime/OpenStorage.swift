import QuickstepSQLiteStore
import QuickstepServiceKit

/// The stores that a runtime stands on.
struct OpenStorage {
    let store: any Store
    let blobs: any BlobStore
    let folder: DataFolder?

    init(_ options: RuntimeOptions, _ bench: TestBench = TestBench()) throws(RuntimeError) {
        switch options.storage {
        case .memory:
            store = bench.wrap(bench.storage?.store ?? InMemoryStore())
            blobs = bench.storage?.blobs ?? InMemoryBlobStore()
            folder = nil
        case .folder(let path):
            do throws(StoreError) {
                let folder = try DataFolder(path, time: options.clock == .real ? .real : .virtual)
                store = TestHooks.wrap(bench.wrap(folder.store))
                blobs = folder.blobs
                self.folder = folder
            } catch {
                throw RuntimeError(error)
            }
        }
    }
}
