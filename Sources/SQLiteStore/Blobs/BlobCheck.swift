import QuickstepPrimitives
package import QuickstepServiceKit

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Compares the files with the bytes of objects with the rows that name them.
package struct BlobCheck {
    private let folder: DataFolder
    private let index: BlobIndex

    /// - Parameters:
    ///   - folder: The folder, whose store holds a snapshot where another process writes to it.
    ///   - index: Which rows name blobs.
    package init(_ folder: DataFolder, _ index: BlobIndex) {
        self.folder = folder
        self.index = index
    }

    /// Reads every blob, and adds what is not as the rows say.
    ///
    /// - Throws: What keeps the folder from being read at all.
    package func run(_ inspection: inout Inspection) throws(StoreError) {
        let named = try checkNamed(&inspection)
        try checkFiles(named, &inspection)
    }

    /// Every blob that a row names is there, whole.
    ///
    /// Returns their names.
    private func checkNamed(_ inspection: inout Inspection) throws(StoreError) -> Set<String> {
        var named: Set<String> = []
        try folder.store.forEachChunk(in: index.range) { (rows) throws(StoreError) in
            for row in rows {
                // A row that cannot be read is told with the rows.
                guard let blob = try? index.blob(of: row) else { continue }
                inspection.count("blobs")
                inspection.count("bytes of blobs", blob.size)
                named.insert(blob.id.name)
                if let problem = try problem(of: blob, row) {
                    inspection.add(Finding(.damage, row.key.readable, problem))
                }
            }
        }
        return named
    }

    /// What is wrong with a blob; `nil` where nothing is.
    private func problem(of blob: StoredBlob, _ row: StoreRow) throws(StoreError) -> String? {
        let file: String
        do throws(StoreError) {
            file = try folder.blobs.filePath(blob.id)
        } catch {
            return error.message
        }
        let found: (size: Int, md5: String)?
        do throws(SystemError) {
            found = try Self.read(file)
        } catch {
            return "Its bytes cannot be read: \(error.storeError.message)"
        }
        guard let found else {
            // The owner may have removed the object since, and its bytes after it.
            let now = try SQLiteStore(readingFrom: folder.store.path)
            defer { now.close() }
            guard try now.get(row.key) == row.value else { return nil }
            return "Its bytes are gone: \(file) is missing. Put the file back from a backup, or delete the object."
        }
        guard found.size == blob.size, found.md5 == blob.md5 else {
            return
                "Its bytes are not those that were put: \(file) has \(found.size) bytes instead of \(blob.size), or other ones. "
                + "Put the file back from a backup, or delete the object."
        }
        return nil
    }

    private static func read(_ path: String) throws(SystemError) -> (size: Int, md5: String)? {
        guard try Folder.byteCount(path) != nil else { return nil }
        let file = try OpenFile(path, flags: O_RDONLY, attempt: "open the blob")
        var digest = Digest(.md5)
        var size = 0
        while true {
            let piece = try file.content(limit: 1 << 20)
            guard !piece.isEmpty else { return (size, Hex.encode(digest.finalize())) }
            digest.update(piece)
            size += piece.count
        }
    }

    /// Every file is named by a row, or is swept at the next start.
    private func checkFiles(_ named: Set<String>, _ inspection: inout Inspection) throws(StoreError) {
        let path = folder.blobs.path
        var orphans = 0
        var strangers: [String] = []
        try reporting { () throws(SystemError) in
            for name in try Folder.names(in: path) {
                guard BlobName.isFolder(name) else {
                    strangers.append(name)
                    continue
                }
                for file in try Folder.names(in: path + "/" + name) {
                    let isUnfinished = file.hasSuffix(BlobName.unfinished)
                    let blob = isUnfinished ? String(file.dropLast(BlobName.unfinished.count)) : file
                    if !BlobName.isValid(blob) {
                        strangers.append(name + "/" + file)
                    } else if isUnfinished || !named.contains(blob) {
                        orphans += 1
                    }
                }
            }
        }
        inspection.expect(
            orphans == 0,
            .note,
            "blobs",
            "\(orphans) files hold bytes that no object names: of an object that is being put or removed, or left by a crash. "
                + "The next start removes them."
        )
        for stranger in strangers.prefix(10) {
            inspection.add(
                Finding(.note, "blobs", "\(path)/\(stranger) is none of Quickstep's files. It is left alone.")
            )
        }
    }
}
