import ArgumentParser
import QuickstepLambda
import QuickstepRuntime

/// `quickstep functions`: what is linked in.
struct FunctionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "functions",
        abstract: "List the functions that are linked into this command."
    )

    func run() throws {
        let functions = ApplicationContext.current.functions
        guard !functions.isEmpty else {
            Console.standard.note(
                "No functions are linked in. A QuickstepApplication of your own lists them; see the README."
            )
            return
        }
        for function in functions.sorted(by: { $0.name < $1.name }) {
            Console.standard.result("\(function.name)  timeout \(function.timeout)")
        }
    }
}
