import QuickstepJSON
import SystemPackage

/// Reads what the command line names: a file, standard input, or text given in place.
enum InputFile {
    /// No file that a command reads is larger: definitions, inputs and events are all bounded far below.
    static let bytesMax = 64 * 1024 * 1024

    /// The bytes of a file.
    static func read(_ path: String) throws(CommandFailure) -> [UInt8] {
        do {
            let file = try FileDescriptor.open(FilePath(path), .readOnly)
            return try file.closeAfter { try readAll(file, name: path) }
        } catch let failure as CommandFailure {
            throw failure
        } catch let error as Errno {
            throw CommandFailure(.usage, "Cannot read '\(path)': \(error).")
        } catch {
            throw CommandFailure(.usage, "Cannot read '\(path)': \(error).")
        }
    }

    /// The JSON value of an option: JSON text, `@FILE`, or `-` for standard input.
    static func json(_ option: String, of name: String) throws(CommandFailure) -> JSONValue {
        let bytes: [UInt8]
        let source: String
        if option == "-" {
            source = "standard input"
            do {
                bytes = try readAll(.standardInput, name: source)
            } catch {
                throw CommandFailure(.usage, "Cannot read standard input: \(error).")
            }
        } else if option.hasPrefix("@") {
            source = String(option.dropFirst())
            bytes = try read(source)
        } else {
            source = name
            bytes = Array(option.utf8)
        }
        do throws(JSONParseError) {
            return try JSONValue.parse(bytes: bytes)
        } catch {
            throw CommandFailure(.usage, "\(source) is not valid JSON: \(error)")
        }
    }

    private static func readAll(_ file: FileDescriptor, name: String) throws -> [UInt8] {
        var content: [UInt8] = []
        let chunkSize = 64 * 1024
        while true {
            let chunk = try [UInt8](unsafeUninitializedCapacity: chunkSize) { buffer, count in
                count = try file.read(into: UnsafeMutableRawBufferPointer(buffer))
            }
            if chunk.isEmpty { return content }
            content += chunk
            guard content.count <= bytesMax else {
                throw CommandFailure(.usage, "'\(name)' is larger than \(bytesMax / 1024 / 1024) MiB.")
            }
        }
    }
}
