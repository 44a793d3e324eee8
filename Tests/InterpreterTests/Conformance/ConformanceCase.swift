import Foundation
import QuickstepJSON
import QuickstepPrimitives
import Testing

/// The recorded cases that an interpreter alone can run, if their folder is there.
struct ConformanceCase: Sendable, CustomTestStringConvertible {
    let id: String
    let definition: String
    let input: String
    let expected: JSONValue
    let aliases: [(String, String)]
    let eventOrder: String?
    /// Texts that stand for any text.
    let placeholders: [String]
    let stops: Bool
    let taskResults: [JSONValue]

    var testDescription: String { id }

    static let folder: URL? = {
        let environment = ProcessInfo.processInfo.environment["QUICKSTEP_CONFORMANCE"].map { URL(fileURLWithPath: $0) }
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let folder = environment ?? package.deletingLastPathComponent().appendingPathComponent("shared/conformance")
        let cases = folder.appendingPathComponent("asl")
        return FileManager.default.fileExists(atPath: cases.path) ? cases : nil
    }()

    static func load() throws -> [ConformanceCase] {
        guard let folder else { return [] }
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }
            .sorted { $0.path < $1.path }
        return try files.flatMap { file in
            let value = try JSONValue.parse(bytes: [UInt8](Data(contentsOf: file)))
            return (value.arrayValue ?? []).compactMap(ConformanceCase.init)
        }
    }

    private init?(_ value: JSONValue) {
        guard value["kind"] == "execution", value["query_language"] == "JSONPath", value["type"] == "STANDARD",
            let id = value["id"]?.stringValue, let definition = value["definition"]?.stringValue,
            let expected = value["expected"],
            value["setup"] == nil
                || !(value["task_results"]?.arrayValue ?? []).isEmpty
        else {
            return nil
        }
        let needs = value["needs"]?.arrayValue ?? []
        let types = value["state_types"]?.arrayValue ?? []
        guard !types.contains("Map (distributed)"),
            needs.isEmpty || !(value["task_results"]?.arrayValue ?? []).isEmpty
        else { return nil }
        self.id = id
        self.definition = Self.withTimes(definition)
        input = Self.withTimes(value["input"]?.stringValue ?? "{}")
        self.expected = expected
        aliases = (value["aliases"]?.arrayValue ?? []).compactMap { pair in
            guard let left = pair[0]?.stringValue, let right = pair[1]?.stringValue else { return nil }
            return (left, right)
        }
        eventOrder = value["event_order"]?.stringValue
        placeholders =
            (value["placeholders"]?.arrayValue ?? []).compactMap(\.stringValue)
            + (value["masked"]?.arrayValue ?? []).compactMap { $0["as"]?.stringValue }
        stops = (value["during"]?.arrayValue ?? []).contains { $0["op"] == "StopExecution" }
        taskResults = value["task_results"]?.arrayValue ?? []
    }

    /// `{{now+60s}}` stands for a time; the virtual clock begins at 2025-01-01T00:00:00Z.
    private static func withTimes(_ text: String) -> String {
        var text = text
        while let begin = text.range(of: "{{now"),
            let end = text.range(of: "}}", range: begin.upperBound..<text.endIndex)
        {
            let offset = Int64(text[begin.upperBound..<end.lowerBound].filter { $0.isNumber || $0 == "-" }) ?? 0
            let time = ScriptedRun.startedAt.adding(milliseconds: offset * 1_000).iso8601.dropLast(5)
            text.replaceSubrange(begin.lowerBound..<end.upperBound, with: time)
        }
        return text
    }
}
