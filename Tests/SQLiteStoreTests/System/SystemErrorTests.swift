import QuickstepServiceKit
import Testing

@testable import QuickstepSQLiteStore

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

@Suite struct SystemErrorTests {
    @Test(arguments: [
        (ENOSPC, StoreError.Kind.full), (EDQUOT, .full), (EACCES, .notWritable), (EROFS, .notWritable),
        (ENOTDIR, .notWritable), (EIO, .other), (EMFILE, .other),
    ])
    func `each failure has its kind, the path and something to do`(_ code: CInt, _ kind: StoreError.Kind) {
        let error = SystemError(code: code, attempt: "write", path: "/data/lock").storeError
        #expect(error.kind == kind)
        #expect(error.message.hasPrefix("Could not write /data/lock: "))
        #expect(error.message.contains(String(cString: strerror(code))))
        #expect(error.message.hasSuffix("."))
    }
}
