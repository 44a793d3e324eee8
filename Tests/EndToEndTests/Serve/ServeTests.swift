import QuickstepJSON
import Subprocess
import Testing

#if canImport(FoundationNetworking)
import Foundation
import FoundationNetworking
#else
import Foundation
#endif

extension EndToEnd {
    /// The endpoint as a client sees it: over a socket, in a process of its own.
    struct ServeTests {
        let scratch: Scratch
        let host: Host

        init() throws {
            scratch = try Scratch()
            host = Host(scratch: scratch)
        }

        @Test func `clients make, run and find again what they made, across a restart`() async throws {
            let machine = try await served { address in
                let health = try await Self.get("\(address)/_quickstep/health")
                #expect(health.body["status"] == "running")
                let made = try await Self.post(
                    address,
                    "CreateStateMachine",
                    [
                        "name": "m", "definition": .string(Definitions.good),
                        "roleArn": "arn:aws:iam::000000000000:role/r",
                    ]
                )
                #expect(made.status == 200)
                #expect(made.type == "application/x-amz-json-1.0")
                return made.body["stateMachineArn"] ?? .null
            }
            let described = try await served { address in
                let started = try await Self.post(address, "StartExecution", ["stateMachineArn": machine])
                let execution = try #require(started.body["executionArn"])
                for _ in 0..<100 {
                    let described = try await Self.post(address, "DescribeExecution", ["executionArn": execution])
                    if described.body["status"] != "RUNNING" { return described.body }
                }
                return .null
            }
            #expect(described["status"] == "SUCCEEDED")
            #expect(described["output"] == "\"good\"")
        }

        @Test func `a connection takes one request after the other, and says so where it does not`() async throws {
            try scratch.write(Self.manyRequests, to: "requests.py")
            let said = try await served { address in
                let port = address.split(separator: ":").last.map(String.init) ?? ""
                let python = Command(path: "/usr/bin/env", ["python3", "requests.py", port], in: scratch.folder)
                return try await python.run()
            }
            #expect(said.end == .exited(0), "\(said)")
            #expect(said.output == "300 keep, close\n")
        }

        private static let manyRequests = """
            import http.client, sys
            connection = http.client.HTTPConnection("127.0.0.1", int(sys.argv[1]))
            def ask(target, body="{}"):
                headers = {"X-Amz-Target": target, "Content-Type": "application/x-amz-json-1.0"}
                connection.request("POST", "/", body, headers)
                answer = connection.getresponse()
                answer.read()
                return answer
            count = 0
            for _ in range(300):
                answer = ask("AWSStepFunctions.ListStateMachines")
                socket = connection.sock
                assert answer.status == 200 and socket is not None
                count += 1
            sent = ask("AmazonSQS.ReceiveMessage", '{"QueueUrl": "http://localhost:4566/000000000000/none"}')
            print(count, "keep,", sent.getheader("Connection"))
            """

        @Test func `a port that is taken is said, and another one serves`() async throws {
            let taken = try await served { address in
                let port = address.split(separator: ":").last.map(String.init) ?? ""
                return try await host("serve", "--port", port, "--ephemeral")
            }
            #expect(taken.end == .exited(64))
            #expect(taken.error.contains("Choose another one with --port."), "\(taken)")
        }

        /// What `body` makes of the server's address; an interrupt ends the server in order.
        private func served<Result: Sendable>(
            _ body: @escaping @Sendable (String) async throws -> Result
        ) async throws -> Result {
            let command = try host.command(["serve", "--port", "0", "--data", "data"])
            let served = try await command.runUntilKilled(afterLineWith: "listens on", by: .interrupt) { _, said in
                let address = try #require(said.firstMatch(of: /http:\/\/127\.0\.0\.1:\d+/)?.output)
                return try await body(String(address))
            }
            #expect(served.outcome.end == .exited(0), "\(served.outcome)")
            return served.result
        }

        private struct Answer {
            let status: Int
            let type: String?
            let body: JSONValue
        }

        private static func get(_ address: String) async throws -> Answer {
            try await answer(URLRequest(url: try #require(URL(string: address))))
        }

        private static func post(_ address: String, _ operation: String, _ body: JSONValue) async throws -> Answer {
            var request = URLRequest(url: try #require(URL(string: address)))
            request.httpMethod = "POST"
            request.setValue("AWSStepFunctions.\(operation)", forHTTPHeaderField: "X-Amz-Target")
            request.httpBody = Data(body.compactBytes)
            return try await answer(request)
        }

        private static func answer(_ request: URLRequest) async throws -> Answer {
            let (data, response) = try await URLSession.shared.data(for: request)
            let http = try #require(response as? HTTPURLResponse)
            return Answer(
                status: http.statusCode,
                type: http.value(forHTTPHeaderField: "Content-Type"),
                body: try JSONValue.parse(bytes: Array(data))
            )
        }
    }
}
