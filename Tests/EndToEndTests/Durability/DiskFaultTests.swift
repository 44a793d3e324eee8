import QuickstepJSON
import Testing

extension EndToEnd {
    /// A disk that is full or read-only, and a store that somebody else has locked: nothing acknowledged is lost, and all goes on when
    /// it can.
    struct DiskFaultTests {
        let scratch: Scratch
        let host: Host

        init() throws {
            scratch = try Scratch()
            host = Host(scratch: scratch)
        }

        private static let role: JSONValue = "arn:aws:iam::000000000000:role/r"

        private static let waiting = #"""
            {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 3, "Next": "P"}, "P": {"Type": "Pass", "End": true}}}
            """#

        /// Sends messages until one is refused, or there are enough.
        ///
        /// - Returns: How many were acknowledged, and the refusal.
        private static func send(_ server: Server, _ queue: JSONValue, max: Int) async throws -> (Int, Server.Answer?) {
            let body = JSONValue.string(String(repeating: "m", count: 800))
            for number in 0..<max {
                let answer = try await server.queues("SendMessage", ["QueueUrl": queue, "MessageBody": body])
                guard answer.status == 200 else { return (number, answer) }
            }
            return (max, nil)
        }

        private static func messages(_ server: Server, _ queue: JSONValue) async throws -> Int? {
            let names: JSONValue = ["ApproximateNumberOfMessages"]
            let answer = try await server.queues("GetQueueAttributes", ["QueueUrl": queue, "AttributeNames": names])
            return try answer.succeeded()["Attributes"]?["ApproximateNumberOfMessages"]?.stringValue.flatMap { Int($0) }
        }

        /// Asks until an execution has ended.
        private static func end(_ server: Server, _ execution: JSONValue) async throws -> JSONValue? {
            let deadline = ContinuousClock.now + .seconds(60)
            while ContinuousClock.now < deadline {
                let status = try await server.states("DescribeExecution", ["executionArn": execution]).body["status"]
                if let status, status != "RUNNING" { return status }
            }
            return nil
        }

        @Test(.enabled("Only the superuser can make a small disk.", { await SmallDisk.isPossible() }))
        func `on a full disk callers are told to try again, and when there is room everything goes on`() async throws {
            try await SmallDisk.use(in: scratch, mebibytes: 12) { disk in
                let data = disk.folder + "/data"
                let ((queue, acknowledged), outcome) = try await Server.run(
                    host.command("serve", "--port", "0", "--data", data)
                ) {
                    server in
                    let queue = try #require(
                        try await server.queues("CreateQueue", ["QueueName": "jobs"]).succeeded()["QueueUrl"]
                    )
                    let machine = try await server.states(
                        "CreateStateMachine",
                        ["name": "waits", "definition": .string(Self.waiting), "roleArn": Self.role]
                    ).succeeded()
                    let arn = machine["stateMachineArn"] ?? .null
                    let before = try #require(
                        try await server.states("StartExecution", ["stateMachineArn": arn, "name": "before"])
                            .succeeded()["executionArn"]
                    )
                    var acknowledged = try await Self.send(server, queue, max: 10).0
                    #expect(acknowledged == 10)
                    try disk.fill()
                    let (fitted, refusal) = try await Self.send(server, queue, max: 5000)
                    acknowledged += fitted
                    let refused = try #require(refusal, "The disk never became full.")
                    #expect(refused.status == 503, "\(refused)")
                    #expect(refused.body.compactText.contains("Free some space"), "\(refused)")
                    let start = try await server.states("StartExecution", ["stateMachineArn": arn, "name": "during"])
                    #expect(start.status == 503, "\(start)")
                    // What is there can still be read, and what is read is what was acknowledged.
                    let count = try await Self.messages(server, queue)
                    #expect(count == acknowledged)
                    try disk.free()
                    let (more, again) = try await Self.send(server, queue, max: 10)
                    acknowledged += more
                    #expect(again == nil)
                    #expect(try await Self.end(server, before) == "SUCCEEDED")
                    let after = try await server.states("StartExecution", ["stateMachineArn": arn, "name": "during"])
                    #expect(try await Self.end(server, after.succeeded()["executionArn"] ?? .null) == "SUCCEEDED")
                    return (queue, acknowledged)
                }
                #expect(outcome.end == .exited(0), "\(outcome)")
                let doctor = try await host("doctor", "--data", data)
                #expect(doctor.end == .exited(0), "\(doctor)")
                _ = try await Server.run(host.command("serve", "--port", "0", "--data", data)) { server in
                    let count = try await Self.messages(server, queue)
                    #expect(count == acknowledged)
                }
            }
        }

        @Test(.enabled("Only the superuser can make a small disk.", { await SmallDisk.isPossible() }))
        func `an object, a backup and a compaction that do not fit leave nothing behind`() async throws {
            try await SmallDisk.use(in: scratch, mebibytes: 6) { disk in
                let data = disk.folder + "/data"
                try await host("call", "s3", "CreateBucket", #"{"Bucket": "files"}"#, "--data", data).succeeded()
                try scratch.write([UInt8](repeating: 7, count: 2_500_000), to: "fits")
                try scratch.write([UInt8](repeating: 7, count: 8_000_000), to: "large")
                try await host("upload", "fits", "files/fits", "--data", data).succeeded()
                let upload = try await host("upload", "large", "files/large", "--data", data)
                #expect(upload.end == .exited(4), "\(upload)")
                #expect(upload.error.contains("No space left on device"), "\(upload)")
                #expect(upload.error.contains("Free some space"), "\(upload)")
                let backup = try await host("backup", disk.folder + "/saved", "--data", data)
                #expect(backup.end == .exited(0), "\(backup)")
                let second = try await host("backup", disk.folder + "/second", "--data", data)
                #expect(second.end == .exited(4), "\(second)")
                #expect(!Files.exists(disk.folder + "/second"))
                #expect(!Files.exists(disk.folder + "/second.part"))
                let restored = try await host("restore", disk.folder + "/saved", "--data", disk.folder + "/again")
                #expect(restored.end == .exited(4), "\(restored)")
                #expect(!Files.exists(disk.folder + "/again"))
                #expect(!Files.exists(disk.folder + "/again.restoring"))
                let doctor = try await host("doctor", "--data", data, "--output", "json")
                #expect(try doctor.json()["findings"] == [], "\(doctor)")
            }
        }

        @Test(.enabled("Only the superuser can make a small disk.", { await SmallDisk.isPossible() }))
        func `a read-only disk is reported, left as it is, and serves again when it can be written`() async throws {
            try await SmallDisk.use(in: scratch, mebibytes: 6) { disk in
                let data = disk.folder + "/data"
                try await host.servesAGoodRequest(data: data)
                let store = try Files.bytes(data + "/store.sqlite")
                try await disk.setReadOnly(true)
                for arguments in [["run", "good.asl.json"], ["resume"], ["compact"], ["doctor", "--repair"]] {
                    let outcome = try await host.command(arguments + ["--data", data]).run()
                    #expect(outcome.end == .exited(4), "\(outcome)")
                    #expect(outcome.error.contains("Read-only file system"), "\(outcome)")
                }
                for arguments in [["executions"], ["doctor"], ["backup", scratch.path("saved")]] {
                    let outcome = try await host.command(arguments + ["--data", data]).run()
                    #expect(outcome.end == .exited(4), "\(outcome)")
                    #expect(outcome.error.contains("Read-only file system"), "\(outcome)")
                }
                #expect(try Files.bytes(data + "/store.sqlite") == store)
                try await disk.setReadOnly(false)
                try await host.servesAGoodRequest(data: data)
                try await host("doctor", "--data", data).succeeded()
            }
        }

        @Test func `a store that another program has locked is reported, and serves when the lock is gone`()
            async throws
        {
            let store = scratch.path("data/store.sqlite")
            let script = """
                import sqlite3, sys, time
                connection = sqlite3.connect(sys.argv[1], isolation_level=None)
                connection.execute("BEGIN IMMEDIATE")
                print("locked", file=sys.stderr, flush=True)
                time.sleep(100)
                """
            let python = try #require(["/usr/bin/python3", "/usr/local/bin/python3"].first { Files.exists($0) })
            let locker = Command(path: python, ["-c", script, store], in: scratch.folder)
            let ran = try await Server.run(host.command("serve", "--port", "0", "--data", "data")) { server in
                let queue = try #require(
                    try await server.queues("CreateQueue", ["QueueName": "jobs"]).succeeded()["QueueUrl"]
                )
                let refused = try await locker.runUntilKilled(afterLineWith: "locked") { _, _ in
                    try await Self.send(server, queue, max: 1).1
                }
                let refusal = try #require(refused.result, "The store was not locked.")
                #expect(refusal.status == 503, "\(refusal)")
                #expect(refusal.body.compactText.contains("Another program holds the file's lock"), "\(refusal)")
                #expect(try await Self.messages(server, queue) == 0)
                #expect(try await Self.send(server, queue, max: 3).0 == 3)
                #expect(try await Self.messages(server, queue) == 3)
            }
            #expect(ran.outcome.end == .exited(0), "\(ran.outcome)")
        }

        @Test func `a page that is damaged is told by the doctor, left as it is, and a backup brings all of it back`()
            async throws
        {
            _ = try await Server.run(host.command("serve", "--port", "0", "--data", "data")) { server in
                let machine = try await server.states(
                    "CreateStateMachine",
                    ["name": "m", "definition": .string(Definitions.good), "roleArn": Self.role]
                ).succeeded()
                let input = JSONValue.string("\"\(String(repeating: "x", count: 700))\"")
                for number in 0..<150 {
                    _ = try await server.states(
                        "StartExecution",
                        [
                            "stateMachineArn": machine["stateMachineArn"] ?? .null, "name": .string("n\(number)"),
                            "input": input,
                        ]
                    ).succeeded()
                }
            }
            try await host("resume", "--data", "data").succeeded()
            let listed = try await host("executions", "--data", "data").succeeded().output
            try await host("backup", "saved", "--data", "data").succeeded()
            try await host("doctor", "--data", "data").succeeded()
            let store = scratch.path("data/store.sqlite")
            var bytes = try Files.bytes(store)
            let page = bytes.count / 4096 / 2 * 4096
            for index in page..<(page + 4096) { bytes[index] = UInt8(truncatingIfNeeded: index &* 31 &+ 7) }
            try Files.write(bytes, to: store)
            let doctor = try await host("doctor", "--data", "data")
            #expect(doctor.end == .exited(4), "\(doctor)")
            #expect(doctor.output.contains("damage: store: "), "\(doctor)")
            #expect(doctor.error.contains("restore a backup"), "\(doctor)")
            #expect(doctor.error.contains("could not be read to its end"), "\(doctor)")
            let backup = try await host("backup", "second", "--data", "data")
            #expect(backup.end == .exited(4), "\(backup)")
            #expect(try Files.bytes(store) == bytes, "a damaged store is left as it is")
            try await host("restore", "saved", "--data", "again").succeeded()
            #expect(try await host("executions", "--data", "again").succeeded().output == listed)
            try await host("doctor", "--data", "again").succeeded()
        }
    }
}
