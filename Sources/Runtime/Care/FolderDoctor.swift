import QuickstepS3
import QuickstepSQLiteStore
package import QuickstepServiceKit

/// Looks into a data folder: whether everything can be read, and whether it agrees.
package enum FolderDoctor {
    /// What was found.
    package struct Report: Sendable {
        package let folder: String
        /// `real` or `virtual`; `nil` where the store cannot be opened.
        package let time: String?
        /// The process that owns the folder, if one does.
        package let owner: Int?
        package let inspection: Inspection
        /// Whether everything was looked at: a store that cannot be read to its end says nothing of the rest.
        package let isComplete: Bool
        /// How many of the findings were mended.
        package let repaired: Int
    }

    /// Looks, and changes nothing; a process that owns the folder goes on meanwhile.
    ///
    /// - Parameter folder: The data folder.
    /// - Returns: What was found.
    /// - Throws: `RuntimeError` with the code `.dataFolder` where there is no store to look into.
    package static func examine(_ folder: String) async throws(RuntimeError) -> Report {
        let owner = try await Self.owner(of: folder)
        let data: DataFolder
        do throws(StoreError) {
            data = try await blocking { () throws(StoreError) in try DataFolder(readingFrom: folder) }
        } catch {
            guard error.kind == .damaged else { throw RuntimeError(error) }
            var inspection = Inspection()
            inspection.add(Finding(.damage, "store", error.message))
            return Report(
                folder: folder,
                time: nil,
                owner: owner,
                inspection: inspection,
                isComplete: false,
                repaired: 0
            )
        }
        defer { data.close() }
        let (inspection, isComplete) = await inspect(data)
        return Report(
            folder: data.path,
            time: data.store.time.rawValue,
            owner: owner,
            inspection: inspection,
            isComplete: isComplete,
            repaired: 0
        )
    }

    /// Looks, and mends what can be mended beyond doubt: entries of indexes that the rows themselves contradict, and files that no
    /// object names.
    ///
    /// - Parameter folder: The data folder, which no process may own.
    /// - Returns: What is left.
    /// - Throws: `RuntimeError` with the code `.dataFolder` where another process owns it, or it cannot be written.
    package static func repair(_ folder: String) async throws(RuntimeError) -> Report {
        do throws(StoreError) {
            let data = try await blocking { () throws(StoreError) in
                let reader = try DataFolder(readingFrom: folder)
                let time = reader.store.time
                reader.close()
                return try DataFolder(folder, time: time)
            }
            defer { data.close() }
            let (found, _) = await inspect(data)
            let repairs = found.findings.filter { !$0.repair.isEmpty }
            try await blocking { () throws(StoreError) in try mend(repairs, data) }
            // Without a whole picture of what is named, nothing is taken for unnamed.
            if found.worst != .damage { try await data.blobs.sweep(keeping: named(data)) }
            let (left, isComplete) = await inspect(data)
            return Report(
                folder: data.path,
                time: data.store.time.rawValue,
                owner: nil,
                inspection: left,
                isComplete: isComplete,
                repaired: repairs.count
            )
        } catch {
            throw RuntimeError(error)
        }
    }

    private static func owner(of folder: String) async throws(RuntimeError) -> Int? {
        do throws(StoreError) {
            return try await blocking { () throws(StoreError) in try DataFolder.owner(of: folder)?.pid }
        } catch {
            throw RuntimeError(error)
        }
    }

    /// Looks at everything.
    ///
    /// Returns what was found, and whether all could be looked at.
    private static func inspect(_ data: DataFolder) async -> (Inspection, isComplete: Bool) {
        var inspection = Inspection()
        var isComplete = true
        do throws(StoreError) {
            let problems = try await blocking { () throws(StoreError) in
                try data.store.holdSnapshot()
                return try data.store.integrityProblems()
            }
            for problem in problems { inspection.add(Finding(.damage, "store", "SQLite says: \(problem)")) }
        } catch {
            inspection.add(Finding(.damage, "store", error.message))
        }
        let kernel = Kernel(store: data.store, blobs: data.blobs, clock: RuntimeClock(.real), seed: 0)
        await kernel.connect(services: RuntimeReader.services(kernel), consumer: nil)
        do throws(ServiceError) {
            inspection.add(try await kernel.inspect())
        } catch {
            inspection.add(Finding(.damage, "store", error.message))
            isComplete = false
        }
        await kernel.stop()
        let before = inspection
        do throws(StoreError) {
            inspection = try await blocking { () throws(StoreError) in
                var inspection = before
                try BlobCheck(data, S3Service.blobIndex).run(&inspection)
                // A snapshot that is held keeps the log from being folded.
                try data.store.releaseSnapshot()
                return inspection
            }
        } catch {
            inspection.add(Finding(.damage, "blobs", error.message))
            isComplete = false
        }
        return (inspection, isComplete)
    }

    private static func mend(_ findings: [Finding], _ data: DataFolder) throws(StoreError) {
        var writes: [StoreKey: StoreBatch.Write] = [:]
        for write in findings.flatMap(\.repair) { writes[write.key] = write }
        guard !writes.isEmpty else { return }
        try data.store.commit(StoreBatch(number: 1, writes: writes.values.sorted { $0.key < $1.key }))
    }

    private static func named(_ data: DataFolder) async throws(StoreError) -> Set<BlobID> {
        try await blocking { () throws(StoreError) in
            var named: Set<BlobID> = []
            let index = S3Service.blobIndex
            for row in try data.store.range(index.range, limit: .max, reversed: false) {
                if let blob = try index.blob(of: row) { named.insert(blob.id) }
            }
            return named
        }
    }
}
