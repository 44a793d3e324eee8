package import QuickstepServiceKit

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A folder that holds data folders for a while: made for a test of crashes, and removed with all in it.
package struct ScratchFolder: Sendable {
    package let path: String

    /// Makes a new one where the system keeps what is temporary.
    ///
    /// - Throws: `StoreError` where it cannot be made.
    package init() throws(StoreError) {
        let place = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        let name = "quickstep-" + String(UInt64.random(in: .min ... .max), radix: 36)
        path = place + (place.hasSuffix("/") ? "" : "/") + name
        try Self.make(path)
    }

    /// Makes a folder in it.
    ///
    /// - Throws: `StoreError` where it cannot be made.
    package func makeFolder(_ name: String) throws(StoreError) -> String {
        let folder = path + "/" + name
        try Self.make(folder)
        return folder
    }

    private static func make(_ path: String) throws(StoreError) {
        do throws(SystemError) {
            try Folder.create(path)
        } catch {
            throw error.storeError
        }
    }

    /// Removes one of its folders, or the whole, with all in it.
    ///
    /// What cannot be removed stays.
    package func remove(_ name: String? = nil) {
        Self.removeAll(name.map { path + "/" + $0 } ?? path)
    }

    /// Links are removed, not followed.
    private static func removeAll(_ path: String) {
        guard unlink(path) != 0 else { return }
        for name in (try? Folder.names(in: path)) ?? [] { removeAll(path + "/" + name) }
        rmdir(path)
    }
}
