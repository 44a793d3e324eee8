import ArgumentParser
import QuickstepJSON
import QuickstepRuntime
import QuickstepServiceKit

/// `quickstep topics letters`: the e-mails and text messages that topics would have sent.
struct TopicsLettersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "letters",
        abstract: "Read the e-mails and text messages that were kept and not sent, the oldest first."
    )

    @Option(name: .long, help: "Only those to this address or number.")
    var to: String?

    @Option(name: .long, help: "Lines for a person, or a JSON array.")
    var output: OutputOption = .text

    @Option(name: .long, help: "The folder in which everything is kept.")
    var data: String = DataOptions.defaultFolder

    func run() async throws {
        let letters = try await letters()
        let console = Console.standard
        switch output {
        case .json: console.result(JSONValue.array(letters).prettyText())
        case .text:
            guard !letters.isEmpty else { return console.note("No letters are kept.") }
            for letter in letters {
                func text(_ name: String) -> String { letter[name]?.stringValue ?? "" }
                console.result("To: \(text("Endpoint"))   (\(text("Protocol")))")
                console.result("Date: \(text("SentAt"))")
                if letter["Subject"] != nil { console.result("Subject: \(text("Subject"))") }
                console.result("\n\(text("Body"))\n")
            }
        }
    }

    private func letters() async throws(CommandFailure) -> [JSONValue] {
        do {
            let reader = try await RuntimeReader.open(data)
            defer { reader.close() }
            var letters: [JSONValue] = []
            var token: JSONValue?
            repeat {
                var parameters: JSONObject = [:]
                if let to { parameters["Endpoint"] = .string(to) }
                parameters["NextToken"] = token
                let page = try await reader.call(
                    ServiceRequest(service: "sns", operation: "ListLetters", parameters: parameters)
                )
                letters += page["Letters"]?.arrayValue ?? []
                token = page["NextToken"]
            } while token != nil
            return letters
        } catch {
            throw CommandFailure(error)
        }
    }
}
