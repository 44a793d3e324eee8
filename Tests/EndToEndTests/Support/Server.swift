import QuickstepJSON
import Subprocess
import Testing

#if canImport(FoundationNetworking)
import Foundation
import FoundationNetworking
#else
import Foundation
#endif

/// A client of `quickstep serve`, as any AWS client is one.
struct Server: Sendable {
    let address: String

    /// Runs a command that serves, and ends it in order when `body` is done.
    ///
    /// - Returns: What `body` returned, and how the command ended.
    static func run<Result: Sendable>(
        _ command: Command,
        _ body: @escaping @Sendable (Server) async throws -> Result
    ) async throws -> (result: Result, outcome: Outcome) {
        try await command.runUntilKilled(afterLineWith: "listens on", by: .interrupt, toGroup: true) {
            _,
            said in
            let address = try #require(said.firstMatch(of: /http:\/\/127\.0\.0\.1:\d+/)?.output)
            return try await body(Server(address: String(address)))
        }
    }

    struct Answer: Sendable {
        let status: Int
        let type: String?
        let body: JSONValue

        /// The answer's body, once it is no error.
        func succeeded(sourceLocation: SourceLocation = #_sourceLocation) throws -> JSONValue {
            try #require(status == 200, "\(status): \(body.compactText)", sourceLocation: sourceLocation)
            return body
        }
    }

    func states(_ operation: String, _ body: JSONValue) async throws -> Answer {
        try await post("AWSStepFunctions.\(operation)", body)
    }

    func queues(_ operation: String, _ body: JSONValue) async throws -> Answer {
        try await post("AmazonSQS.\(operation)", body)
    }

    private func post(_ target: String, _ body: JSONValue) async throws -> Answer {
        var request = URLRequest(url: try #require(URL(string: address)))
        request.httpMethod = "POST"
        request.setValue(target, forHTTPHeaderField: "X-Amz-Target")
        request.httpBody = Data(body.compactBytes)
        let (data, response) = try await URLSession.shared.data(for: request)
        let http = try #require(response as? HTTPURLResponse)
        return Answer(
            status: http.statusCode,
            type: http.value(forHTTPHeaderField: "Content-Type"),
            body: try JSONValue.parse(bytes: Array(data))
        )
    }
}
