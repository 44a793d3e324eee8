import ArgumentParser
import QuickstepManifest
import QuickstepRuntime
import QuickstepStatesLanguage

/// `quickstep validate`: everything that is wrong with definitions and templates, at once.
struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Check definitions and templates, and show everything that is wrong with them.",
        discussion: "With a template, the definitions that it names are checked too; functions need not be linked."
    )

    @Argument(help: "Definitions or templates, in JSON or YAML.")
    var files: [String]

    func run() throws {
        let console = Console.standard
        var invalid = 0
        for path in files {
            let bytes = try InputFile.read(path)
            let check = TemplateFile.isTemplate(path: path, bytes: bytes) ? Self.template : Self.definition
            let (isValid, report) = check(path, bytes)
            if !report.isEmpty { console.result(report) }
            if isValid { console.result("\(path): valid") } else { invalid += 1 }
        }
        guard invalid == 0 else {
            let what = invalid == 1 ? "1 file is" : "\(invalid) files are"
            throw CommandFailure(.invalidDefinition, "\(what) not valid.")
        }
    }

    private typealias Verdict = (isValid: Bool, report: String)

    private static func definition(_ path: String, _ bytes: [UInt8]) -> Verdict {
        let source = DefinitionSource(file: path, bytes: bytes)
        do throws(InvalidDefinition) {
            let warnings = try StateMachine.decodeWithWarnings(source).warnings
            return (true, warnings.isEmpty ? "" : DefinitionFile.rendered(warnings, source))
        } catch {
            return (false, DefinitionFile.rendered(error.diagnostics, source))
        }
    }

    private static func template(_ path: String, _ bytes: [UInt8]) -> Verdict {
        do throws(InvalidTemplate) {
            let read = try TemplateFile.read(path: path, bytes: bytes, linkedFunctions: nil) { try WholeFile.read($0) }
            return (true, read.warnings.map { $0.rendered() }.joined(separator: "\n"))
        } catch {
            return (false, error.rendered())
        }
    }
}
