import Testing

extension EndToEnd {
    /// Executions that wait for everything that can be waited for, in a process that is killed; and a server under load.
    struct ScaleTests {
        let scratch: Scratch
        let host: Host

        init() throws {
            scratch = try Scratch()
            host = Host(program: .scale, scratch: scratch)
        }

        /// What the process that is killed says, and that it was killed.
        private func leave(_ subject: String, _ count: Int) async throws {
            let left = try await host("leave", subject, "--count", "\(count)", "--data", "data")
            #expect(left.end == .killed(signal: 9), "\(left)")
        }

        @Test func `a thousand executions that wait for all kinds of things are carried on after a kill`() async throws
        {
            try await leave("mixture", 1000)
            let resumed = try await host("resume", "mixture", "--count", "1000", "--data", "data")
            #expect(resumed.end == .exited(0), "\(resumed)")
        }

        @Test(arguments: [
            ("timer-lost", "executions are unfinished"), ("told-twice", "1 words are too many, such as asks-50"),
        ])
        func `a planted fault is found`(plant: String, said: String) async throws {
            try await leave("mixture", 100)
            let resumed = try await host("resume", "mixture", "--count", "100", "--data", "data", "--plant", plant)
            #expect(resumed.end == .exited(1), "\(resumed)")
            #expect(resumed.output.contains(said), "\(resumed)")
        }

        @Test func `executions that all wait for one moment go on in it, and a bound that is missed is told`()
            async throws
        {
            let large = try await host("leave", "waits", "--count", "10", "--data", "large", "--memory", "1")
            #expect(large.end == .exited(1), "\(large)")
            #expect(large.output.contains("MISSED: memory while they wait"), "\(large)")
            try await leave("waits", 2000)
            let tight = try await host("resume", "waits", "--count", "2000", "--data", "data", "--memory", "1")
            #expect(tight.end == .exited(1), "\(tight)")
            #expect(tight.output.contains("MISSED: memory when ready"), "\(tight)")
            #expect(tight.output.contains("in the end: 2000 SUCCEEDED"), "\(tight)")
        }

        @Test(arguments: [("memory", "memory grows"), ("descriptors", "descriptors grows")])
        func `what a server keeps for ever is found`(plant: String, said: String) async throws {
            let soaked = try await host("soak", "--seconds", "12", "--data", "data", "--plant", plant)
            #expect(soaked.end == .exited(1), "\(soaked)")
            #expect(soaked.output.contains("MISSED: \(said)"), "\(soaked)")
        }
    }
}
