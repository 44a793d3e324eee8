import Foundation
import QuickstepJSON

@testable import QuickstepStatesLanguage

/// One recorded case of the conformance folder, as far as this module reads it.
struct ConformanceCase: Sendable {
    let id: String
    let kind: String
    let queryLanguage: String
    let definition: String
    let machineType: DecodingOptions.MachineType
    let input: JSONValue
    let expected: JSONValue

    init?(_ value: JSONValue) {
        guard let id = value["id"]?.stringValue, let kind = value["kind"]?.stringValue,
            let definition = (value["definition"] ?? value["request"]?["definition"])?.stringValue
        else { return nil }
        self.id = id
        self.kind = kind
        self.definition = definition
        queryLanguage = value["query_language"]?.stringValue ?? ""
        let type = (value["type"] ?? value["request"]?["type"])?.stringValue
        machineType = type == "EXPRESS" ? .express : .standard
        input = value["input"]?.stringValue.flatMap { try? JSONValue.parse($0) } ?? [:]
        expected = value["expected"] ?? [:]
    }
}

/// The conformance folder: `QUICKSTEP_CONFORMANCE`, or `../shared/conformance` beside the package.
enum ConformanceFolder {
    static let cases: [ConformanceCase] = values.compactMap(ConformanceCase.init)

    /// Every case as the files have it.
    static let values: [JSONValue] = {
        guard let folder, let files = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return [] }
        return files.filter { $0.hasSuffix(".json") }.sorted().flatMap { file in
            let data = FileManager.default.contents(atPath: "\(folder)/\(file)") ?? Data()
            let value = try? JSONValue.parse(bytes: Array(data))
            return value?.arrayValue ?? []
        }
    }()

    static var isPresent: Bool {
        if !cases.isEmpty { return true }
        print("The conformance folder is absent: set QUICKSTEP_CONFORMANCE. The conformance tests are skipped.")
        return false
    }

    private static let folder: String? = {
        if let path = ProcessInfo.processInfo.environment["QUICKSTEP_CONFORMANCE"] { return path + "/asl" }
        var root = URL(fileURLWithPath: #filePath)
        while root.path != "/" {
            root.deleteLastPathComponent()
            let candidate = root.appendingPathComponent("../shared/conformance/asl").standardized.path
            if FileManager.default.fileExists(atPath: candidate) { return candidate }
        }
        return nil
    }()
}
