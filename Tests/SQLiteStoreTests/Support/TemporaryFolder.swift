import Testing

@testable import QuickstepSQLiteStore

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A folder of a test's own, removed with all in it when the test ends.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        let base = getenv("TMPDIR").map { String(cString: $0) } ?? P_tmpdir
        var template = (base + "/quickstep-XXXXXX").utf8CString.map { $0 }
        let made = template.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
        }
        path = try #require(made)
    }

    deinit {
        Self.removeAll(path)
    }

    /// A path in the folder.
    func file(_ name: String) -> String {
        path + "/" + name
    }

    private static func removeAll(_ path: String) {
        for name in (try? Folder.names(in: path)) ?? [] { removeAll(path + "/" + name) }
        if unlink(path) != 0 { rmdir(path) }
    }
}

/// All bytes of a file.
func content(_ path: String) throws -> [UInt8] {
    try OpenFile(path, flags: O_RDONLY, attempt: "open").content(limit: 1 << 26)
}

/// Makes a file of these bytes.
func create(_ path: String, _ bytes: [UInt8]) throws {
    try OpenFile(path, flags: O_WRONLY | O_CREAT | O_TRUNC, attempt: "create").append(bytes)
}

/// The permission bits of a file or folder.
func permissions(_ path: String) -> mode_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
}
