import QuickstepManifest
import QuickstepStatesLanguage

/// A definition on disk, in JSON or YAML.
struct DefinitionFile {
    /// The definition as JSON text.
    let text: String
    /// The machine's name: the file's, without its endings.
    let name: String
    /// What the decoder has to say beyond errors.
    let warnings: [Diagnostic]

    /// Reads and checks a definition.
    ///
    /// - Throws: with all diagnostics, rendered, when it is not valid.
    init(_ path: String) throws(CommandFailure) {
        let source = try DefinitionFile.source(path)
        do throws(InvalidDefinition) {
            warnings = try StateMachine.decodeWithWarnings(source).warnings
        } catch {
            throw CommandFailure(
                .invalidDefinition,
                DefinitionFile.rendered(error.diagnostics, source),
                isReport: true
            )
        }
        text = source.jsonText ?? String(decoding: source.bytes, as: UTF8.self)
        name = Self.machineName(path)
    }

    static func source(_ path: String) throws(CommandFailure) -> DefinitionSource {
        DefinitionSource(file: path, bytes: try InputFile.read(path))
    }

    static func rendered(_ diagnostics: [Diagnostic], _ source: DefinitionSource) -> String {
        let report = DiagnosticRenderer(source: source).render(diagnostics)
        guard case .failure = source.value, !DefinitionSource.isYAML(source.name),
            source.bytes.first(where: { $0 > 0x20 }) != UInt8(ascii: "{")
        else { return report }
        return report + "  hint: A file whose name ends in .yaml or .yml is read as YAML, any other as JSON.\n"
    }

    /// `Workflows/hello.asl.json` is `hello`.
    ///
    /// What a machine's name cannot hold becomes a hyphen.
    static func machineName(_ path: String) -> String {
        var name = path.split(separator: "/").last.map(String.init) ?? "workflow"
        for ending in [".json", ".yaml", ".yml", ".asl"] where name.hasSuffix(ending) {
            name.removeLast(ending.count)
        }
        let allowed = name.map { character in
            character.isLetter || character.isNumber || character == "-" || character == "_" ? character : "-"
        }
        return allowed.isEmpty ? "workflow" : String(allowed.prefix(80))
    }
}
