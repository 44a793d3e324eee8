import Foundation

/// The files that `scripts/make-fixtures.py` drew.
enum Fixture {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()

    /// The bytes of a file in `Fixtures`.
    static func bytes(_ name: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: self.folder.appending(components: "Fixtures", name)))
    }

    /// The bytes of the sample picture, 1600 x 1067.
    static func harbour() throws -> [UInt8] {
        let root = self.folder.appending(components: "..", "..").standardizedFileURL
        return try [UInt8](
            Data(contentsOf: root.appending(components: "Workflows", "image-upload", "sample", "harbour.jpg"))
        )
    }
}
