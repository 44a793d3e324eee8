import SystemPackage

/// A file that lines are added to, each in one write.
struct AppendedFile: Sendable {
    let path: String

    init(_ path: String) {
        self.path = path
    }

    func append(_ line: String) {
        guard
            let file = try? FileDescriptor.open(
                FilePath(path),
                .writeOnly,
                options: [.append, .create],
                permissions: .ownerReadWrite
            )
        else { return }
        _ = try? file.closeAfter { try file.writeAll((line + "\n").utf8) }
    }
}
