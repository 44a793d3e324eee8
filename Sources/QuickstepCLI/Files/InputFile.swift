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
        let (bytes, source) = try bytes(option, of: name)
        do throws(JSONParseError) {
            return try JSONValue.parse(bytes: bytes)
        } catch {
            throw CommandFailure(.usage, "\(source) is not valid JSON: \(error)")
        }
    }

    /// The text of an option, given in the same three ways.
    static func text(_ option: String, of name: String) throws(CommandFailure) -> String {
        let (bytes, source) = try bytes(option, of: name)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandFailure(.usage, "\(source) is not valid UTF-8.")
        }
        return text
    }

    private static func bytes(
        _ option: String,
        of name: String
    ) throws(CommandFailure) -> (bytes: [UInt8], source: String) {
        if option == "-" {
            do throws(Errno) {
                return (try WholeFile.read(.standardInput), "standard input")
            } catch {
                throw CommandFailure(.usage, "Cannot read standard input: \(error).")
            }
        }
        guard option.hasPrefix("@") else { return (Array(option.utf8), name) }
        let path = String(option.dropFirst())
        return (try read(path), path)
    }
}
