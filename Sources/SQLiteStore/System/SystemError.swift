import QuickstepServiceKit

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What the operating system refused to do with one file or folder.
struct SystemError: Error, Equatable {
    let code: CInt
    /// What was tried, such as `create` or `write`.
    let attempt: String
    let path: String

    init(code: CInt, attempt: String, path: String) {
        self.code = code
        self.attempt = attempt
        self.path = path
    }

    /// The failure of the call that just returned: `errno` is read here, before anything else can change it.
    static func latest(_ attempt: String, _ path: String) -> SystemError {
        SystemError(code: errno, attempt: attempt, path: path)
    }

    /// The same in words for the person who runs the program.
    var storeError: StoreError {
        let reason = Self.text(of: code)
        return StoreError(Self.kind(of: code), "Could not \(attempt) \(path): \(reason). \(Self.remedy(for: code))")
    }

    /// Which kind of store error an `errno` is.
    static func kind(of code: CInt) -> StoreError.Kind {
        switch code {
        case ENOSPC, EDQUOT: .full
        case EACCES, EPERM, EROFS, ENOTDIR, EISDIR, ENOENT, ELOOP, ENAMETOOLONG, EEXIST: .notWritable
        default: .other
        }
    }

    /// The operating system's own words.
    static func text(of code: CInt) -> String {
        guard let text = strerror(code) else { return "error \(code)" }
        return String(cString: text)
    }

    private static func remedy(for code: CInt) -> String {
        switch code {
        case ENOSPC, EDQUOT: "Free some space on that disk and try again."
        case EACCES, EPERM: "Give the user who runs this process the right to it, or choose another data folder."
        case EROFS: "Choose a data folder on a disk that can be written."
        case ENOTDIR, EISDIR, ENOENT, ELOOP, ENAMETOOLONG, EEXIST: "Check the path, or choose another data folder."
        case EMFILE, ENFILE: "Too many files are open: raise the limit (ulimit -n) and try again."
        default: "Check that disk, or choose another data folder."
        }
    }
}

/// Does something with files and reports its failure in words.
func reporting<Answer: ~Copyable>(_ body: () throws(SystemError) -> Answer) throws(StoreError) -> Answer {
    do throws(SystemError) {
        return try body()
    } catch {
        throw error.storeError
    }
}
