import ArgumentParser
import QuickstepJSON
import QuickstepPrimitives
import QuickstepRuntime

/// One of the processes that `test --crash-everywhere --kill` starts and kills; not for people.
struct CrashLifeCommand: AsyncParsableCommand {
    static let name = "crash-life"

    static let configuration = CommandConfiguration(
        commandName: name,
        abstract: "One process of a test of crashes.",
        shouldDisplay: false
    )

    @Argument var definition: String
    @Option(name: .long) var input: String
    @Option(name: .long) var template: String?
    @Option(name: .long) var data: String
    @Option(name: .long) var calls: String
    @Option(name: .long) var seed: UInt64
    @Option(name: .long) var life: Int
    @Option(name: .long) var start: Int64
    /// What earlier processes acknowledged.
    @Option(name: .long) var machine: String?
    @Option(name: .long) var execution: String?
    @Flag(name: .long) var idle = false

    func run() async throws {
        let file = try DefinitionFile(definition)
        let functions = ApplicationContext.current.functions
        let subject = CrashSubject(
            definition: file.text,
            machine: file.name,
            input: try InputFile.json(input, of: "--input"),
            template: template.map { .file($0) } ?? ApplicationContext.current.template,
            seed: seed,
            start: Timestamp(milliseconds: start)
        ) { functions }
        let console = Console.standard
        do {
            let refusal = try await CrashLife(subject, in: data, calls: calls, life: life).live(
                told: Acknowledged(machine: machine, execution: execution),
                acts: !idle
            ) { told in
                // Written at once: the next moment may be the process's last.
                var words = JSONObject()
                words["machine"] = told.machine.map { .string($0) }
                words["execution"] = told.execution.map { .string($0) }
                console.result(JSONValue.object(words).compactText)
            }
            if let refusal { console.result(JSONValue.object(["refusal": .string(refusal)]).compactText) }
        } catch {
            throw CommandFailure(error)
        }
    }
}
