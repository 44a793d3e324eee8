import QuickstepJSON
import QuickstepStatesLanguage

@testable import QuickstepManifest

/// Line, column, length and message of what makes a text unreadable; `nil` where it can be read.
func failure(of bytes: [UInt8], allowsTags: Bool = true) -> String? {
    do throws(DefinitionSource.SyntaxFailure) {
        _ = try YAMLDocument(bytes, allowsTags: allowsTags)
        return nil
    } catch {
        guard let range = error.range else { return "nowhere: \(error.message)" }
        return "\(range.line):\(range.column)+\(range.length) \(error.message)"
    }
}

func failure(of text: String, allowsTags: Bool = true) -> String? {
    failure(of: Array(text.utf8), allowsTags: allowsTags)
}
