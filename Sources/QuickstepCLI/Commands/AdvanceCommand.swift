import ArgumentParser
import QuickstepGateway
import QuickstepJSON
import QuickstepPrimitives
import QuickstepRuntime
import QuickstepServiceKit

/// `quickstep advance`: moves the time of a data folder, deadline by deadline.
struct AdvanceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "advance",
        abstract: "Move time forward: advance 90d.",
        discussion: """
            Everything that is due on the way happens, each thing at its own time, and the command ends when nothing more can. \
            Where `serve --clock manual` runs on the data folder, its time is moved; otherwise what is unfinished in the folder is \
            carried on for as long. The folder must not have been made under real time. The new time goes to standard output.
            """
    )

    @Argument(help: "How far (500ms, 45s, 30m, 12h, 90d, 1h30m), or to which time (2030-01-01T00:00:00Z).")
    var span: TimeSpan

    @Option(name: .long, help: "The folder in which everything is kept.")
    var data: String = DataOptions.defaultFolder

    func run() async throws {
        let time: String
        if let endpoint = Runtime.endpoint(ofOwnerOf: data) {
            time = try await moveServer(at: endpoint)
        } else {
            time = try await moveFolder()
        }
        Console.standard.result(time)
    }

    private func moveServer(at endpoint: String) async throws(CommandFailure) -> String {
        let request = ServiceRequest(service: "clock", operation: "Advance", parameters: span.parameters)
        do {
            return try await EndpointClient(endpoint).call(request)["Now"]?.stringValue ?? ""
        } catch {
            throw error.fault == .client ? CommandFailure(.usage, error.message) : CommandFailure(error)
        }
    }

    private func moveFolder() async throws(CommandFailure) -> String {
        var options = DataOptions()
        options.data = data
        options.ephemeral = false
        // A new folder would have nothing in it that time could do something to.
        do {
            try await RuntimeReader.open(data).close()
        } catch {
            throw CommandFailure(error)
        }
        return try await Session.use(options, clock: .manual, resuming: true, listens: true) { session in
            let printing = ProgressPrinter(console: .standard, clock: .manual, namesExecutions: true)
                .follow(session.notices)
            switch span {
            case .by(let span): try await session.runtime.advance(by: span)
            case .until(let time): try await session.runtime.advance(to: time)
            }
            let now = session.runtime.now.iso8601
            await session.end()
            await printing.value
            return now
        }
    }
}
