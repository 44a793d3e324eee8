import QuickstepJSON
import Subprocess
import Testing

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
            let machine = try await served { endpoint in
                let health = try await endpoint.get("/_quickstep/health")
                #expect(health.body["status"] == "running")
                #expect(health.type == "application/x-amz-json-1.0")
                return try await endpoint.deploy(Definitions.good, name: "m")
            }
            let described = try await served { endpoint in
                try await endpoint.end(of: try await endpoint.start(machine))
            }
            #expect(described["status"] == "SUCCEEDED")
            #expect(described["output"] == "\"good\"")
        }

        @Test func `a connection takes one request after the other, and says so where it does not`() async throws {
            try scratch.write(Self.manyRequests, to: "requests.py")
            let said = try await served { endpoint in
                let port = String(endpoint.port)
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
            let taken = try await served { endpoint in
                try await host("serve", "--port", String(endpoint.port), "--ephemeral")
            }
            #expect(taken.end == .exited(64))
            #expect(taken.error.contains("Choose another one with --port."), "\(taken)")
        }

        @Test func `the metrics are read in Prometheus' format`() async throws {
            try await served { endpoint in
                let machine = try await endpoint.deploy(Definitions.good, name: "m")
                _ = try await endpoint.end(of: try await endpoint.start(machine))
                let answer = try await endpoint.get("/_quickstep/metrics")
                #expect(answer.status == 200)
                #expect(answer.type == "text/plain; version=0.0.4; charset=utf-8")
                #expect(
                    answer.text.contains("# HELP quickstep_executions_started_total Standard executions started.\n")
                )
                #expect(answer.text.contains("# TYPE quickstep_commit_duration_seconds histogram\n"))
                let metrics = try await endpoint.metrics()
                #expect(metrics[#"quickstep_executions_ended_total{machine="m",status="SUCCEEDED"}"#] == 1)
                #expect(metrics[#"quickstep_transitions_total{machine="m"}"#] == 1)
                #expect(try #require(metrics["quickstep_commit_batch_rows_count"]) >= 3)
            }
        }

        @Test(arguments: [("warning", 1, 0), ("info", 2, 1), ("error", 0, 0)])
        func `what happens is told on standard error, as much as is asked for`(
            level: String,
            ended: Int,
            started: Int
        ) async throws {
            let command = try host.command(["serve", "--port", "0", "--ephemeral", "--log-level", level])
            let served = try await command.runUntilKilled(afterLineWith: "listens on", by: .terminate) { _, said in
                let endpoint = try Endpoint(said: said)
                for (name, definition) in [("good", Definitions.good), ("fails", Definitions.fails)] {
                    let machine = try await endpoint.deploy(definition, name: name)
                    _ = try await endpoint.end(of: try await endpoint.start(machine))
                }
            }
            let said = served.outcome.error
            #expect(said.matches(of: /msg=ExecutionEnded/).count == ended, "\(said)")
            #expect(said.matches(of: /level=info msg=ExecutionStarted/).count == (started == 0 ? 0 : 2), "\(said)")
            if ended > 0 { #expect(said.contains(" machine=fails status=FAILED"), "\(said)") }
        }

        /// What `body` makes of the server; an interrupt ends the server in order.
        private func served<Result: Sendable>(
            _ body: @escaping @Sendable (Endpoint) async throws -> Result
        ) async throws -> Result {
            let command = try host.command(["serve", "--port", "0", "--data", "data"])
            let served = try await command.runUntilKilled(afterLineWith: "listens on", by: .interrupt) { _, said in
                try await body(try Endpoint(said: said))
            }
            #expect(served.outcome.end == .exited(0), "\(served.outcome)")
            return served.result
        }
    }
}
