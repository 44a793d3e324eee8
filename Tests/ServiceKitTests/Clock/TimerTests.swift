import QuickstepPrimitives
import QuickstepServiceKit
import Synchronization
import Testing

struct TimerQueueTests {
    private func timer(_ number: Int64, _ due: Int64, _ kind: RuntimeTimer.Kind = .driving) -> RuntimeTimer {
        RuntimeTimer(
            owner: Owner(kind: .queue, name: "q"),
            number: number,
            due: Timestamp(milliseconds: due),
            kind: kind
        )
    }

    private func drain(_ queue: inout TimerQueue, until: Int64 = .max) -> [Int64] {
        var fired: [Int64] = []
        while let next = queue.popDue(at: Timestamp(milliseconds: until)) { fired.append(next.id.number) }
        return fired
    }

    @Test func `timers fire by due time, and in the order of setting where that is equal`() {
        var queue = TimerQueue()
        for (number, due) in [(1, 30), (2, 10), (3, 20), (4, 10), (5, 10)] {
            queue.set(timer(Int64(number), Int64(due)))
        }
        #expect(drain(&queue, until: 20) == [2, 4, 5, 3])
        #expect(drain(&queue) == [1])
        #expect(queue.count == 0)
    }

    @Test func `a cancelled timer never fires, and one set anew fires once, at its new time`() {
        var queue = TimerQueue()
        queue.set(timer(1, 10))
        queue.set(timer(2, 20))
        queue.set(timer(1, 30))
        queue.cancel(timer(2, 20).id)
        #expect(drain(&queue, until: 25) == [])
        #expect(drain(&queue) == [1])
    }

    @Test func `a queue of cancelled timers shrinks`() {
        var queue = TimerQueue()
        for number in 0..<10_000 { queue.set(timer(Int64(number), Int64(number))) }
        for number in 0..<9_990 { queue.cancel(timer(Int64(number), 0).id) }
        #expect(queue.count == 10)
        #expect(drain(&queue) == Array(9_990..<10_000))
    }

    @Test func `passive timers do not draw time, and bounding ones stop it`() {
        var queue = TimerQueue()
        queue.set(timer(1, 10, .passive))
        #expect(queue.nextDriving() == nil)
        queue.set(timer(2, 50))
        #expect(queue.nextDriving() == Timestamp(milliseconds: 50))
        queue.set(timer(3, 40, .bounding))
        #expect(queue.nextDriving() == nil)
    }

    @Test func `a cut keeps the soonest, all of the last instant, and what ends with the process`() {
        var queue = TimerQueue()
        for (number, due) in [(1, 10), (2, 20), (3, 20), (4, 20), (5, 30), (6, 40)] {
            queue.set(timer(Int64(number), Int64(due)))
        }
        let horizon = queue.keepSoonest(2) { $0.number == 6 }
        #expect(horizon == Timestamp(milliseconds: 20))
        #expect(drain(&queue) == [1, 2, 3, 4, 6])
        queue.set(timer(7, 50))
        #expect(queue.keepSoonest(2) { _ in false } == nil)
    }
}

/// Notes which of its timers came due, and when.
private final class TimerNotes: Service {
    let name = "notes"
    let ownerKinds: [Owner.Kind] = [.queue]
    let fired = Mutex<[(Int64, Int64)]>([])
    let clock = Mutex<RuntimeClock?>(nil)

    func handle(_ request: ServiceRequest, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        throw .unknownOperation(service: name, operation: request.operation)
    }

    func timerDue(_ timer: RuntimeTimer) {
        let now = clock.withLock { $0?.now.milliseconds(since: epoch) } ?? -1
        fired.withLock { $0.append((timer.id.number, now)) }
    }
}

/// Sets the next timer when one comes due, up to the last.
private final class TimerRelay: Service {
    let name = "relay"
    let ownerKinds: [Owner.Kind] = [.queue]
    let last: Int64
    let driver = Mutex<TimerDriver?>(nil)

    init(last: Int64) {
        self.last = last
    }

    func handle(_ request: ServiceRequest, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        throw .unknownOperation(service: name, operation: request.operation)
    }

