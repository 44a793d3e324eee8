import ArgumentParser
import QuickstepScale

/// `quickstep-scale`: proofs that the engine bears many waiting executions, crashes in their midst, and a long time under load.
@main struct ScaleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quickstep-scale",
        abstract: "Prove that many waiting executions cost little, outlive a kill, and that nothing grows under load.",
        subcommands: [LeaveCommand.self, ResumeCommand.self, SoakCommand.self, ServeCommand.self]
    )
}
