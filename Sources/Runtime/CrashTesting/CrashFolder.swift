import QuickstepSQLiteStore
import QuickstepServiceKit

/// A folder for runs whose processes are killed, each with a folder of its own in it.
package struct CrashFolder: Sendable {
    private let scratch: ScratchFolder

    /// Makes a new one where the system keeps what is temporary.
    ///
    /// - Throws: `RuntimeError` with the code `.dataFolder`.
    package init() throws(RuntimeError) {
        do throws(StoreError) {
            scratch = try ScratchFolder()
        } catch {
            throw RuntimeError(error)
        }
    }

    package var path: String { scratch.path }

    /// Makes a folder in it.
    ///
    /// - Throws: `RuntimeError` with the code `.dataFolder`.
    package func makeFolder(_ name: String) throws(RuntimeError) -> String {
        do throws(StoreError) {
            return try scratch.makeFolder(name)
        } catch {
            throw RuntimeError(error)
        }
    }

    /// Removes one of its folders, or the whole, with all in it.
    package func remove(_ name: String? = nil) {
        scratch.remove(name)
    }
}
