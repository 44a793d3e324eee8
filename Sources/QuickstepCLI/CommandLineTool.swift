import ArgumentParser

/// The command line of `quickstep` and of every application: the same commands, with the application's functions linked in.
public enum CommandLineTool {
    /// Parses the process's arguments, runs the command, and ends the process with its exit code.
    ///
    /// Exit codes: 0 succeeded, 1 execution failed, 2 timed out or aborted, 3 invalid definition or template, 4 data folder,
    /// 64 usage, 130 and 143 interrupted.
    ///
    /// - Parameter context: What is linked in.
    public static func main(_ context: ApplicationContext) async -> Never {
        Interrupt.standard.install()
        await ApplicationContext.$current.withValue(context) {
            do {
                var command = try RootCommand.parseAsRoot()
                if var command = command as? any AsyncParsableCommand {
                    try await command.run()
                } else {
                    try command.run()
                }
            } catch let failure as CommandFailure {
                let console = Console.standard
                if failure.isReport { console.say(failure.message) } else { console.failure(failure.message) }
                RootCommand.exit(withError: ExitCode(failure.exit.rawValue))
            } catch {
                Console.standard.exitIfResultsAreLost()
                RootCommand.exit(withError: error)
            }
        }
        Console.standard.exitIfResultsAreLost()
        RootCommand.exit()
    }
}

/// The root of all commands.
struct RootCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: ApplicationContext.current.commandName,
            abstract: "Run, test, debug and keep Step Functions workflows on this machine.",
            version: QuickstepVersion.text,
            subcommands: [
                RunCommand.self,
                ValidateCommand.self,
                TestCommand.self,
                JSONataCommand.self,
                HistoryCommand.self,
                ExecutionsCommand.self,
                ResumeCommand.self,
                UploadCommand.self,
                DownloadCommand.self,
                InvokeCommand.self,
                ServeCommand.self,
                AdvanceCommand.self,
                CallCommand.self,
                FunctionsCommand.self,
                TopicsCommand.self,
                BackupCommand.self,
                RestoreCommand.self,
                DoctorCommand.self,
                CompactCommand.self,
                SupportCommand.self,
                CrashLifeCommand.self,
                HandlersCommand.self,
            ]
        )
    }
}

/// The version of Quickstep.
enum QuickstepVersion {
    static let text = "0.1.0"
}
