import ArgumentParser

/// `quickstep topics`: what topics do with messages.
struct TopicsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "topics",
        abstract: "Say who would get a topic's message and why not, or read the e-mails that topics sent.",
        subcommands: [TopicsExplainCommand.self, TopicsLettersCommand.self]
    )
}
