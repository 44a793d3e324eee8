import QuickstepJSON
import QuickstepLambda
import QuickstepPrimitives
import QuickstepServiceKit
import Synchronization

/// Runs the production runtime in memory on virtual time, and cuts its power at a commit.
///
/// The next runtime gets a copy of the rows and the bytes as they were at that moment. What the first one still does is done to a store
/// that takes nothing any more, so nobody sees it.
package struct SimulatedCrashes: CrashWorld {
    /// No undisturbed run makes more commits: one that does may never come to rest.
    package static let commitsMax = 100_000

    /// How many worlds run at the same time; each has threads of its own, most of which wait.
    package static let width = 4

    private let client: CrashClient
    private let template: TemplateReader?
    private let actsBeforeCommit: Bool

    private var subject: CrashSubject { client.subject }

    /// - Parameters:
    ///   - subject: The workflow.
    ///   - actsBeforeCommit: The bug that must be found. Never set outside of tests.
    /// - Throws: `RuntimeError` where the template cannot be read or is not valid.
    package init(_ subject: CrashSubject, actsBeforeCommit: Bool = false) throws(RuntimeError) {
        client = CrashClient(subject)
        // Read once, not once a run.
        template = try subject.template.map { (template) throws(RuntimeError) in
            try TemplateReader(template, functions: subject.functions())
        }
        self.actsBeforeCommit = actsBeforeCommit || TestHooks.actsBeforeCommit
    }

    package func run(_ plan: CrashPlan) async throws -> CrashRun {
        let run = Run(functions: subject.functions())
        var disk = Disk()
        var told = Acknowledged()
        var life = plan.lifeFirst
        let start = subject.start.adding(milliseconds: plan.delayMilliseconds)
        let settings = { (life: Int) in
            RuntimeOptions(
                clock: .virtual(startingAt: start),
                functions: run.functions,
                template: subject.template,
                seed: subject.seed(ofLife: life)
            )
        }
        if plan.elsewhere > 0 {
            let runtime = try await Runtime.start(settings(life), on: bench(run, disk) { $0 }) { _ in }
            await runtime.settle()
            await runtime.stop()
            life += 1
        }
        for (number, point) in plan.crashes.enumerated() {
            let end = try await self.life(run, disk, told, settings(life), crashing: point)
            guard case .crashed(let rest, let known) = end else { return result(of: end, run, crashes: number) }
            (disk, told) = (rest, known)
            life += 1
        }
        let end = try await self.life(run, disk, told, settings(life), crashing: nil)
        return result(of: end, run, crashes: plan.crashes.count)
    }

    private func result(of end: End, _ run: Run, crashes: Int) -> CrashRun {
        guard case .rested(let observation, let commits, let refusal) = end else {
            return CrashRun(
                observation: Observation(),
                crashes: crashes,
                commits: Self.commitsMax,
                refusal: "The workflow is not at rest after \(Self.commitsMax) commits: something goes on for ever."
            )
        }
        return CrashRun(
            observation: observation,
            crashes: crashes,
            commits: commits,
            complaints: run.ledger.complaints,
            refusal: refusal,
            missingFunctions: observation.unknownFunctions.subtracting(run.functions.map(\.name)).sorted()
        )
    }

    // MARK: One process

    /// What outlives the processes of a run.
    private final class Run: Sendable {
        let functions: [Function]
        let ledger = CallLedger()

        init(functions: [Function]) {
            self.functions = functions
        }
    }

    private struct Disk: Sendable {
        var rows = InMemoryStore()
        var blobs = InMemoryBlobStore()

        func copy() -> Disk { Disk(rows: rows.copy(), blobs: blobs.copy()) }
    }

    /// How a process ended.
    private enum End {
        case crashed(Disk, Acknowledged)
        case rested(Observation, commits: Int, refusal: String?)
    }

    private func bench(
        _ run: Run,
        _ disk: Disk,
        wrap: @escaping @Sendable (any Store) -> any Store
    ) -> TestBench {
        var bench = TestBench()
        bench.storage = (disk.rows, disk.blobs)
        bench.wrap = wrap
        bench.observer = run.ledger.observer
        bench.template = template
        bench.actsBeforeCommit = actsBeforeCommit
        return bench
    }

    /// What is known of one process from outside.
    private final class Life: Sendable {
        /// What the power cut left; nil as long as there was none.
        let rest = Mutex<Disk?>(nil)
        let told: Mutex<Acknowledged>

        init(told: Acknowledged) {
            self.told = Mutex(told)
        }
    }

    private func life(
        _ run: Run,
        _ disk: Disk,
        _ told: Acknowledged,
        _ options: RuntimeOptions,
        crashing point: CrashPoint?
    ) async throws -> End {
        let (crashes, crash) = AsyncStream.makeStream(of: Void.self)
        let (starts, started) = AsyncStream.makeStream(of: Runtime.self)
        let life = Life(told: told)
        let fault = point?.side == .after ? FaultInjectingStore.Fault.crashAfter : .crashBefore
        let commit = point?.commit ?? Self.commitsMax + 1
        let store = FaultInjectingStore(run.ledger.watching(disk.rows), faults: [commit: fault]) {
            life.rest.withLock { $0 = disk.copy() }
            crash.yield()
        }
        let bench = bench(run, disk) { _ in store }
        let work = Task { () async throws -> (observation: Observation, refusal: String?) in
            defer {
                started.finish()
                crash.finish()
            }
            // Even the start of the runtime commits something, and may be where the power goes.
            let runtime = try await Runtime.start(options, on: bench) { _ in }
            started.yield(runtime)
            started.finish()
            let seen = try await look(at: runtime, run, life)
            await runtime.stop()
            return seen
        }
        for await _ in crashes { break }
        if Task.isCancelled || life.rest.withLock({ $0 != nil }) {
            // In a task of its own: a stream has nothing for one that was cancelled.
            await Task { for await runtime in starts { await runtime.abandon() } }.value
        }
        let outcome = await work.result
        try Task.checkCancellation()
        // A process that is stopped in order commits something too, and may be crashed by that.
        if let rest = life.rest.withLock({ $0 }) { return .crashed(rest, life.told.withLock { $0 }) }
        let (observation, refusal) = try outcome.get()
        return .rested(observation, commits: store.commits, refusal: refusal)
    }

    /// Does what the client does, and looks at what there is when nothing more happens.
    private func look(
        at runtime: Runtime,
        _ run: Run,
        _ life: Life
    ) async throws -> (observation: Observation, refusal: String?) {
        var refusal: String?
        do throws(ServiceError) {
            try await client.act(on: runtime, told: life.told.withLock { $0 }) { told in
                life.told.withLock { $0 = told }
            }
        } catch {
            refusal = CrashClient.refusal(error)
        }
        await runtime.settle()
        let observation = try await Observation(
            calls: run.ledger.calls,
            unfinished: try await runtime.unfinishedWork()
        ) { (request) throws(ServiceError) in
            try await runtime.call(request)
        }
        return (observation, refusal)
    }
}
