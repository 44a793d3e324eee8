import QuickstepJSON
import QuickstepServiceKit
import QuickstepStatesLanguage

@testable import QuickstepManifest

/// A file that is not there.
struct NoSuchFile: Error, CustomStringConvertible {
    var description: String { "no such file" }
}

/// Reads a template in the folder `flow`, with files beside it.
func read(
    _ text: String,
    path: String = "flow/template.yaml",
    functions: [String]? = ["resize"],
    files: [String: String] = [:]
) throws(InvalidTemplate) -> ReadTemplate {
    try TemplateFile.read(path: path, bytes: Array(text.utf8), linkedFunctions: functions) { path in
        guard let file = files[path] else { throw NoSuchFile() }
        return Array(file.utf8)
    }
}

/// What a template is refused with, as people see it; empty where it is not.
func refusal(
    _ text: String,
    path: String = "flow/template.yaml",
    functions: [String]? = ["resize"],
    files: [String: String] = [:]
) -> String {
    do throws(InvalidTemplate) {
        _ = try read(text, path: path, functions: functions, files: files)
        return ""
    } catch {
        return error.rendered()
    }
}

/// A template with one resource.
func resource(_ type: String, _ properties: String) -> String {
    let lines = properties.split(separator: "\n", omittingEmptySubsequences: false).map { "      \($0)" }
    return "Resources:\n  One:\n    Type: \(type)\n    Properties:\n\(lines.joined(separator: "\n"))\n"
}
