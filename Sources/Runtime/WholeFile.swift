package import SystemPackage

/// Reads files whole, which everything here that reads files does: definitions, templates, events, pictures.
package enum WholeFile {
    /// No file that is read whole is larger: definitions, inputs and events are all bounded far below.
    package static let bytesMax = 64 * 1024 * 1024

    /// The bytes of a file.
    ///
    /// - Parameter path: The file.
    /// - Returns: Its bytes.
    /// - Throws: `Errno`: why it cannot be read; `fileTooLarge` past 64 MiB.
    package static func read(_ path: String) throws(Errno) -> [UInt8] {
        do {
            let file = try FileDescriptor.open(FilePath(path), .readOnly)
            return try file.closeAfter { try read(file) }
        } catch let error as Errno {
            throw error
        } catch {
            throw .ioError
        }
    }

    /// Makes a file of bytes, for this user alone.
    ///
    /// - Parameters:
    ///   - bytes: The bytes.
    ///   - path: The file; what it held is gone.
    /// - Throws: `Errno`: why it cannot be written.
    package static func write(_ bytes: [UInt8], to path: String) throws(Errno) {
        do {
            let file = try FileDescriptor.open(
                FilePath(path),
                .writeOnly,
                options: [.create, .truncate],
                permissions: .ownerReadWrite
            )
            _ = try file.closeAfter { try file.writeAll(bytes) }
        } catch let error as Errno {
            throw error
        } catch {
            throw .ioError
        }
    }

    /// The bytes that come from an open file until it ends.
    ///
    /// - Parameter file: The file; it stays open.
    /// - Returns: The bytes.
    /// - Throws: `Errno`: why it cannot be read; `fileTooLarge` past 64 MiB.
    package static func read(_ file: FileDescriptor) throws(Errno) -> [UInt8] {
        var content: [UInt8] = []
        do {
            while true {
                let chunk = try [UInt8](unsafeUninitializedCapacity: 64 * 1024) { buffer, count in
                    count = try file.read(into: UnsafeMutableRawBufferPointer(buffer))
                }
                if chunk.isEmpty { return content }
                content += chunk
                guard content.count <= bytesMax else { throw Errno.fileTooLarge }
            }
        } catch let error as Errno {
            throw error
        } catch {
            throw .ioError
        }
    }
}
