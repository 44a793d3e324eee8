import QuickstepJSON
import QuickstepRuntime
import SystemPackage

/// Reads what the command line names: a file, standard input, or text given in place.
enum InputFile {
    /// The bytes of a file.
    static func read(_ path: String) throws(CommandFailure) -> [UInt8] {
        do throws(Errno) {
            return try WholeFile.read(path)
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
            do throws(Errno) {
                bytes = try WholeFile.read(.standardInput)
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
}
