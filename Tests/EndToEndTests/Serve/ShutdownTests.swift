import QuickstepJSON
import Subprocess
import Testing

extension EndToEnd {
    /// What a server does when it is told to end: whatever goes on, it is gone within seconds, and nothing is lost.
    struct ShutdownTests {
        /// Less than any of these things would take by itself, and enough for a machine that is busy.
        static let patience = Duration.seconds(15)

        let scratch: Scratch
        let host: Host

        init() throws {
            scratch = try Scratch()
            host = Host(program: .application, scratch: scratch)
        }

        @Test func `a long poll is answered, and the server ends`() async throws {
            let poll = try await stopped { endpoint in
                _ = try await endpoint.post("AmazonSQS.CreateQueue", ["QueueName": "jobs"])
                let before = try await endpoint.metrics()["quickstep_timers"] ?? 0
                let poll = Task { try await Self.receive(from: endpoint, waiting: 20) }
                // The poll is there when its deadline is.
                try await endpoint.wait(for: "quickstep_timers") { $0 > before }
                return poll
            }
            // An answer, or a connection that broke: in any case an end.
            _ = await poll.result
            let again = try await stopped { try await Self.receive(from: $0, waiting: 0) }
            #expect(again.status == 200)
        }

        @Test func `connections that send nothing, or half a request, hold nobody up`() async throws {
            try await stopped { endpoint in
                let silent = try #require(SilentConnection(port: endpoint.port))
                let half = try #require(
                    SilentConnection(
                        port: endpoint.port,
                        sending: "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\n{"
                    )
                )
                // Their connections are taken before this one is answered.
                #expect(try await endpoint.get("/_quickstep/health").status == 200)
                return (silent, half)
            }
        }

        @Test func `a handler that spins is left alone, and its task is done again`() async throws {
            let execution = try await stopped { endpoint in
                let machine = try await endpoint.deploy(Self.spins, name: "spins")
                let execution = try await endpoint.start(machine)
                try await endpoint.wait(for: #"quickstep_handlers_running{function="spin"}"#) { $0 == 1 }
                return execution
            }
            #expect(try await resumed(execution)["output"] == "\"caught\"")
        }

        @Test func `a handler past its timeout is left alone`() async throws {
            let execution = try await stopped { endpoint in
                let machine = try await endpoint.deploy(Self.spins, name: "spins")
                let execution = try await endpoint.start(machine)
                try await endpoint.wait(for: #"quickstep_handlers_stuck{function="spin"}"#) { $0 == 1 }
                return execution
            }
            #expect(try await resumed(execution)["output"] == "\"caught\"")
        }

        @Test func `what was acknowledged while commits went on is there, and ends`() async throws {
            let started = try await stopped { endpoint in
                let machine = try await endpoint.deploy(Definitions.good, name: "good")
                let acknowledged = Acknowledged()
                let clients = (0..<8).map { _ in
                    Task {
                        let request: JSONValue = ["stateMachineArn": machine]
                        while let answer = try? await endpoint.post("AWSStepFunctions.StartExecution", request),
                            let execution = answer.body["executionArn"]
                        {
                            await acknowledged.add(execution)
                        }
                    }
                }
                // The clients go on while the server ends.
                await acknowledged.wait(for: 50)
                return (acknowledged, clients)
            }
            for client in started.1 { _ = await client.result }
            let executions = await started.0.executions
            #expect(executions.count >= 50)
            try await stopped { endpoint in
                for execution in executions {
                    let end = try await endpoint.end(of: execution)
                    #expect(end["status"] == "SUCCEEDED")
                }
            }
        }

        /// What `body` made of a server that is told to end right after it, and does so in order and in time.
        @discardableResult
        private func stopped<Result: Sendable>(
            _ body: @escaping @Sendable (Endpoint) async throws -> Result
        ) async throws -> Result {
            let command = try host.command(["serve", "--port", "0", "--data", "data"])
            let served = try await command.runUntilKilled(afterLineWith: "listens on", by: .terminate) { _, said in
                let result = try await body(try Endpoint(said: said))
                return (result, ContinuousClock.now)
            }
            #expect(ContinuousClock.now - served.result.1 < Self.patience)
            #expect(served.outcome.end == .exited(0), "\(served.outcome)")
            #expect(served.outcome.error.hasSuffix("Stopped.\n"), "\(served.outcome)")
            return served.result.0
        }

        private func resumed(_ execution: JSONValue) async throws -> JSONValue {
            try await stopped { try await $0.end(of: execution) }
        }

        private static func receive(from endpoint: Endpoint, waiting seconds: Int) async throws -> Endpoint.Answer {
            try await endpoint.post(
                "AmazonSQS.ReceiveMessage",
                [
                    "QueueUrl": "http://localhost:4566/000000000000/jobs",
                    "WaitTimeSeconds": .number(JSONNumber(seconds)),
                ]
            )
        }

        private static let spins = """
            {"StartAt": "Spin", "States": {
              "Spin": {
                "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:000000000000:function:spin", "End": true,
                "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Caught"}]
              },
              "Caught": {"Type": "Pass", "Result": "caught", "End": true}}}
            """
    }
}

/// The executions whose start was acknowledged.
private actor Acknowledged {
    private(set) var executions: [JSONValue] = []
    private var waiters: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []

    func add(_ execution: JSONValue) {
        executions.append(execution)
        for waiter in waiters where waiter.count <= executions.count { waiter.continuation.resume() }
        waiters.removeAll { $0.count <= executions.count }
    }

    func wait(for count: Int) async {
        guard executions.count < count else { return }
        await withCheckedContinuation { waiters.append((count, $0)) }
    }
}
