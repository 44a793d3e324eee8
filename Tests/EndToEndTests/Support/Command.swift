import QuickstepJSON
import Subprocess
import Testing

#if canImport(System)
import System
#else
import SystemPackage
#endif

/// A command line: what is run, where, and in which environment.
struct Command: Sendable {
    /// No command of these tests takes longer.
    ///
    /// A process that does is killed, and the test fails: it never hangs.
    static let limit: Duration = .seconds(180)
    private static let outputBytesMax = 64 * 1024 * 1024

    var program: String
    var arguments: [String]
    var folder: String
    /// Added to the environment.
    ///
    /// Hooks that are not named here are taken out of it.
    var environment: [String: String] = [:]
    var input: String?

    init(_ program: Program, _ arguments: [String], in folder: String) throws {
        self.init(path: try program.path, arguments, in: folder)
    }

    init(path: String, _ arguments: [String], in folder: String) {
        program = path
        self.arguments = arguments
        self.folder = folder
    }

    /// Runs the command to its end.
    func run() async throws -> Outcome {
        try await Self.within(Self.limit, text) {
            let result = try await Subprocess.run(
                configuration,
                input: .string(input ?? ""),
                output: .bytes(limit: Self.outputBytesMax),
                error: .string(limit: Self.outputBytesMax)
            )
            return Outcome(
                command: text,
                end: Self.end(result.terminationStatus),
                bytes: result.standardOutput,
                error: result.standardError
            )
        }
    }

    /// Runs the command, and kills it as `kill -9` does when `body` is done; `body` is told the process's id.
    ///
    /// - Parameters:
    ///   - line: What a line on standard error must hold before `body` is called.
    ///   - signal: What ends it. Default: `kill -9`.
    ///   - toGroup: Whether the processes that it started get the signal too. Default: they do not.
    ///   - body: What happens while the process runs.
    /// - Returns: How it ended, and everything on standard error.
    /// - Throws: What `body` throws; `Overdue` when it takes too long.
    func runUntilKilled<Result: Sendable>(
        afterLineWith line: String,
        by signal: Signal = .kill,
        toGroup: Bool = false,
        _ body: @escaping @Sendable (_ pid: Int, _ said: String) async throws -> Result
    ) async throws -> (result: Result, outcome: Outcome) {
        try await Self.within(Self.limit, text) {
            let result = try await Subprocess.run(
                configuration,
                input: .none,
                output: .bytes(limit: Self.outputBytesMax),
                error: .sequence
            ) { execution in
                var said = ""
                var lines = execution.standardError.strings().makeAsyncIterator()
                while let text = try await lines.next() {
                    said += text + "\n"
                    if text.contains(line) { break }
                }
                let result = try await body(Int(execution.processIdentifier.value), said)
                try execution.send(signal: signal, toProcessGroup: toGroup)
                while let text = try await lines.next() { said += text + "\n" }
                return (result, said)
            }
            let outcome = Outcome(
                command: text,
                end: Self.end(result.terminationStatus),
                bytes: result.standardOutput,
                error: result.closureResult.1
            )
            return (result.closureResult.0, outcome)
        }
    }

    /// Runs the command, and kills it as `kill -9` does when `moment` returns.
    ///
    /// A process that has ended by then is not killed.
    func runKilled(at moment: @escaping @Sendable () async throws -> Void) async throws -> Outcome {
        try await Self.within(Self.limit, text) {
            let result = try await Subprocess.run(
                configuration,
                input: .none,
                output: .bytes(limit: Self.outputBytesMax),
                error: .string(limit: Self.outputBytesMax)
            ) { execution in
                try await moment()
                try? execution.send(signal: .kill)
            }
            return Outcome(
                command: text,
                end: Self.end(result.terminationStatus),
                bytes: result.standardOutput,
                error: result.standardError
            )
        }
    }

    /// The command as a person would type it.
    var text: String {
        let name = program.split(separator: "/").last.map(String.init) ?? program
        return ([name] + arguments.map(Self.quoted)).joined(separator: " ")
    }

    private var configuration: Configuration {
        var options = PlatformOptions()
        // A group of its own: what a person types at the terminal of the tests does not reach it.
        options.processGroupID = 0
        return Configuration(
            executable: .path(FilePath(program)),
            arguments: Arguments(arguments),
            environment: .inherit.updating(updates),
            workingDirectory: FilePath(folder),
            platformOptions: options
        )
    }

    private var updates: [Environment.Key: String?] {
        var updates: [Environment.Key: String?] = ["COLUMNS": "100", "NO_COLOR": "1"]
        for hook in Hook.allCases { updates[Environment.Key(stringLiteral: hook.rawValue)] = .some(nil) }
        for (name, value) in environment { updates[Environment.Key(stringLiteral: name)] = value }
        return updates
    }

    private static func end(_ status: TerminationStatus) -> Outcome.End {
        switch status {
        case .exited(let code): .exited(Int(code))
        case .signaled(let signal): .killed(signal: Int(signal))
        }
    }

    private static func quoted(_ argument: String) -> String {
        let plain = argument.allSatisfy { $0.isLetter || $0.isNumber || "-_./:=,@+".contains($0) }
        return plain && !argument.isEmpty ? argument : "'\(argument)'"
    }

    /// Runs a body, or fails when it takes too long.
    private static func within<Result: Sendable>(
        _ limit: Duration,
        _ what: String,
        _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        try await withThrowingTaskGroup(of: Result.self) { group in
            group.addTask { try await body() }
            group.addTask {
                try await Task.sleep(for: limit)
                throw Overdue(command: what, limit: limit)
            }
            defer { group.cancelAll() }
            guard let result = try await group.next() else { throw Overdue(command: what, limit: limit) }
            return result
        }
    }
}

/// A command took too long, and was killed.
struct Overdue: Error {
    let command: String
    let limit: Duration
}

/// The environment variables by which the programs let themselves be tested.
enum Hook: String, CaseIterable {
    case crashAt = "QUICKSTEP_CRASH_AT"
    case commitLog = "QUICKSTEP_COMMIT_LOG"
    case dispatchLog = "QUICKSTEP_DISPATCH_LOG"
    case plantedBug = "QUICKSTEP_PLANTED_BUG"
}