    func timerDue(_ timer: RuntimeTimer) {
        guard timer.id.number < last else { return }
        let next = timer.id.number + 1
        let due = epoch.adding(milliseconds: next)
        let driver = driver.withLock { $0 }
        driver?.setTransient(RuntimeTimer(owner: timer.id.owner, number: next, due: due))
    }
}

struct TimerDriverTests {
    private func timer(_ number: Int64, after milliseconds: Int64, _ kind: RuntimeTimer.Kind = .driving) -> RuntimeTimer
    {
        RuntimeTimer(
            owner: Owner(kind: .queue, name: "q"),
            number: number,
            due: epoch.adding(milliseconds: milliseconds),
            kind: kind
        )
    }

    @Test func `virtual time goes to each deadline in turn, and stops when there is none`() async throws {
        let notes = TimerNotes()
        let kernel = await makeKernel(InMemoryStore(), services: [notes])
        notes.clock.withLock { $0 = kernel.clock }
        try await kernel.start()
        let day: Int64 = 86_400_000
        try await kernel.sequencer.turn { turn in
            turn.set(timer(1, after: 90 * day))
            turn.set(timer(2, after: 5))
            turn.set(timer(3, after: 200 * day, .passive))
        }
        await kernel.timers.quiet()
        #expect(notes.fired.withLock { $0.map(\.0) } == [2, 1])
        #expect(notes.fired.withLock { $0.map(\.1) } == [5, 90 * day])
        #expect(kernel.clock.now == epoch.adding(milliseconds: 90 * day))
        await kernel.stop()
    }

    @Test func `timers outlive the process`() async throws {
        let store = InMemoryStore()
        let first = await makeKernel(store)
        try await first.sequencer.turn { turn in
            turn.set(timer(7, after: 1000))
            turn.set(timer(8, after: 2000))
            turn.cancel(timer(8, after: 2000))
        }
        let notes = TimerNotes()
        let second = await makeKernel(store.copy(), services: [notes])
        try await second.start()
        await second.timers.quiet()
        #expect(notes.fired.withLock { $0.map(\.0) } == [7])
        await second.stop()
    }

    @Test func `a timer that had fired, and whose row is there still, fires again after a lost batch`() async throws {
        let store = FaultInjectingStore(InMemoryStore(), faults: [:])
        let notes = TimerNotes()
        let kernel = await makeKernel(store, services: [notes])
        try await kernel.start()
        try await kernel.sequencer.turn { turn in turn.set(timer(7, after: 1000)) }
        await kernel.timers.quiet()
        #expect(notes.fired.withLock { $0.map(\.0) } == [7])
        // It may have been the batch that acted on the timer.
        store.failNext(.failure(StoreError(.full, "The disk is full.")))
        await #expect(throws: ServiceError.self) { try await kernel.put("a", "lost") }
        await kernel.timers.quiet()
        #expect(notes.fired.withLock { $0.map(\.0) } == [7, 7])
        await kernel.stop()
    }

    @Test func `a start that does not resume leaves old timers as they lie`() async throws {
        let store = InMemoryStore()
        let first = await makeKernel(store)
        try await first.sequencer.turn { turn in turn.set(timer(7, after: 1000)) }
        let notes = TimerNotes()
        let second = await makeKernel(store, services: [notes])
        try await second.start(resuming: false)
        await second.timers.quiet()
        #expect(notes.fired.withLock { $0.isEmpty })
        await second.stop()
    }

    @Test func `who sleeps on the clock wakes when its time has come`() async throws {
        let kernel = await makeKernel(InMemoryStore())
        try await kernel.start()
        await kernel.timers.sleep(until: epoch.adding(milliseconds: 3_600_000))
        #expect(kernel.clock.now >= epoch.adding(milliseconds: 3_600_000))
        await kernel.stop()
    }

    @Test func `time does not move while something is on its way`() async throws {
        let kernel = await makeKernel(InMemoryStore())
        try await kernel.start()
        kernel.activity.begin()
        let sleeper = Task { await kernel.timers.sleep(until: epoch.adding(milliseconds: 1000)) }
        for _ in 0..<5000 { await Task.yield() }
        #expect(kernel.clock.now == epoch)
        kernel.activity.end()
        await sleeper.value
        #expect(kernel.clock.now == epoch.adding(milliseconds: 1000))
        await kernel.stop()
    }

