import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The program that this process runs, whatever it was called by.
enum RunningProgram {
    static func path() throws(Errno) -> FilePath {
        #if canImport(Darwin)
        var size: UInt32 = 4096
        var name = [CChar](repeating: 0, count: Int(size))
        guard _NSGetExecutablePath(&name, &size) == 0 else { throw .nameTooLong }
        let bytes = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        #else
        var name = [UInt8](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &name, name.count)
        guard count > 0 else { throw Errno(rawValue: errno) }
        let bytes = name.prefix(count)
        #endif
        return FilePath(String(decoding: bytes, as: UTF8.self))
    }
}
