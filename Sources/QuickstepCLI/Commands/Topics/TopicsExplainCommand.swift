import ArgumentParser
import QuickstepJSON
import QuickstepRuntime
import QuickstepServiceKit

/// `quickstep topics explain`: who would get a message, and for everybody else why not.
struct TopicsExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say which subscriptions would get a message, and what the filter policies of the others miss.",
        discussion: """
            For example: topics explain image-uploads @message.json --attribute kind=image --number size=1024. Nothing is published.
            """
    )

    @Argument(help: "The topic's name or ARN.")
    var topic: String

    @Argument(help: "The message: text, @FILE, or - for standard input.")
    var message: String

    @Option(name: .long, help: "A text attribute of the message, as NAME=VALUE; may be repeated.")
    var attribute: [String] = []

    @Option(name: .long, help: "A number attribute of the message, as NAME=VALUE; may be repeated.")
    var number: [String] = []

    @Option(name: .long, help: "Lines for a person, or a JSON array.")
    var output: OutputOption = .text

    @Option(name: .long, help: "The folder in which everything is kept.")
    var data: String = DataOptions.defaultFolder

    func run() async throws {
        let arn = topic.hasPrefix("arn:") ? topic : ARN(service: "sns", scope: .standard, resource: topic).description
        var parameters: JSONObject = [
            "TopicArn": .string(arn), "Message": .string(try InputFile.text(message, of: "the message")),
        ]
        let attributes = try attributes()
        if !attributes.isEmpty { parameters["MessageAttributes"] = .object(attributes) }
        if arn.hasSuffix(".fifo") { parameters["MessageGroupId"] = "explain" }
        let answer: JSONObject
        do {
            let reader = try await RuntimeReader.open(data)
            defer { reader.close() }
            answer = try await reader.call(
                ServiceRequest(service: "sns", operation: "ExplainPublish", parameters: parameters)
            )
        } catch {
            throw CommandFailure(error)
        }
        let found = answer["Subscriptions"] ?? []
        switch output {
        case .json: Console.standard.result(found.prettyText())
        case .text: lines(found.arrayValue?.map { DeliveryExplanation(json: $0) } ?? [])
        }
    }

    private func attributes() throws(CommandFailure) -> JSONObject {
        var attributes: JSONObject = [:]
        for (type, pairs) in [("String", attribute), ("Number", number)] {
            for pair in pairs {
                let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard parts.count == 2, !parts[0].isEmpty else {
                    throw CommandFailure(.usage, "An attribute is written NAME=VALUE, not '\(pair)'.")
                }
                attributes[String(parts[0])] = [
                    "DataType": .string(type), "StringValue": .string(String(parts[1])),
                ]
            }
        }
        return attributes
    }

    private func lines(_ explanations: [DeliveryExplanation]) {
        let console = Console.standard
        guard !explanations.isEmpty else { return console.note("The topic has no subscriptions.") }
        for explanation in explanations {
            let mark = explanation.matches ? console.style.green("✓") : console.style.red("✗")
            console.result("\(mark) \(explanation.transport)  \(explanation.endpoint)")
            for reason in explanation.reasons { console.result("    \(reason)") }
        }
    }
}