    @Test func `a sleeper whose task is cancelled wakes at once`() async throws {
        let kernel = await makeKernel(InMemoryStore())
        try await kernel.start()
        kernel.activity.begin()
        let sleeper = Task { await kernel.timers.sleep(until: epoch.adding(milliseconds: 1000)) }
        sleeper.cancel()
        await sleeper.value
        #expect(kernel.clock.now == epoch)
        kernel.activity.end()
        await kernel.stop()
    }

    @Test func `time does not run backwards from one process to the next`() async throws {
        let store = InMemoryStore()
        let first = await makeKernel(store)
        first.clock.advance(to: epoch.adding(milliseconds: 5000))
        try await first.put("a", "1")
        let second = await makeKernel(store.copy())
        try await second.start()
        #expect(second.clock.now == epoch.adding(milliseconds: 5000))
        await second.stop()
    }

    @Test func `who wakes acts before time moves on to the next deadline`() async throws {
        let kernel = await makeKernel(InMemoryStore())
        try await kernel.start()
        let month = RuntimeTimer(
            owner: Owner(kind: .queue, name: "q"),
            number: 1,
            due: epoch.adding(milliseconds: 2_592_000_000)
        )
        for round in 1...100 {
            kernel.activity.begin()
            kernel.timers.setTransient(month)
            let due = kernel.clock.now.adding(milliseconds: 1000)
            let sleeper = Task {
                await kernel.timers.sleep(until: due, keepsActivity: true)
                let woke = kernel.clock.now
                kernel.timers.cancel(month.id)
                kernel.activity.end()
                return woke
            }
            await eventually { kernel.timers.count == 2 }
            kernel.activity.end()
            let woke = await sleeper.value
            #expect(woke >= due && woke < month.due, "round \(round)")
        }
        await kernel.stop()
    }

    @Test func `time goes through hundreds of thousands of deadlines, one after the other`() async throws {
        let relay = TimerRelay(last: 200_000)
        let kernel = await makeKernel(InMemoryStore(), services: [relay])
        relay.driver.withLock { $0 = kernel.timers }
        try await kernel.start()
        kernel.timers.setTransient(timer(1, after: 1))
        await kernel.timers.quiet()
        #expect(kernel.clock.now == epoch.adding(milliseconds: relay.last))
        await kernel.stop()
    }

    @Test func `after a stop nobody waits for what will not come`() async throws {
        let kernel = await makeKernel(InMemoryStore())
        try await kernel.start()
        await kernel.stop()
        await kernel.timers.quiet()
        await kernel.timers.sleep(until: epoch.adding(milliseconds: 1000))
    }

    @Test func `a manual clock stands still until it is told where to go, and stops at every deadline on the way`()
        async throws
    {
        let notes = TimerNotes()
        let kernel = await makeKernel(InMemoryStore(), clock: .manual(startingAt: epoch), services: [notes])
        notes.clock.withLock { $0 = kernel.clock }
        try await kernel.start()
        try await kernel.sequencer.turn { turn in
            turn.set(timer(1, after: 1000))
            turn.set(timer(2, after: 2000, .bounding))
            turn.set(timer(3, after: 3000, .passive))
            turn.set(timer(4, after: 5000))
        }
        await kernel.timers.quiet()
        #expect(notes.fired.withLock { $0.isEmpty } && kernel.clock.now == epoch)
        await kernel.timers.advance(to: epoch.adding(milliseconds: 4000))
        #expect(notes.fired.withLock { $0.map(\.0) } == [1, 2, 3])
        #expect(notes.fired.withLock { $0.map(\.1) } == [1000, 2000, 3000])
        #expect(kernel.clock.now == epoch.adding(milliseconds: 4000))
        await kernel.timers.advance(to: epoch)
        #expect(kernel.clock.now == epoch.adding(milliseconds: 4000))
        await kernel.stop()
    }

    @Test func `who moves virtual time lets it pass what it does not pass by itself`() async throws {
        let notes = TimerNotes()
        let kernel = await makeKernel(InMemoryStore(), services: [notes])
        try await kernel.start()
        try await kernel.sequencer.turn { turn in turn.set(timer(1, after: 1000, .bounding)) }
        await kernel.timers.quiet()
        #expect(kernel.clock.now == epoch)
        await kernel.timers.advance(to: epoch.adding(milliseconds: 1000))
        #expect(notes.fired.withLock { $0.map(\.0) } == [1])
        await kernel.stop()
    }

