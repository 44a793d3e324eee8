import ArgumentParser
import QuickstepIsolation

/// The process of a handler: what `--isolate` starts, and nobody else.
struct HandlersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: HandlerLaunch.command,
        abstract: "Run linked handlers for the process that started this one.",
        shouldDisplay: false
    )

    func validate() throws {
        guard HandlerLaunch.isHandlerProcess else {
            throw ValidationError("This command is not for people: use --isolate.")
        }
    }

    func run() async throws {
        let server = try HandlerServer(ApplicationContext.current.functions)
        await server.run()
    }
}
