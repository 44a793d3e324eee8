import Testing

@testable import QuickstepScale

struct MixturePlanTests {
    @Test func `a hundred executions wait for everything that can be waited for`() {
        let plan = MixturePlan(count: 100)
        let counts = MixturePlan.Kind.allCases.map { plan.count(of: $0) }
        #expect(counts == [40, 10, 10, 10, 10, 10, 9, 1])
        // Each itself, a child of each that nests, two branches, four iterations, forty children of the map run.
        #expect(plan.told.count == 100 + 10 + 9 * 2 + 10 * 4 + 40)
        #expect(Set(plan.told).count == plan.told.count)
        #expect(plan.toldEarly == 10 * 2 + 9 + 20)
    }

    @Test func `some of the waits are overdue when the next process begins, and some are not`() {
        let plan = MixturePlan(count: 1000)
        #expect((200...300).contains(plan.overdue), "\(plan.overdue)")
    }

    @Test func `what is missing and what is told twice is named`() {
        let plan = MixturePlan(count: 30)
        var words = plan.told
        #expect(plan.difference(to: words.reversed()) == ([], []))
        let lost = words.removeFirst()
        words.append("waits-7")
        words.append("nobody")
        #expect(plan.difference(to: words) == ([lost], ["nobody", "waits-7"]))
    }
}

struct ProofReportTests {
    @Test func `a bound that is met is noted, one that is missed is told`() {
        var report = ProofReport()
        report.note("time until ready", .milliseconds(1500), atMost: .seconds(2))
        #expect(report.holds)
        report.note("memory", bytes: 3 << 20, atMost: 2 << 20)
        #expect(report.lines == ["time until ready: 1.50 s (at most 2 s)", "memory: 3.0 MiB (at most 2.0 MiB)"])
        #expect(report.missed == ["memory: 3.0 MiB (at most 2.0 MiB)"])
    }

    @Test func `a process is read as Linux shows it`() throws {
        let status = "Name:\tquickstep\nVmHWM:\t   20480 kB\nVmRSS:\t   10240 kB\nThreads:\t7\n"
        let reading = try ProcessReading(status: status, descriptors: 5)
        #expect(reading.residentBytes == 10 << 20)
        #expect(reading.residentBytesMax == 20 << 20)
        #expect(reading.threads == 7)
        #expect(throws: ProofFailure.self) { try ProcessReading(status: "Name:\tx\n", descriptors: 0) }
    }
}
