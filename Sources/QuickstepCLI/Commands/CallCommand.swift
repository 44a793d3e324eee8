import ArgumentParser
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
            carried on.
            """
    )

    @Argument(help: "The service: states, lambda, sqs, sns, s3, dynamodb, pipes.")
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
        let session = try await Session.open(data)
        do {
            let output = try await session.runtime.call(
                ServiceRequest(service: service, operation: operation, parameters: parameters)
            )
            await session.runtime.stop()
            Console.standard.result(JSONValue.object(output).prettyText())
        } catch {
            await session.runtime.stop()
            throw CommandFailure(error)
        }
    }
}
