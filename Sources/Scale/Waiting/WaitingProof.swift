import QuickstepJSON
import QuickstepPrimitives
import QuickstepRuntime
import QuickstepServiceKit

/// Many executions in a Wait state: what they cost while they wait, how fast the next process is ready, and that all go on.
///
/// Time is moved by hand, so that no part of it is measured while time is waited for.
package struct WaitingProof: Sendable {
    /// What the processes may take.
    package struct Bounds: Sendable {
        /// How long the next one may take until it is ready.
        package var ready: Duration
        package var residentBytes: Int

        package init(ready: Duration, residentBytes: Int) {
            self.ready = ready
            self.residentBytes = residentBytes
        }
    }

    private let folder: String
    private let count: Int
    /// Over how many seconds the ends of the waits are spread; 1 is one instant for all.
    private let instants: Int

    package init(folder: String, count: Int, instants: Int) {
        self.folder = folder
        self.count = count
        self.instants = instants
    }

    private static let start = Timestamp(milliseconds: 1_767_225_600_000)
    /// When the first of them goes on.
    private static let until = start.adding(.seconds(90 * 86_400))
    private static let machine = "waiting"
    /// How many clients start executions at the same time.
    private static let clients = 128

    private static let definition = """
        {"StartAt": "Until", "States": {
          "Until": {"Type": "Wait", "TimestampPath": "$.until", "Next": "Done"},
          "Done": {"Type": "Succeed"}}}
        """

    private var options: RuntimeOptions {
        RuntimeOptions(storage: .folder(folder), clock: .manual(startingAt: Self.start), seed: 7)
    }

    // MARK: The first process

    /// Starts the executions, and returns when all of them wait.
    ///
    /// The runtime is left as it is: whoever calls this ends the process.
    ///
    /// - Parameter residentBytes: How much memory the process may take while they wait.
    /// - Returns: What was measured, and what was missed.
    /// - Throws: What keeps the runtime from starting, and what it answers to a request that must not fail.
    package func leave(within residentBytes: Int) async throws -> ProofReport {
        var report = ProofReport()
        let runtime = try await Runtime.start(options)
        let machine = try await runtime.deploy(Self.definition, name: Self.machine)
        let clock = ContinuousClock()
        let began = clock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for client in 0..<Self.clients {
                group.addTask {
                    for number in stride(from: client, to: count, by: Self.clients) {
                        let until = Self.until.adding(.seconds(number % instants)).iso8601
                        _ = try await runtime.startExecution(
                            of: machine,
                            input: ["until": .string(until)],
                            name: "n\(number)"
                        )
                    }
                }
            }
            try await group.waitForAll()
        }
        await runtime.settle()
        let took = clock.now - began
        report.note("started", "\(count) executions")
        report.note("time to start them", took)
        report.note("started in a second", Decimals.text(Double(count) / (took / .seconds(1)), 0))
        let reading = try ProcessReading()
        report.note("memory while they wait", bytes: reading.residentBytes, atMost: residentBytes)
        report.note("memory at most", bytes: reading.residentBytesMax)
        report.note("store", bytes: FileSize.bytes(folder + "/store.sqlite"))
        let waiting = try await runtime.unfinishedWork().executions.count
        report.demand(waiting == count, "\(waiting) executions wait, not \(count)")
        return report
    }

    // MARK: The next process

    /// Opens what the first process left, lets the time come, and looks at how they ended.
    ///
    /// - Parameters:
    ///   - began: When this process began.
    ///   - bounds: What it may take.
    /// - Returns: What was measured, and what was missed.
    /// - Throws: What keeps the runtime from starting, and what it answers to a request that must not fail.
    package func resume(since began: ContinuousClock.Instant, within bounds: Bounds) async throws -> ProofReport {
        var report = ProofReport()
        let clock = ContinuousClock()
        let runtime = try await Runtime.start(options)
        report.note("time until ready", clock.now - began, atMost: bounds.ready)
        report.note("memory when ready", bytes: try ProcessReading().residentBytes, atMost: bounds.residentBytes)
        report.note("timers in memory", "\(runtime.timersInMemory)")

        try await runtime.advance(to: Self.until.adding(.seconds(-1)))
        let early = try await statuses(of: runtime)
        report.demand(early == ["RUNNING": count], "before the time had come, they were \(Self.text(early))")

        let due = clock.now
        try await runtime.advance(to: Self.until.adding(.seconds(instants)))
        let took = clock.now - due
        report.note("time until all had ended", took)
        report.note("ended in a second", Decimals.text(Double(count) / (took / .seconds(1)), 0))
        let reading = try ProcessReading()
        report.note(
            "memory at most, until they had ended",
            bytes: reading.residentBytesMax,
            atMost: bounds.residentBytes
        )
        let ended = try await statuses(of: runtime)
        report.demand(ended == ["SUCCEEDED": count], "in the end, they were \(Self.text(ended))")
        let unfinished = try await runtime.unfinishedWork()
        report.demand(unfinished.executions.isEmpty, "\(unfinished.executions.count) executions are unfinished")
        report.note("in the end", Self.text(ended))
        await runtime.stop()
        return report
    }

    /// How many executions are of each status; those whose names were not given count as `unknown`.
    private func statuses(of runtime: Runtime) async throws -> [String: Int] {
        var counts: [String: Int] = [:]
        var seen = Array(repeating: false, count: count)
        var token: JSONValue?
        repeat {
            var parameters: JSONObject = [
                "stateMachineArn": .string("arn:aws:states:us-east-1:000000000000:stateMachine:\(Self.machine)"),
                "maxResults": 1000,
            ]
            if let token { parameters["nextToken"] = token }
            let page = try await runtime.call(
                ServiceRequest(service: "states", operation: "ListExecutions", parameters: parameters)
            )
            for execution in page["executions"]?.arrayValue ?? [] {
                let number = execution["name"]?.stringValue.flatMap { Int($0.dropFirst()) }
                guard let number, seen.indices.contains(number), !seen[number] else {
                    counts["unknown", default: 0] += 1
                    continue
                }
                seen[number] = true
                counts[execution["status"]?.stringValue ?? "", default: 0] += 1
            }
            token = page["nextToken"]
        } while token != nil
        return counts
    }

    private static func text(_ counts: [String: Int]) -> String {
        counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    }
}
