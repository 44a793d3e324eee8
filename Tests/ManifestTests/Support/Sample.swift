import Foundation

/// The files of the sample pipeline.
enum Sample {
    static let path = "Workflows/image-upload/template.yaml"
    static let functions = ["validate-image", "make-thumbnail", "extract-metadata", "quarantine-image"]

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The bytes of a file of the project.
    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: root.appending(path: path)))
    }
}
