import QuickstepS3
import QuickstepSQLiteStore
import QuickstepServiceKit

/// Backups of data folders.
package enum FolderCopy {
    /// What was saved or restored.
    package struct Summary: Sendable, Equatable {
        package let rows: Int
        package let objects: Int
        /// The size of the backup file.
        package let byteCount: Int

        init(_ summary: FolderBackup.Summary) {
            rows = summary.rows
            objects = summary.blobs
            byteCount = summary.byteCount
        }
    }

    /// Saves a data folder as it is at one moment, rows and bytes of objects, in one file.
    ///
    /// A process that owns the folder goes on meanwhile.
    ///
    /// - Parameters:
    ///   - folder: The data folder.
    ///   - file: The backup, which must not be there yet.
    /// - Returns: What was saved.
    /// - Throws: `RuntimeError` with the code `.dataFolder`.
    package static func backUp(_ folder: String, to file: String) async throws(RuntimeError) -> Summary {
        do throws(StoreError) {
            return try await Summary(
                blocking { () throws(StoreError) in try FolderBackup.make(of: folder, at: file, S3Service.blobIndex) }
            )
        } catch {
            throw RuntimeError(error)
        }
    }

    /// Makes a data folder of a backup.
    ///
    /// - Parameters:
    ///   - file: The backup.
    ///   - folder: The data folder, which must not be there yet.
    /// - Returns: What was restored.
    /// - Throws: `RuntimeError` with the code `.dataFolder`.
    package static func restore(_ file: String, to folder: String) async throws(RuntimeError) -> Summary {
        do throws(StoreError) {
            return try await Summary(blocking { () throws(StoreError) in try FolderRestore.run(file, to: folder) })
        } catch {
            throw RuntimeError(error)
        }
    }
}
