import QuickstepJSON
import QuickstepLambda
import QuickstepPrimitives
import QuickstepRuntime
import QuickstepServiceKit

/// Executions that wait for everything that can be waited for, left by a process that is killed: all end as they must in the next one.
package struct MixtureProof: Sendable {
    /// A fault to plant before the end, to prove that it is found.
    package enum Plant: String, CaseIterable, Sendable {
        /// A timer is taken back that an execution waits for.
        case timerLost = "timer-lost"
        /// A word is told twice.
        case toldTwice = "told-twice"
    }

    private let folder: String
    private let plan: MixturePlan

    package init(folder: String, count: Int) {
        self.folder = folder
        plan = MixturePlan(count: count)
    }

    private static let start = Timestamp(milliseconds: 1_767_225_600_000)
    /// How many clients there are at the same time.
    private static let clients = 64

    private static func time(_ seconds: Int) -> Timestamp { start.adding(.seconds(seconds)) }

    private struct NotYet: Error {}

    private func options(at time: Timestamp, isFlaky: Bool) -> RuntimeOptions {
        RuntimeOptions(
            storage: .folder(folder),
            clock: .manual(startingAt: time),
            functions: [
                Function(MixtureDefinitions.function) { (_: JSONValue, _: FunctionContext) throws -> JSONValue in
                    if isFlaky { throw NotYet() }
                    return "at last"
                }
            ],
            seed: 7
        )
    }

    // MARK: The first process

    /// Starts the executions and returns when half of what they do is done and the rest waits.
    ///
    /// The runtime is left as it is: whoever calls this ends the process.
    package func leave() async throws -> ProofReport {
        var report = ProofReport()
        let runtime = try await Runtime.start(options(at: Self.start, isFlaky: true))
        for queue in [MixtureDefinitions.queue, MixtureDefinitions.requests, MixtureDefinitions.taken] {
            _ = try await runtime.call("sqs", "CreateQueue", ["QueueName": .string(queue)])
        }
        _ = try await runtime.call("states", "CreateActivity", ["name": .string(MixtureDefinitions.activity)])
        var machines: [MixturePlan.Kind: String] = [:]
        for kind in MixturePlan.Kind.allCases {
            machines[kind] = try await runtime.deploy(MixtureDefinitions.text(of: kind), name: kind.rawValue)
        }
        try await Self.each(plan.entries) { [machines] entry in
            guard let machine = machines[entry.kind] else { return }
            _ = try await runtime.startExecution(of: machine, input: MixturePlan.input(of: entry), name: entry.name)
        }
        await runtime.settle()
        for _ in 0..<(plan.count(of: .works) / 2) {
            try await runtime.queues[MixtureDefinitions.taken].send(try await takeWork(runtime))
        }
        try await runtime.advance(to: Self.time(MixturePlan.leftAt))
        await runtime.settle()
        report.note("started", "\(plan.entries.count) executions")
        let waiting = try await runtime.unfinishedWork().executions.count
        // The executions that others wait for are listed beside them; those of a map run are their run's.
        let expected = plan.entries.count + plan.count(of: .nests)
        report.note("waiting", "\(waiting) executions")
        report.demand(waiting == expected, "\(waiting) executions wait, not \(expected)")
        let told = try await runtime.messageCount(MixtureDefinitions.queue)
        report.note("told", "\(told) words")
        report.demand(told == plan.toldEarly, "\(told) words were told, not \(plan.toldEarly)")
        return report
    }

    // MARK: The next process

    /// Opens what the first process left, does what is waited for, lets time come, and looks at how everything ended.
    ///
    /// - Parameter plant: A fault to plant.
    /// - Returns: What was measured, and what was missed.
    /// - Throws: What keeps the runtime from starting, and what it answers to a request that must not fail.
    package func resume(planting plant: Plant? = nil) async throws -> ProofReport {
        var report = ProofReport()
        try await examine("before", &report)
        let fired = FiredTimers()
        let clock = ContinuousClock()
        let began = clock.now
        let opened = Self.time(MixturePlan.resumedAt)
        let runtime = try await Runtime.startTelling(options(at: opened, isFlaky: false), onFire: fired.note)
        report.note("time until ready", clock.now - began)
        await runtime.settle()
        report.note("time until what was overdue had gone on", clock.now - began)
        let overdue = fired.due(by: opened)
        report.note("overdue", "\(overdue.count) timers")
        report.demand(runtime.now == opened, "time went on by itself")
        report.demand(overdue.count == plan.overdue, "\(overdue.count) overdue timers fired, not \(plan.overdue)")
        report.demand(Set(overdue).count == overdue.count, "overdue timers fired twice")
        report.demand(
            zip(overdue, overdue.dropFirst()).allSatisfy { $0.due <= $1.due },
            "the overdue timers did not fire in the order in which they were due"
        )
        try await answer(runtime)
        if let plant { try await self.plant(plant, in: runtime) }
        try await runtime.advance(to: Self.time(MixturePlan.endsAt))
        report.note("time until all had ended", clock.now - began)
        try await judge(runtime, &report)
        await runtime.stop()
        try await examine("after", &report)
        return report
    }

    /// Ends the tasks that wait for somebody outside: those of the worker who had taken some, and of others.
    private func answer(_ runtime: Runtime) async throws {
        for queue in [MixtureDefinitions.requests, MixtureDefinitions.taken] {
            let messages = try await runtime.drain(queue)
            try await Self.each(messages) { message in
                let token = try JSONValue.parse(message)["token"] ?? .null
                _ = try await runtime.call("states", "SendTaskSuccess", ["taskToken": token, "output": "1"])
            }
        }
        let works = plan.count(of: .works)
        for _ in 0..<(works - works / 2) {
            let token = try JSONValue.parse(try await takeWork(runtime))["token"] ?? .null
            _ = try await runtime.call("states", "SendTaskSuccess", ["taskToken": token, "output": "1"])
        }
        await runtime.settle()
    }

    /// Takes a task of the activity.
    ///
    /// Returns its token, as JSON text.
    private func takeWork(_ runtime: Runtime) async throws(ServiceError) -> String {
        let taken = try await runtime.answer(
            ServiceRequest(
                service: "states",
                operation: "GetActivityTask",
                parameters: [
                    "activityArn": .string(
                        "arn:aws:states:us-east-1:000000000000:activity:\(MixtureDefinitions.activity)"
                    )
                ]
            )
        )
        return JSONValue.object(["token": taken["taskToken"] ?? .null]).compactText
    }

    private func plant(_ plant: Plant, in runtime: Runtime) async throws {
        switch plant {
        case .timerLost:
            try await runtime.loseTimer(after: Self.time(MixturePlan.resumedAt))
        case .toldTwice:
            try await runtime.queues[MixtureDefinitions.queue].send(plan.told.first ?? "")
        }
    }

    // MARK: Judging

    private func judge(_ runtime: Runtime, _ report: inout ProofReport) async throws {
        let unfinished = try await runtime.unfinishedWork()
        report.demand(
            unfinished.executions.isEmpty && unfinished.calls == 0,
            "\(unfinished.executions.count) executions are unfinished, such as \(unfinished.executions.first ?? "none")"
        )
        for kind in MixturePlan.Kind.allCases {
            let succeeded = try await runtime.executionCount(of: kind.rawValue, "SUCCEEDED")
            let nested = kind == .waits ? plan.count(of: .nests) : 0
            let expected = plan.count(of: kind) + nested
            report.demand(succeeded == expected, "\(succeeded) of \(kind.rawValue) succeeded, not \(expected)")
        }
        let words = try await runtime.drain(MixtureDefinitions.queue)
        report.note("told in the end", "\(words.count) words")
        let (missing, doubled) = plan.difference(to: words)
        report.demand(missing.isEmpty, "\(missing.count) words are missing, such as \(missing.first ?? "")")
        report.demand(doubled.isEmpty, "\(doubled.count) words are too many, such as \(doubled.first ?? "")")
    }

    private func examine(_ when: String, _ report: inout ProofReport) async throws {
        let found = try await FolderDoctor.examine(folder)
        let findings = found.inspection.findings.filter { $0.severity != .note }
        report.demand(
            findings.isEmpty && found.isComplete,
            "the doctor, \(when): \(findings.count) findings, such as \(findings.first?.message ?? "none")"
        )
    }

    /// Does something for each of many, many at the same time.
    private static func each<Element: Sendable>(
        _ all: [Element],
        _ body: @escaping @Sendable (Element) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for client in 0..<clients {
                group.addTask {
                    for index in stride(from: client, to: all.count, by: clients) { try await body(all[index]) }
                }
            }
            try await group.waitForAll()
        }
    }
}
