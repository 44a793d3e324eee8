#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What we ask of the file system about folders and names.
enum Folder {
    /// Creates a folder, and those above it that are missing, for this user alone.
    ///
    /// Each is durable on return.
    static func create(_ path: String) throws(SystemError) {
        var missing: [String] = []
        var current = path
        while try !isFolder(current) {
            missing.append(current)
            let above = parent(of: current)
            guard above != current else { break }
            current = above
        }
        for path in missing.reversed() { try createOne(path) }
    }

    /// Creates one folder in a folder that exists.
    ///
    /// It is no error where it exists already.
    ///
    /// Answers whether it was made, and is durable.
    @discardableResult
    static func createOne(_ path: String) throws(SystemError) -> Bool {
        guard mkdir(path, 0o700) == 0 else {
            let failure = SystemError.latest("create the folder", path)
            guard failure.code == EEXIST, try isFolder(path) else { throw failure }
            return false
        }
        try synchronize(parent(of: path))
        return true
    }

    /// Returns when the names in a folder survive a power cut.
    static func synchronize(_ path: String) throws(SystemError) {
        try OpenFile(path, flags: O_RDONLY | O_DIRECTORY, attempt: "open the folder").synchronize()
    }

    /// The names in a folder in ascending order, without `.` and `..`; none where there is no such folder.
    static func names(in path: String) throws(SystemError) -> [String] {
        guard let stream = opendir(path) else {
            if errno == ENOENT { return [] }
            throw .latest("list the folder", path)
        }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                if errno != 0 { throw .latest("list the folder", path) }
                return names.sorted()
            }
            // The entry is only as long as its name: reading the whole structure would run past it.
            guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { continue }
            let text = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
            let name = String(cString: text)
            if name != ".", name != ".." { names.append(name) }
        }
    }

    /// The size of the file under a path; nil where there is none.
    ///
    /// The file is not opened.
    static func byteCount(_ path: String) throws(SystemError) -> Int? {
        var status = stat()
        if stat(path, &status) == 0 { return Int(status.st_size) }
        if errno == ENOENT { return nil }
        throw .latest("read", path)
    }

    /// Why nothing can be written in a folder, in the operating system's words; `nil` where it can.
    static func reasonAgainstWriting(in path: String) -> String? {
        access(path, W_OK) == 0 ? nil : SystemError.text(of: errno)
    }

    /// Takes a file away from every other user.
    ///
    /// The file is not opened.
    static func restrict(_ path: String) throws(SystemError) {
        guard chmod(path, 0o600) == 0 else { throw .latest("restrict", path) }
    }

    /// Gives a file another name.
    ///
    /// The folder must be synchronized for that to survive a power cut.
    static func rename(_ path: String, to other: String) throws(SystemError) {
        guard moveFile(path, other) == 0 else { throw .latest("create", other) }
    }

    /// Removes a file, if it exists.
    static func remove(_ path: String) throws(SystemError) {
        guard unlink(path) != 0, errno != ENOENT else { return }
        throw .latest("remove", path)
    }

    /// Removes a folder with everything in it, as far as that goes.
    ///
    /// Symbolic links are removed, not followed.
    static func removeTree(_ path: String) {
        guard unlink(path) != 0 else { return }
        for name in (try? names(in: path)) ?? [] { removeTree(path + "/" + name) }
        rmdir(path)
    }

    /// A path from the root, so that it means the same after the process changes its working folder.
    static func absolute(_ path: String) throws(SystemError) -> String {
        // C reads a path up to its first zero byte: what follows would silently be another path.
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw SystemError(code: ENOENT, attempt: "use the path", path: "\"\(path)\"")
        }
        guard !path.hasPrefix("/") else { return path }
        guard let working = getcwd(nil, 0) else { throw .latest("find the working folder for", path) }
        defer { free(working) }
        return String(cString: working) + "/" + path
    }

    private static func isFolder(_ path: String) throws(SystemError) -> Bool {
        var status = stat()
        if stat(path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFDIR else {
                throw SystemError(code: ENOTDIR, attempt: "use the folder", path: path)
            }
            return true
        }
        if errno == ENOENT { return false }
        throw .latest("open the folder", path)
    }

    /// The folder in which a path lies.
    static func parent(of path: String) -> String {
        var components = path.split(separator: "/", omittingEmptySubsequences: true)
        guard !components.isEmpty else { return "/" }
        components.removeLast()
        return "/" + components.joined(separator: "/")
    }
}

/// The C function, out of reach of the method that has its name.
private func moveFile(_ path: String, _ other: String) -> CInt {
    rename(path, other)
}
