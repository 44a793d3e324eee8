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
        let outcome = try await Command(
            path: try await PythonEnvironment.pictures.program("python"),
            arguments,
            in: scratch.folder
        ).run()
        #expect(outcome.end == .exited(0), "\(outcome)", sourceLocation: sourceLocation)
    }
}
