import Foundation
import QuickstepJSON

/// Where cases are, and what the project keeps about them.
enum CaseFolder {
    /// The folder of these tests.
    static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

    static let package = tests.deletingLastPathComponent().deletingLastPathComponent()

    /// The cases that were recorded from the service: in the folder that `QUICKSTEP_CONFORMANCE` names, or beside the project.
    ///
    /// `nil` where there is none.
    static let recorded: URL? = {
        let named = ProcessInfo.processInfo.environment["QUICKSTEP_CONFORMANCE"].map { URL(fileURLWithPath: $0) }
        let folder = named ?? package.deletingLastPathComponent().appendingPathComponent("shared/conformance")
        let cases = folder.appendingPathComponent("asl")
        return FileManager.default.fileExists(atPath: cases.path) ? cases : nil
    }()

    /// The project's own cases.
    static let own = tests.appendingPathComponent("Cases")

    /// A file of what the project knows about the cases.
    static func standing(_ name: String) -> URL {
        tests.appendingPathComponent("Standing").appendingPathComponent(name)
    }

    static func recordedCases() throws -> [ConformanceCase] {
        guard let recorded else { return [] }
        return try cases(in: recorded, isOwn: false) + JSONataCase.all()
    }

    static func ownCases() throws -> [ConformanceCase] {
        try cases(in: own, isOwn: true)
    }

    static func json(_ file: URL) throws -> JSONValue {
        try JSONValue.parse(bytes: [UInt8](Data(contentsOf: file)))
    }

    private static func cases(in folder: URL, isOwn: Bool) throws -> [ConformanceCase] {
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }
            .sorted { $0.path < $1.path }
        return try files.flatMap { file in
            let stem = file.deletingPathExtension().lastPathComponent
            return try (json(file).arrayValue ?? []).map { json in
                guard let found = ConformanceCase(json, directory: isOwn ? "own/\(stem)" : stem, isOwn: isOwn) else {
                    throw UnreadableCase(file: file.lastPathComponent, text: String(json.compactText.prefix(200)))
                }
                return found
            }
        }
    }
}

/// A case without an id, or of a kind that nobody knows.
struct UnreadableCase: Error {
    let file: String
    let text: String
}
