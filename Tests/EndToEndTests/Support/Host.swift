import QuickstepJSON

/// Runs one program's commands in one folder.
struct Host: Sendable {
    var program: Program = .quickstep
    let scratch: Scratch
    /// Where commands run.
    ///
    /// Default: the scratch folder.
    var folder: String?
    var environment: [String: String] = [:]

    func command(_ arguments: String...) throws -> Command {
        try command(arguments)
    }

    func command(_ arguments: [String]) throws -> Command {
        var command = try Command(program, arguments, in: folder ?? scratch.folder)
        command.environment = environment
        return command
    }

    /// Runs a command to its end.
    func callAsFunction(_ arguments: String...) async throws -> Outcome {
        try await command(arguments).run()
    }
}
