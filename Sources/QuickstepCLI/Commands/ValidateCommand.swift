import ArgumentParser
import QuickstepStatesLanguage

/// `quickstep validate`: everything that is wrong with definitions, at once.
struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Check definitions and show everything that is wrong with them."
    )

    @Argument(help: "Definitions in JSON or YAML.")
    var files: [String]

    func run() throws {
        let console = Console.standard
        var invalid = 0
        for path in files {
            let source = try DefinitionFile.source(path)
            do throws(InvalidDefinition) {
                let warnings = try StateMachine.decodeWithWarnings(source).warnings
                if !warnings.isEmpty { console.result(DefinitionFile.rendered(warnings, source)) }
                console.result("\(path): valid")
            } catch {
                console.result(DefinitionFile.rendered(error.diagnostics, source))
                invalid += 1
            }
        }
        guard invalid == 0 else {
            let what = invalid == 1 ? "1 definition is" : "\(invalid) definitions are"
            throw CommandFailure(.invalidDefinition, "\(what) not valid.")
        }
    }
}
