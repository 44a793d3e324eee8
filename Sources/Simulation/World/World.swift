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
    private let state: Mutex<State>

    /// Clients do at most so many things.
    private static let operationsMax = 40
    /// A world that is not done by then hangs.
    private static let stepsMax = 2_000_000

    /// - Parameters:
    ///   - seed: Decides everything that happens.
    ///   - plant: A fault to plant in the processes. Default: none.
    package init(seed: UInt64, plant: Plant? = nil) {
        self.seed = seed
        self.plant = plant
        scheduler = Scheduler(seed: seed)
        audit = StoreAudit(violations)
        ledger = Ledger(violations)
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
                violations.add("nothing comes to an end: \(ledger.arns.count) executions, \(processCount) processes")
            }
            live()
        }
        scheduler.abandon()
        return Outcome(
            violation: violations.first,
            processes: processCount,
            steps: state.withLock { $0.steps },
            executions: ledger.arns.count
        )
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
            let process = try SimulatedProcess(on: disk, number: number, of: self)
            state.withLock { $0.process = process }
            process.boot()
        } catch {
            violations.add("the process cannot be made: \(error)")
        }
    }

    /// The process ends here and now, as `kill -9` or a power cut ends it; the next one begins.
    private func crash() {
        scheduler.abandon()
        boot()
    }

    // MARK: Living

    private func live() {
        guard let process = state.withLock({ $0.process }) else { return }
        if process.store.isDown || process.hasGivenUp { return crash() }
        let isCalm = state.withLock { $0.isCalm }
        if !isCalm, draw(1300) == 0 { return crash() }
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
        let client = Client(process: process, ledger: ledger)
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
        let choice = draw(5)
        let arns = ledger.arns
        let arn = arns.isEmpty ? nil : arns[Int(draw(UInt64(arns.count)))]
        switch (draw(12), arn) {
        case (0...3, _), (_, nil):
            let order = nextOrder()
            Task { await client.start(order) }
        case (4, let arn?): Task { await client.observe(arn) }
        case (5, let arn?):
            Task {
                await client.observe(arn)
                if choice == 0 { await client.stop(arn) } else { await client.redrive(arn) }
            }
        case (6, _): Task { await client.answerCallback(choice) }
        case (7, _): Task { await client.workForActivity(choice) }
        case (8, _): Task { await client.send("\(choice)") }
        case (9, _): Task { await client.take(deletes: choice > 0) }
        case (10, _): Task { await client.take(deletes: true) }
        default:
            let time = client.process.kernel.clock.now.adding(milliseconds: Int64(draw(600_000)))
            Task { await client.process.kernel.timers.advance(to: time) }
        }
    }

    private func nextOrder() -> StartOrder {
        let orders = ledger.orders
        if !orders.isEmpty, draw(4) == 0 { return orders[Int(draw(UInt64(orders.count)))] }
        let machine = Definitions.all[Int(draw(UInt64(Definitions.all.count)))].name
        let items = (0..<draw(5)).map { "\($0)" }.joined(separator: ",")
        let order = StartOrder(
            machine: machine,
            name: "\(machine)-\(orders.count)",
            input: "{\"seconds\":\(draw(60)),\"items\":[\(items)]}"
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
        guard state.withLock({ $0.isReady }) else { return setUp(Client(process: process, ledger: ledger)) }
        Task {
            let final = FinalCheck(client: Client(process: process, ledger: ledger), violations: violations)
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
