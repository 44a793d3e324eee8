import Testing

/// Compares thumbnails with what an independent library makes of the original: Pillow.
enum Thumbnails {
    /// Records an issue for every thumbnail that is not as `compare_thumbnails.py` wants it.
    ///
    /// - Parameters:
    ///   - thumbnails: The bytes, by the pixels that the longer side may have.
    ///   - original: The path of the picture.
    ///   - scratch: Where the files are put.
    ///   - sourceLocation: Where an issue is recorded.
    /// - Throws: When Pillow cannot be had.
    static func compare(
        _ thumbnails: [Int: [UInt8]],
        with original: String,
        in scratch: Scratch,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        var arguments = [Package.pictureTests + "/compare_thumbnails.py", original]
        for (side, bytes) in thumbnails.sorted(by: { $0.key < $1.key }) {
            arguments.append("\(side):\(try scratch.write(bytes, to: "thumbnail-\(side)"))")
        }
        let outcome = try await Command(path: try await python(), arguments, in: scratch.folder).run()
        #expect(outcome.end == .exited(0), "\(outcome)", sourceLocation: sourceLocation)
    }

    /// An interpreter that has what the comparison needs; made in the build folder where it is not there yet.
    private static func python() async throws -> String {
        let made = try await Command(path: Package.root + "/scripts/python-venv.sh", [], in: Package.root).run()
        return String(try made.succeeded().output.dropLast())
    }
}
