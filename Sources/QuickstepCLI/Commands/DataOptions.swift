import ArgumentParser
import QuickstepRuntime

/// Where a command finds what is kept between commands.
struct DataOptions: ParsableArguments {
    static let defaultFolder = ".quickstep"

    @Option(name: .long, help: "The folder in which everything is kept. (default: \(defaultFolder))")
    var data: String?

    @Flag(name: .long, help: "Keep nothing: run in memory.")
    var ephemeral = false

    var folder: String { data ?? Self.defaultFolder }

    func validate() throws {
        if ephemeral, data != nil {
            throw ValidationError("--ephemeral keeps nothing, so --data has no use with it. Leave one of them out.")
        }
    }
}

/// How a command prints its result.
enum OutputOption: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
}
