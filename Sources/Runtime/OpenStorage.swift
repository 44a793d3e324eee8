import QuickstepSQLiteStore
import QuickstepServiceKit

/// The stores that a runtime stands on.
struct OpenStorage {
    let store: any Store
    let blobs: any BlobStore
    let folder: DataFolder?

    init(_ options: RuntimeOptions) throws(RuntimeError) {
        switch options.storage {
        case .memory:
            store = InMemoryStore()
            blobs = InMemoryBlobStore()
            folder = nil
        case .folder(let path):
            do throws(StoreError) {
                let folder = try DataFolder(path, time: options.clock == .real ? .real : .virtual)
                store = TestHooks.wrap(folder.store)
                blobs = folder.blobs
                self.folder = folder
            } catch {
                throw RuntimeError(error)
            }
        }
    }
}
