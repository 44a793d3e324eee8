import QuickstepJSON
import Testing

extension EndToEnd {
    /// What is acknowledged is on the disk: seen in the system calls themselves.
    @Suite(.enabled(if: SystemTrace.program != nil, "strace is not there: scripts/deps.sh strace installs it."))
    struct DurabilityTests {
        let scratch: Scratch
        let host: Host

        init() throws {
            scratch = try Scratch()
            host = Host(scratch: scratch)
        }

        /// The trace of a server that is asked to start an execution.
        private func traceOfStart(environment: [String: String] = [:]) async throws -> SystemTrace {
            var served = try host.command("serve", "--port", "0", "--data", "data")
            served.environment = environment
            let command = try SystemTrace.traced(served, into: scratch.path("trace"))
            let ran = try await Server.run(command) { server in
                let machine = try await server.states(
                    "CreateStateMachine",
                    [
                        "name": "traced", "definition": .string(Definitions.good),
                        "roleArn": "arn:aws:iam::000000000000:role/r",
                    ]
                ).succeeded()
                _ = try await server.states(
                    "StartExecution",
                    ["stateMachineArn": machine["stateMachineArn"] ?? .null, "name": "acknowledged"]
                ).succeeded()
            }
            try #require(ran.outcome.end == .exited(0), "\(ran.outcome)")
            return SystemTrace(try Files.text(scratch.path("trace")))
        }

        /// Whether the log was forced to the disk, after the execution was written to it and before the client was answered.
        private func isDurableBeforeAnswer(_ trace: SystemTrace) throws -> Bool {
            let log = scratch.path("data/store.sqlite-wal")
            let answer = try #require(
                trace.calls.first {
                    SystemTrace.socketWrites.contains($0.name) && $0.arguments.contains("execution:traced:acknowledged")
                        && !$0.arguments.contains("store.sqlite")
                }
            )
            let write = trace.calls.first {
                SystemTrace.fileWrites.contains($0.name) && $0.arguments.contains("<\(log)>")
                    && $0.arguments.contains("acknowledged")
            }
            guard let write, let sync = trace.first(SystemTrace.syncs, with: "<\(log)>", from: write.ended + 1) else {
                return false
            }
            return sync.result.hasPrefix("0") && sync.ended < answer.began
        }

        @Test func `an acknowledged start was written to the log, and the log forced to the disk, before the answer`()
            async throws
        {
            #expect(try isDurableBeforeAnswer(try await traceOfStart()))
        }

        @Test func `a runtime that answers before the commit is found by this`() async throws {
            let trace = try await traceOfStart(environment: [Hook.plantedBug.rawValue: "act-before-commit"])
            #expect(try !isDurableBeforeAnswer(trace))
        }

        @Test func `every new name in a data folder is forced to the disk with its folder`() async throws {
            let trace = try await traceOfStart()
            let data = scratch.path("data")
            for made in [data, data + "/blobs"] {
                let call = try #require(trace.first(["mkdir"], with: "\"\(made)\""))
                let above = made.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(
                    separator: "/"
                )
                #expect(trace.first(["fsync"], with: "<\(above)>", from: call.ended + 1) != nil, "\(made)")
            }
            // The store, its log, the lock and the format file lie in the folder, which is forced after the last of them was made.
            let format = try #require(trace.first(SystemTrace.syncs, with: "<\(data)/format>"))
            #expect(trace.first(["fsync"], with: "<\(data)>", from: format.ended + 1) != nil)
            #expect(trace.first(SystemTrace.syncs, with: "<\(data)/store.sqlite>") != nil)
        }

        @Test func `an object's bytes and their name are on the disk before its row is written`() async throws {
            try await host("call", "s3", "CreateBucket", #"{"Bucket": "files"}"#, "--data", "data").succeeded()
            try scratch.write("some bytes", to: "file")
            let upload = try host.command("upload", "file", "files/key-of-object", "--data", "data")
            try await SystemTrace.traced(upload, into: scratch.path("trace")).run().succeeded()
            let trace = SystemTrace(try Files.text(scratch.path("trace")))
            let blobs = scratch.path("data/blobs")
            let named = try #require(trace.first(["rename", "renameat", "renameat2"], with: "\"\(blobs)/"))
            let bytes = try #require(trace.first(["fsync"], with: ".part>"))
            let row = try #require(
                trace.calls.first {
                    SystemTrace.fileWrites.contains($0.name) && $0.arguments.contains("store.sqlite-wal>")
                        && $0.arguments.contains("key-of-object")
                }
            )
            let folder = try #require(trace.first(["fsync"], with: "<\(blobs)/", from: named.ended + 1))
            let above = try #require(trace.first(["fsync"], with: "<\(blobs)>"))
            #expect(bytes.ended < named.began)
            #expect(folder.ended < row.began)
            #expect(above.ended < row.began)
        }

        @Test func `a backup is on the disk before it has its name, and the name before the command ends`() async throws
        {
            try await host.servesAGoodRequest()
            let backup = try host.command("backup", "saved", "--data", "data")
            try await SystemTrace.traced(backup, into: scratch.path("trace")).run().succeeded()
            let trace = SystemTrace(try Files.text(scratch.path("trace")))
            let named = try #require(trace.first(["rename", "renameat", "renameat2"], with: "/saved\""))
            let bytes = try #require(trace.first(SystemTrace.syncs, with: "/saved.part>"))
            #expect(bytes.ended < named.began)
            #expect(trace.first(["fsync"], with: "<\(scratch.folder)>", from: named.ended + 1) != nil)
        }
    }
}
