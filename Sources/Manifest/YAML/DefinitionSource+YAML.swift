import QuickstepJSON
package import QuickstepStatesLanguage

extension DefinitionSource {
    /// A definition in YAML.
    ///
    /// Tags mean nothing in a definition and are refused.
    package init(yaml bytes: [UInt8], name: String = "definition") {
        self.init(yaml: bytes, name: name, allowsTags: false)
    }

    /// A text in YAML in which CloudFormation's tags may be.
    package init(taggedYAML bytes: [UInt8], name: String) {
        self.init(yaml: bytes, name: name, allowsTags: true)
    }

    /// A definition in the notation that the ending of its file's name tells: `.yaml` and `.yml` are YAML, all else is JSON.
    package init(file name: String, bytes: [UInt8]) {
        if Self.isYAML(name) {
            self.init(yaml: bytes, name: name)
        } else {
            self.init(json: bytes, name: name)
        }
    }

    /// Whether a file of this name is read as YAML.
    package static func isYAML(_ name: String) -> Bool {
        let name = name.lowercased()
        return name.hasSuffix(".yaml") || name.hasSuffix(".yml")
    }

    /// The definition as JSON text, whatever its notation; `nil` where it cannot be read.
    ///
    /// A text that is JSON already is handed on as it was written; of any other the compact form.
    package var jsonText: String? {
        guard case .success(let value) = value else { return nil }
        if (try? JSONValue.parse(bytes: bytes)) != nil { return String(decoding: bytes, as: UTF8.self) }
        return value.compactText
    }

    private init(yaml bytes: [UInt8], name: String, allowsTags: Bool) {
        do throws(SyntaxFailure) {
            let document = try YAMLDocument(bytes, allowsTags: allowsTags)
            self.init(name: name, bytes: bytes, value: .success(document.value)) { path, part in
                document.locate(path, part: part)
            }
        } catch {
            self.init(name: name, bytes: bytes, value: .failure(error)) { _, _ in nil }
        }
    }
}
