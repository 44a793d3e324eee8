import Foundation
import Testing

@testable import QuickstepStatesLanguage

/// The samples in `Workflows` are accepted, and nothing about them is suspicious.
@Suite struct SampleWorkflowTests {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Workflows").standardizedFileURL

    private static let files: [String] = {
        let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return names.filter { $0.hasSuffix(".asl.json") }.sorted()
    }()

    @Test func `there are samples`() {
        #expect(Self.files.count >= 8)
    }

    @Test(arguments: files)
    func `a sample is accepted without a warning`(file: String) throws {
        let text = try String(contentsOf: Self.folder.appendingPathComponent(file), encoding: .utf8)
        let found = StateMachine.diagnostics(of: DefinitionSource(json: text))
        #expect(found.map(\.serviceText) == [])
    }
}
