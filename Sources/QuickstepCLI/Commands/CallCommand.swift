import ArgumentParser
import QuickstepGateway
import QuickstepJSON
import QuickstepRuntime
import QuickstepServiceKit

/// `quickstep call`: any operation of any service, through the same door as everything else.
struct CallCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "call",
        abstract: "Call an operation of a service in the data folder.",
        discussion: """
            For example: call sqs Peek '{"QueueUrl": "http://localhost:4566/000000000000/image-audit"}'. Nothing unfinished is \
            carried on. An operation that only reads works beside a process that owns the data folder; any other is handed to \
            that process, where it serves.
            """
    )

    @Argument(help: "The service: states, lambda, sqs, sns, s3, dynamodb, events, pipes.")
    var service: String

    @Argument(help: "The operation in the API's own spelling.")
    var operation: String

    @Argument(help: "The input: JSON, @FILE, or - for standard input.")
    var parameters: String = "{}"

    @OptionGroup var data: DataOptions

    func run() async throws {
        guard let parameters = try InputFile.json(parameters, of: "the input").objectValue else {
            throw CommandFailure(.usage, "The input must be a JSON object.")
        }
        let request = ServiceRequest(service: service, operation: operation, parameters: parameters)
        let output: JSONObject
        if readsOnly {
            output = try await read(request)
        } else if !data.ephemeral, let endpoint = Runtime.endpoint(ofOwnerOf: data.folder) {
            output = try await ask(request, at: endpoint)
        } else {
            output = try await Session.use(data) { try await $0.runtime.call(request) }
        }
        Console.standard.result(JSONValue.object(output).prettyText())
    }

    /// Whether the operation, by its name, changes nothing: then it works beside the process that owns the data folder.
    private var readsOnly: Bool {
        let verbs = ["Get", "List", "Describe", "Head", "Peek", "Query", "Scan", "Explain"]
        return !data.ephemeral && verbs.contains { operation.hasPrefix($0) }
    }

    private func ask(_ request: ServiceRequest, at endpoint: String) async throws(CommandFailure) -> JSONObject {
        do {
            return try await EndpointClient(endpoint).call(request)
        } catch {
            throw CommandFailure(error)
        }
    }

    private func read(_ request: ServiceRequest) async throws(CommandFailure) -> JSONObject {
        do {
            let reader = try await RuntimeReader.open(data.folder)
            defer { reader.close() }
            return try await reader.call(request)
        } catch {
            throw CommandFailure(error)
        }
    }
}
