import QuickstepJSON
import QuickstepRuntime

/// The crashes of one definition, as the command line asks for them.
struct CrashTest: Sendable {
    let path: String
    let definition: DefinitionFile
    let input: JSONValue
    /// The input as it was typed.
    let inputOption: String?
    /// The template that was named; nil for the application's own.
    let template: String?
    let seed: UInt64
    let pairs: Int
    /// The one run that is made; nil for all.
    let only: [CrashPoint]?
    /// Whether processes are killed.
    let kills: Bool

    /// How many processes live at the same time.
    private static let processesMax = 2

    /// Makes the runs.
    ///
    /// - Parameter progress: Called after each.
    /// - Returns: What was found.
    /// - Throws: `CommandFailure`, `RuntimeError`, `CancellationError`.
    func run(progress: @escaping @Sendable (_ progress: CrashProgress) -> Void) async throws -> CrashReport {
        let subject = subject
        do {
            // What is refused is refused in either mode, before any process is started.
            let simulated = try SimulatedCrashes(subject)
            guard kills else {
                return try await run(CrashSweep(simulated, of: subject, width: SimulatedCrashes.width), progress)
            }
            try await CrashSweep(simulated, of: subject, width: 1).check()
        } catch let error as RuntimeError where error.code == .function {
            throw CommandFailure(
                .usage,
                "\(path): \(error.message) Test it with the application that has them."
            )
        }
        let folder = try CrashFolder()
        let world = try KilledProcesses(self, in: folder)
        do {
            let report = try await run(CrashSweep(world, of: subject, width: Self.processesMax), progress)
            if report.failures.isEmpty {
                folder.remove()
            } else {
                progress(.kept(folder.path))
            }
            return report
        } catch {
            folder.remove()
            throw error
        }
    }

    private func run(
        _ sweep: CrashSweep,
        _ progress: @escaping @Sendable (CrashProgress) -> Void
    ) async throws -> CrashReport {
        if let only { return try await sweep.run(only: only) }
        return try await sweep.run(pairs: pairs) { done, expected in
            progress(.made(done, of: expected))
        }
    }

    var subject: CrashSubject {
        let functions = ApplicationContext.current.functions
        return CrashSubject(
            definition: definition.text,
            machine: definition.name,
            input: input,
            template: template.map { .file($0) } ?? ApplicationContext.current.template,
            seed: seed
        ) { functions }
    }

    /// The command that makes one run again.
    func command(for crashes: [CrashPoint]) -> String {
        var words = [ApplicationContext.current.commandName, "test", "--crash-everywhere", path]
        if let inputOption { words += ["--input", inputOption] }
        if let template { words += ["--template", template] }
        words += ["--seed", "\(seed)"]
        if kills { words.append("--kill") }
        words += ["--at", crashes.map(\.description).joined(separator: ",")]
        return words.map(ShellWord.quoted).joined(separator: " ")
    }
}

/// What is told while the runs are made.
enum CrashProgress: Sendable {
    /// So many runs are made of so many.
    case made(Int, of: Int)
    /// The data folders of the runs that differ are here.
    case kept(String)
}
