import Testing

extension EndToEnd {
    /// Unmodified clients of AWS, from PyPI, against a server of ours.
    ///
    /// What they do is told in the scripts of `Tests/Clients`, each of which ends with an error where an answer is not as it must be.
    struct ClientTests {
        let scratch: Scratch
        let host: Host

        init() throws {
            scratch = try Scratch()
            host = Host(program: .application, scratch: scratch)
        }

        @Test(arguments: ["queues", "topics"])
        func `boto3 works as with AWS`(_ subject: String) async throws {
            let python = try await PythonEnvironment.clients.program("python")
            let scratch = scratch
            try await served { server in
                try await Command(path: python, [Package.clients + "/\(subject).py", server], in: scratch.folder).run()
            }
        }

        @Test func `the aws command works as with AWS`() async throws {
            let aws = try await PythonEnvironment.clients.program("aws")
            let scratch = scratch
            try await served { server in
                try await Command(path: Package.clients + "/aws.sh", [aws, server], in: scratch.folder).run()
            }
        }

        /// Runs a client against a server, and expects that neither has anything to complain of.
        private func served(_ client: @escaping @Sendable (_ endpoint: String) async throws -> Outcome) async throws {
            let command = try host.command(["serve", "--port", "0", "--data", "data"])
            let served = try await Server.run(command) { try await client("http://127.0.0.1:\($0.port)") }
            #expect(served.result.end == .exited(0), "\(served.result)")
            #expect(served.outcome.end == .exited(0), "\(served.outcome)")
        }
    }
}
