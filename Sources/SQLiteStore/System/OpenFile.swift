#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// An open file or folder.
///
/// It is closed when the value ends, whichever way that happens.
///
/// Every descriptor is close-on-exec, so that no child process keeps a file (or the folder's lock) beyond our end, and no
/// last component of a path is followed where it is a symbolic link.
struct OpenFile: ~Copyable, Sendable {
    let descriptor: CInt
    let path: String

    init(_ path: String, flags: CInt, attempt: String) throws(SystemError) {
        while true {
            let descriptor = open(path, flags | O_CLOEXEC | O_NOFOLLOW, 0o600)
            if descriptor >= 0 {
                self.descriptor = descriptor
                self.path = path
                return
            }
            guard errno == EINTR else { throw .latest(attempt, path) }
        }
    }

    deinit {
        close(descriptor)
    }

    /// Writes all bytes at the file's position.
    borrowing func append(_ bytes: [UInt8]) throws(SystemError) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { bytes in
                write(descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
            }
            if count > 0 {
                written += count
            } else if count == 0 || errno != EINTR {
                throw .latest("write", path)
            }
        }
    }

    /// Makes the file hold these bytes and nothing else.
    ///
    /// The bytes go first and the file is cut after: who reads in between sees the new text, perhaps with a tail of the old.
    borrowing func replaceContent(with bytes: [UInt8]) throws(SystemError) {
        guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw .latest("write", path) }
        try append(bytes)
        guard ftruncate(descriptor, off_t(bytes.count)) == 0 else { throw .latest("write", path) }
    }

    /// The size, or nil for anything but a regular file.
    borrowing func byteCount() throws(SystemError) -> Int? {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .latest("read", path) }
        return status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
    }

    /// Up to `limit` bytes from the file's position to its end.
    borrowing func content(limit: Int) throws(SystemError) -> [UInt8] {
        var failure: SystemError?
        let bytes = [UInt8](unsafeUninitializedCapacity: max(0, limit)) { buffer, filled in
            while filled < buffer.count {
                let space = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
                let count = read(descriptor, space.baseAddress, space.count)
                if count > 0 {
                    filled += count
                } else if count == 0 {
                    return
                } else if errno != EINTR {
                    failure = .latest("read", path)
                    return
                }
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Goes to an offset from the file's beginning.
    borrowing func seek(to offset: Int) throws(SystemError) {
        guard lseek(descriptor, off_t(offset), SEEK_SET) >= 0 else { throw .latest("read", path) }
    }

    /// Returns when all that was written survives a power cut.
    borrowing func synchronize() throws(SystemError) {
        #if canImport(Darwin)
        // Only this call reaches past the drive's own cache there; file systems that lack it get the plain one.
        if fcntl(descriptor, F_FULLFSYNC) == 0 { return }
        #endif
        while fsync(descriptor) != 0 {
            guard errno == EINTR else { throw .latest("write", path) }
        }
    }
}
