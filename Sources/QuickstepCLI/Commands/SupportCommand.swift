import ArgumentParser
import QuickstepManifest
import QuickstepRuntime
import QuickstepStatesLanguage

/// `quickstep support`: what runs and what is refused, as `docs/support.md` has it.
struct SupportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "support",
        abstract: "Print what is supported and what is refused, as Markdown.",
        shouldDisplay: false
    )

    func run() {
        Console.standard.result(Self.document)
    }

    static var document: String {
        let rows = SupportTable.rows
        return """
            # What is supported

            Written by `make support` from the tables that the code itself works with. What is not listed is refused, by name and
            place; nothing is skipped silently.

            ## The states language: what runs

            | feature | where | what it covers |
            |---|---|---|
            \(lines(rows, .supported))

            ## The states language: what is refused

            | feature | where | what to do instead |
            |---|---|---|
            \(lines(rows, .refused))

            ## Operations of the services

            Each is there for `quickstep call SERVICE OPERATION`, for Swift code, and for handlers.

            | service | name | operations |
            |---|---|---|
            \(ServiceCatalog.entries.map(line).joined(separator: "\n"))

            `DeployStateMachine` (creates a state machine or gives it a new definition), `Peek` (looks at messages without receiving
            them), `ExplainPublish` (says who would get a message and why not), `ListLetters` (reads the e-mails that were kept) and
            `GetSigningCertificate` (what notifications are verified with) are Quickstep's own.

            ## Topics

            | feature | what becomes of it |
            |---|---|
            \(ServiceCatalog.topicFeatures.map { "| \($0.name) | \($0.note) |" }.joined(separator: "\n"))

            ## Resources in templates

            | type | what becomes of it |
            |---|---|
            \(TemplateFile.resourceTypes.map { "| `\($0)` | put in place |" }.joined(separator: "\n"))
            \(TemplateFile.ignoredTypes.map { "| `\($0)` | read, without effect |" }.joined(separator: "\n"))
            """
    }

    private static func lines(_ rows: [SupportTable.Row], _ status: SupportTable.Status) -> String {
        rows.filter { $0.status == status }
            .map { row in
                // Messages speak of the integration and of the expression at hand.
                let name =
                    switch row.feature {
                    case .otherIntegrations: "any other integration"
                    case .otherRegularExpressions: "some of Java's regular expressions"
                    default: row.name
                    }
                return "| \(name) | \(row.place) | \(row.note) |"
            }
            .joined(separator: "\n")
    }

    private static func line(_ entry: ServiceCatalog.Entry) -> String {
        let operations = entry.operations.map { "`\($0)`" }.joined(separator: ", ")
        return "| \(entry.title) | `\(entry.name)` | \(operations) |"
    }
}
