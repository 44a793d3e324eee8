import Testing

@testable import QuickstepSQLiteStore

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

@Suite struct OpenFileTests {
    @Test func `no child inherits an open file`() throws {
        let folder = try TemporaryFolder()
        let file = try OpenFile(folder.file("file"), flags: O_RDWR | O_CREAT, attempt: "create")
        #expect(fcntl(file.descriptor, F_GETFD) & FD_CLOEXEC != 0)
    }

    @Test func `a shorter content leaves nothing of a longer one`() throws {
        let folder = try TemporaryFolder()
        let file = try OpenFile(folder.file("file"), flags: O_RDWR | O_CREAT, attempt: "create")
        try file.replaceContent(with: [1, 2, 3])
        try file.replaceContent(with: [4])
        #expect(try content(folder.file("file")) == [4])
    }

    @Test func `no more than the limit is read`() throws {
        let folder = try TemporaryFolder()
        try create(folder.file("file"), [1, 2, 3])
        let file = try OpenFile(folder.file("file"), flags: O_RDONLY, attempt: "open")
        #expect(try file.content(limit: 2) == [1, 2])
        #expect(try file.content(limit: 2) == [3])
        #expect(try file.content(limit: 2) == [])
    }

    @Test func `a folder has no byte count`() throws {
        let folder = try TemporaryFolder()
        #expect(try OpenFile(folder.path, flags: O_RDONLY, attempt: "open").byteCount() == nil)
    }
}
