import Foundation
import Testing

@testable import QuickstepStatesLanguage

/// Every code has a page, and the page's example and remedy are true.
@Suite struct DiagnosticPageTests {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("docs/diagnostics")

    private func text(of name: String) throws -> String {
        try String(contentsOf: Self.folder.appendingPathComponent("\(name).md"), encoding: .utf8)
    }

    /// The definitions in a page, in their order.
    private func definitions(in page: String) -> [String] {
        page.components(separatedBy: "```json\n").dropFirst().compactMap { $0.components(separatedBy: "```").first }
    }

    private func codes(in definition: String) -> Set<String> {
        Set(StateMachine.diagnostics(of: DefinitionSource(json: definition)).map(\.code))
    }

    @Test(arguments: DiagnosticCode.all)
    func `the example of a page has its code, and the remedy has none`(code: String) throws {
        let page = try text(of: code)
        #expect(page.hasPrefix("# \(code)\n"))
        for section in ["What it means", "Why it matters", "Example", "What to do"] {
            #expect(page.contains("\n## \(section)\n"))
        }
        let definitions = definitions(in: page)
        try #require(definitions.count == 2)
        #expect(codes(in: definitions[0]).contains(code))
        #expect(codes(in: definitions[1]).isEmpty)
    }

    @Test(arguments: DiagnosticCode.all)
    func `a page says how severe the code is`(code: String) throws {
        let found = StateMachine.diagnostics(of: DefinitionSource(json: definitions(in: try text(of: code))[0]))
        let severity = try #require(found.first { $0.code == code }?.severity)
        #expect(try text(of: code).contains(severity == .error ? "\nError, " : "\nWarning, "))
    }

    @Test func `the index names every page, and there are no others`() throws {
        let index = try text(of: "README")
        for code in DiagnosticCode.all { #expect(index.contains("[\(code)](\(code).md)")) }
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(Set(files) == Set(DiagnosticCode.all.map { "\($0).md" } + ["README.md"]))
    }
}
