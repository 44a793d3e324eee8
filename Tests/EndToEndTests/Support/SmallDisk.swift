import Testing

/// A disk of a few mebibytes, which can be filled and made read-only: only the superuser can make one.
struct SmallDisk: Sendable {
    /// Where it is mounted.
    let folder: String

    /// Whether this process can make one.
    static func isPossible() async -> Bool {
        guard let scratch = try? Scratch() else { return false }
        return (try? await use(in: scratch, mebibytes: 1) { _ in true }) ?? false
    }

    /// Makes a disk in the scratch folder, and takes it away when `body` is done.
    static func use<Result: Sendable>(
        in scratch: Scratch,
        mebibytes: Int,
        _ body: (SmallDisk) async throws -> Result
    ) async throws -> Result {
        let folder = try scratch.makeFolder("disk")
        try await call("mount", ["-t", "tmpfs", "-o", "size=\(mebibytes)m,mode=700", "tmpfs", folder])
        let result: Swift.Result<Result, any Error>
        do {
            result = .success(try await body(SmallDisk(folder: folder)))
        } catch {
            result = .failure(error)
        }
        try await call("umount", ["-l", folder])
        return try result.get()
    }

    /// Forbids every change of the disk, or allows them again.
    func setReadOnly(_ isReadOnly: Bool) async throws {
        try await Self.call("mount", ["-o", isReadOnly ? "remount,ro" : "remount,rw", folder])
    }

    /// Writes a file until nothing more fits.
    func fill() throws {
        let path = folder + "/filler"
        for size in [1 << 20, 1 << 16, 1 << 12] {
            while (try? Files.append([UInt8](repeating: 1, count: size), to: path)) != nil {}
        }
    }

    /// Gives the space back that `fill` took.
    func free() throws {
        try Files.remove(folder + "/filler")
    }

    private static func call(_ program: String, _ arguments: [String]) async throws {
        let path = ["/bin/\(program)", "/usr/bin/\(program)", "/sbin/\(program)"].first { Files.exists($0) }
        try await Command(path: path ?? program, arguments, in: "/").run().succeeded()
    }
}