    @Test func `whoever moves time goes on when the runtime stops, and time stays where it is`() async throws {
        let kernel = await makeKernel(InMemoryStore(), clock: .manual(startingAt: epoch))
        try await kernel.start()
        kernel.activity.begin()
        let journey = Task { await kernel.timers.advance(to: epoch.adding(milliseconds: 1000)) }
        await eventually { kernel.timers.isTravelling }
        kernel.activity.end()
        await kernel.stop()
        await journey.value
        await kernel.timers.advance(to: epoch.adding(milliseconds: 9000))
        #expect(kernel.clock.now <= epoch.adding(milliseconds: 1000))
    }

    @Test func `a scaled clock goes on from a stored time, and tells how long its spans take`() {
        let clock = RuntimeClock(.scaled(by: 1_000_000, startingAt: epoch))
        let stored = epoch.adding(milliseconds: 1_000_000_000_000)
        clock.advance(to: stored)
        let first = clock.now
        #expect(first >= stored)
        #expect(clock.now >= first)
        #expect(clock.realTime(ofMilliseconds: 1_000_000) == .milliseconds(1))
        #expect(!clock.standsStill)
        #expect(RuntimeClock(.real).realTime(ofMilliseconds: 5) == .milliseconds(5))
    }

    @Test func `a scaled clock fires its timers by itself`() async throws {
        let notes = TimerNotes()
        let kernel = await makeKernel(
            InMemoryStore(),
            clock: .scaled(by: 1_000_000, startingAt: epoch),
            services: [notes]
        )
        try await kernel.start()
        try await kernel.sequencer.turn { turn in
            turn.set(timer(2, after: 20_000))
            turn.set(timer(1, after: 10_000))
        }
        await eventually { notes.fired.withLock { $0.count == 2 } }
        #expect(notes.fired.withLock { $0.map(\.0) } == [1, 2])
        await kernel.stop()
    }

    @Test func `far more timers than fit into memory all fire, in order, after a restart`() async throws {
        let store = InMemoryStore()
        let first = await makeKernel(store, clock: .manual(startingAt: epoch), timersInMemory: 100)
        let count: Int64 = 5000
        try await first.sequencer.turn { turn in
            for number in 1...count { turn.set(timer(number, after: (number * 7919) % 1_000_003)) }
        }
        #expect(first.timers.count <= 200)
        let notes = TimerNotes()
        let second = await makeKernel(
            store.copy(),
            clock: .manual(startingAt: epoch),
            services: [notes],
            timersInMemory: 100
        )
        try await second.start()
        #expect(second.timers.count <= 100)
        await second.timers.advance(to: epoch.adding(milliseconds: 1_000_003))
        let fired = notes.fired.withLock { $0.map { ($0.0 * 7919) % 1_000_003 } }
        #expect(fired.count == Int(count))
        #expect(fired == fired.sorted())
        await second.stop()
    }

    @Test func `timers that are overdue after a restart all fire although something goes on`() async throws {
        let store = InMemoryStore()
        let first = await makeKernel(store)
        try await first.sequencer.turn { turn in
            for number in Int64(1)...5 { turn.set(timer(number, after: number)) }
        }
        let notes = TimerNotes()
        let second = await makeKernel(
            store.copy(),
            clock: .virtual(startingAt: epoch.adding(milliseconds: 1000)),
            services: [notes],
            timersInMemory: 2
        )
        // As a service does that begins its work when the timers run.
        second.activity.begin()
        let opening = Task {
            await second.timers.sleep(until: second.clock.now)
            second.activity.end()
        }
        try await second.start()
        await eventually { notes.fired.withLock(\.count) == 5 && !second.activity.reading.isBusy }
        #expect(notes.fired.withLock { $0.map(\.0) } == [1, 2, 3, 4, 5])
        opening.cancel()
        await second.stop()
    }

    @Test func `taking back an old timer leaves the one of the same name that was set since`() {
        var queue = TimerQueue()
        let old = timer(1, after: 10)
        let new = timer(1, after: 20)
        queue.set(old)
        queue.set(new)
        queue.cancel(old)
        #expect(queue.popDue(at: epoch.adding(milliseconds: 100)) == new)
    }
}
