import Testing

/// A program that the build puts beside the tests.
enum Program: String, Sendable {
    /// The stock command.
    case quickstep
    /// The sample application.
    case imagePipeline = "image-pipeline"
    /// The simulation of crashes and faults.
    case simulation = "quickstep-simulate"
    /// The proofs of scale, recovery and steadiness.
    case scale = "quickstep-scale"
    /// Functions that misbehave.
    case application = "QuickstepEndToEndApplication"

    var path: String {
        get throws { try Self.buildFolder + "/" + rawValue }
    }

    /// The folder of the build that these tests are part of.
    ///
    /// The test bundle is the running program itself, or is named in its arguments, as on macOS.
    static var buildFolder: String {
        get throws {
            let folders = CommandLine.arguments.lazy.compactMap { argument -> String? in
                let parts = argument.split(separator: "/", omittingEmptySubsequences: false)
                return parts.firstIndex { $0.hasSuffix(".xctest") }.map { parts[..<$0].joined(separator: "/") }
            }
            let folder = try #require(folders.first, "No argument of this process names a test bundle.")
            return folder.hasPrefix("/") ? folder : Files.workingFolder + "/" + folder
        }
    }
}
