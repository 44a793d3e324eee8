import QuickstepPrimitives
import QuickstepServiceKit
import Synchronization

/// A disk, the processes that live on it one after the other, and the clients that talk to them: all of it driven by one seed.
package final class World: Sendable {
    /// When simulated time begins.
    static let start = Timestamp(milliseconds: 1_735_689_600_000)

    let seed: UInt64
    let plant: Plant?
    let violations = Violations()
    let scheduler: Scheduler
    let audit: StoreAudit
    let ledger: Ledger
    let parts: Parts

    private struct State {
        var random: KeyedRandom
        var process: SimulatedProcess?
        var processes = 0
        var isReady = false
        var isSettingUp = false
        var operationsLeft: Int
        var isCalm = false
        var hasChecked = false
        var steps = 0
    }

    private let disk = InMemoryStore()
    private let blobs = InMemoryBlobStore()
    private let state: Mutex<State>

    /// Clients do at most so many things.
    private static let operationsMax = 40
    /// A world that is not done by then hangs.
    private static let stepsMax = 1_000_000

    /// - Parameters:
    ///   - seed: Decides everything that happens.
    ///   - plant: A fault to plant in the processes. Default: none.
    package init(seed: UInt64, plant: Plant? = nil) {
        self.seed = seed
        self.plant = plant
        scheduler = Scheduler(seed: seed)
        audit = StoreAudit(violations)
        ledger = Ledger(violations)
        parts = Parts.drawn(from: seed)
        var random = KeyedRandom(seed: seed, event: 0)
        let operations = 5 + Int(random.integer(below: UInt64(Self.operationsMax)))
        state = Mutex(State(random: random, operationsLeft: operations))
    }

    /// What became of a world.
    package struct Outcome: Sendable, Equatable {
        /// What must not have been, and was; nil where all went well.
        package let violation: String?
        /// How many processes lived on the disk.
        package let processes: Int
        /// How many pieces of work were run.
        package let steps: Int
        /// How many executions were started.
        package let executions: Int
        /// What happened in it, as the end shows it.
        package let tally: Tally
    }

    /// Lives through everything, to the end of all executions.
    ///
    /// - Throws: `SimulationError` where this platform cannot run everything on one thread.
    package func run() throws(SimulationError) -> Outcome {
        guard GlobalExecutor.replace(by: scheduler) else { throw SimulationError.noHooks }
        boot()
        while violations.first == nil, !isDone {
            let steps = state.withLock { state in
                state.steps += 1
                return state.steps
            }
            if steps > Self.stepsMax {
                violations.add("nothing comes to an end: \(standing)")
            }
            live()
        }
        scheduler.abandon()
        return Outcome(
            violation: violations.first,
            processes: processCount,
            steps: state.withLock { $0.steps },
            executions: ledger.arns.count,
            tally: ledger.tally
        )
    }

    /// How a world stands that does not come to an end.
    private var standing: String {
        guard let kernel = state.withLock({ $0.process?.kernel }) else { return "there is no process" }
        let isBusy = kernel.activity.reading.isQuiet ? "nothing goes on" : "something goes on"
        return "\(ledger.arns.count) executions, \(processCount) processes, at \(kernel.clock.now.iso8601) \(isBusy)"
    }

    private var processCount: Int { state.withLock { $0.processes } }
    private var isDone: Bool { state.withLock { $0.hasChecked } }

    func draw(_ bound: UInt64) -> UInt64 {
        state.withLock { $0.random.integer(below: bound) }
    }

    // MARK: Processes

    private func boot() {
        let number = state.withLock { state in
            state.processes += 1
            state.isSettingUp = false
            return state.processes
        }
        do throws(ServiceError) {
            let process = try SimulatedProcess(on: disk, blobs, number: number, of: self)
            state.withLock { $0.process = process }
            process.boot()
        } catch {
            violations.add("the process cannot be made: \(error)")
        }
    }

    /// The process ends here and now, as `kill -9` or a power cut ends it; the next one begins.
    private func crash() {
        if let process = state.withLock({ $0.process }) { ledger.noteCrash(at: process.kernel.clock.now) }
        scheduler.abandon()
        boot()
    }

    // MARK: Living

    private func live() {
        guard let process = state.withLock({ $0.process }) else { return }
        if process.store.isDown || process.hasGivenUp { return crash() }
        let isCalm = state.withLock { $0.isCalm }
        if !isCalm, draw(1300) == 0 {
            ledger.count(.crash)
            return crash()
        }
        if !isCalm { makeTrouble(process) }
        let mayAsk = process.hasBooted && (isCalm ? false : draw(60) == 0)
        if mayAsk { act(process) }
        guard !scheduler.runOne() else { return }
        // Nothing can happen by itself.
        guard process.hasBooted else { return crash() }
        if !act(process) { calm(process) }
    }

    private func makeTrouble(_ process: SimulatedProcess) {
        switch draw(4000) {
        case 3...4: process.store.tearNext()
        case 5...7: process.store.fail(next: 1 + Int(draw(3)))
        case 8: process.store.setFull(true)
        case 9...40: process.store.setFull(false)
        default: break
        }
    }

    /// A client does something.
    ///
    /// Returns whether anything is left to do.
    @discardableResult
    private func act(_ process: SimulatedProcess) -> Bool {
        let client = client(of: process)
        guard state.withLock({ $0.isReady }) else {
            setUp(client)
            return true
        }
        let mayAct = state.withLock { state in
            guard state.operationsLeft > 0 else { return false }
            state.operationsLeft -= 1
            return true
        }
        if mayAct { doSomething(client) }
        return mayAct
    }

    private func client(of process: SimulatedProcess) -> Client {
        Client(process: process, ledger: ledger, parts: parts)
    }

    private func setUp(_ client: Client) {
        let begins = state.withLock { state in
            defer { state.isSettingUp = true }
            return !state.isSettingUp
        }
        guard begins else { return }
        Task {
            let isReady = await client.setUp()
            state.withLock { state in
                state.isReady = isReady
                state.isSettingUp = false
            }
        }
    }

    private func doSomething(_ client: Client) {
        let choice = draw(6)
        let errands = Errand.all(of: parts)
        let errand = errands[Int(draw(UInt64(errands.count)))]
        let isAboutMapRun = [.observeMapRuns, .stopOrRedriveMapRun, .updateMapRun].contains(errand)
        let arns = ledger.arns.filter { !isAboutMapRun || Definitions.mayHaveMapRun($0) }
        let arn = arns.isEmpty ? nil : arns[Int(draw(UInt64(arns.count)))]
        switch (errand, arn) {
        case (.answerCallback, _): Task { await client.answerCallback(choice) }
        case (.workForActivity, _): Task { await client.workForActivity(choice) }
        case (.send, _): Task { await client.send("\(choice)") }
        case (.take, _): Task { await client.take(deletes: choice > 0) }
        case (.putEvent, _): Task { await client.putEvents(choice == 0 ? 3 : 1) }
        case (.examine, _): Task { await client.examine() }
        case (.advance, _):
            ledger.count(.timeJump)
            let time = client.process.kernel.clock.now.adding(milliseconds: Int64(draw(600_000)))
            Task { await client.process.kernel.timers.advance(to: time) }
        case (.startTwo, _):
            let order = nextOrder(ofMapRun: false)
            Task { await client.startTwo(order) }
        case (.start, _), (_, nil):
            let order = nextOrder(ofMapRun: isAboutMapRun)
            Task { await client.start(order) }
        case (.observe, let arn?): Task { await client.observe(arn) }
        case (.stopOrRedrive, let arn?):
            Task {
                await client.observe(arn)
                if choice == 0 { await client.stop(arn) } else { await client.redrive(arn) }
            }
        case (.observeMapRuns, let arn?): Task { await client.observeMapRuns(of: arn) }
        case (.stopOrRedriveMapRun, let arn?):
            Task {
                await client.observeMapRuns(of: arn)
                if choice < 2 { await client.stop(arn) } else { await client.redrive(arn) }
            }
        case (.updateMapRun, let arn?):
            let concurrency = 1 + Int(draw(UInt64(Definitions.concurrencyMax)))
            Task { await client.updateMapRun(of: arn, concurrency: concurrency, tolerated: Int(choice) * 2) }
        }
    }

    /// What is started next: something new, or the same once more.
    private func nextOrder(ofMapRun: Bool) -> StartOrder {
        let orders = ledger.orders
        if !orders.isEmpty, draw(4) == 0 { return orders[Int(draw(UInt64(orders.count)))] }
        let machines = ofMapRun ? Definitions.mapRuns : Definitions.started(in: parts)
        let machine = machines[Int(draw(UInt64(machines.count)))].name
        let items = (0..<draw(Definitions.isMapRunMachine(machine) ? 10 : 5)).map { "\($0)" }.joined(separator: ",")
        let order = StartOrder(
            machine: machine,
            name: "\(machine)-\(orders.count)",
            input: "{\"seconds\":\(draw(60)),\"tolerated\":\(draw(4)),\"items\":[\(items)]}"
        )
        ledger.add(order)
        return order
    }

    // MARK: The end

    /// Clients have done what they wanted: the troubles end, what waits for somebody outside is answered or times out, and then
    /// everything is looked at.
    private func calm(_ process: SimulatedProcess) {
        state.withLock { $0.isCalm = true }
        process.store.setFull(false)
        process.store.fail(next: 0)
        guard state.withLock({ $0.isReady }) else { return setUp(client(of: process)) }
        Task {
            let final = FinalCheck(client: client(of: process), violations: violations)
            if await final.isEverythingOver() {
                await final.run()
                state.withLock { $0.hasChecked = true }
            }
        }
    }
}

/// What keeps a simulation from running.
package struct SimulationError: Error, Sendable, CustomStringConvertible {
    package let description: String

    static let noHooks = SimulationError(
        description: "This platform's concurrency library has no hooks, so a run cannot be repeated from its seed."
    )
}
