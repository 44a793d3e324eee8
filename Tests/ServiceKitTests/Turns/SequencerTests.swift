import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

struct SequencerTests {
    @Test func `a turn that throws leaves nothing behind`() async throws {
        let kernel = await makeKernel(InMemoryStore())
        let seen = Log()
        kernel.bus.observe { notice in seen.note(notice.subject) }
        await #expect(throws: ServiceError.self) {
            try await kernel.sequencer.turn { (turn) throws(ServiceError) in
                turn.put(key("a"), [1])
                turn.notify(turn.effect(), service: "test", event: "Never", subject: "a")
                throw ServiceError(code: "No", message: "no")
            }
        }
        #expect(try await kernel.read("a") == nil)
        #expect(seen.texts.isEmpty)
    }

    @Test func `a turn sees what the turns before it wrote, before any of it is durable`() async throws {
        let store = SlowStore()
        let kernel = await makeKernel(store)
        async let first: Void = kernel.put("a", "1")
        await eventually { store.isWaiting }
        async let second = kernel.read("a")
        store.release()
        try await first
        #expect(try await second == "1")
    }

    @Test func `nobody gets an answer before what it rests on is durable`() async throws {
        let store = SlowStore()
        let kernel = await makeKernel(store)
        let answers = Log()
        let writer = Task {
            try await kernel.put("a", "1")
            answers.note("write")
        }
        await eventually { store.isWaiting }
        let reader = Task {
            let value = try await kernel.read("a")
            answers.note("read \(value ?? "nothing")")
        }
        for _ in 0..<1000 { await Task.yield() }
        #expect(answers.texts.isEmpty)
        store.release()
        try await writer.value
        try await reader.value
        #expect(Set(answers.texts) == ["write", "read 1"])
    }

    @Test func `turns that run while a batch is written become one batch`() async throws {
        let store = SlowStore()
        let kernel = await makeKernel(store)
        let first = Task { try await kernel.put("first", "1") }
        await eventually { store.isWaiting }
        let others = (0..<20).map { number in Task { try await kernel.put("other \(number)", "1") } }
        for _ in 0..<5000 { await Task.yield() }
        store.release()
        store.release()
        try await first.value
        for other in others { try await other.value }
        // Each batch also stores the time.
        #expect(store.committed.map(\.writes.count) == [2, 21])
    }

    @Test func `a failed commit takes back its own batch and every later one`() async throws {
        let store = SlowStore()
        let kernel = await makeKernel(store)
        let first = Task { try await kernel.put("a", "1") }
        await eventually { store.isWaiting }
        let second = Task { try await kernel.put("b", "2") }
        for _ in 0..<5000 { await Task.yield() }
        store.release(StoreError(.full, "The disk is full."))
        for task in [first, second] {
            let error = await #expect(throws: ServiceError.self) { try await task.value }
            #expect(error?.isRetryable == true)
            #expect(error?.message.contains("The disk is full.") == true)
        }
        #expect(try await kernel.read("a") == nil)
        #expect(try await kernel.read("b") == nil)
        store.release()
        try await kernel.put("a", "again")
        #expect(try await kernel.read("a") == "again")
    }

    @Test func `notices come in commit order, and only for what is durable`() async throws {
        let store = SlowStore()
        let kernel = await makeKernel(store)
        let seen = Log()
        kernel.bus.observe { notice in
            if notice.service == "test" { seen.note(notice.subject) }
        }
        @Sendable func say(_ text: String) async throws {
            try await kernel.sequencer.turn { turn in
                turn.put(key(text), [1])
                turn.notify(turn.effect(), service: "test", event: "Said", subject: text)
            }
        }
        let first = Task { try await say("one") }
        await eventually { store.isWaiting }
        #expect(seen.texts.isEmpty)
        store.release()
        try await first.value
        store.release(StoreError(.full, "full"))
        await #expect(throws: ServiceError.self) { try await say("lost") }
        store.release()
        try await say("two")
        #expect(seen.texts == ["one", "two"])
    }

    @Test func `a batch that cannot be stored is told on the bus, with the reason`() async throws {
        let store = FaultInjectingStore(
            InMemoryStore(),
            faults: [1: .failure(StoreError(.full, "The disk is full."))]
        )
        let kernel = await makeKernel(store)
        let stream = kernel.bus.subscribe()
        await #expect(throws: ServiceError.self) { try await kernel.put("a", "1") }
        try await kernel.put("a", "2")
        await kernel.stop()
        var notices: [Notice] = []
        for await notice in stream { notices.append(notice) }
        #expect(notices.map(\.service) == ["runtime"])
        #expect(notices.map(\.event) == ["CommitFailed"])
        #expect(notices.map(\.phase) == [.progressed])
        #expect(notices.map { $0.detail["message"] } == ["The disk is full."])
    }

    @Test func `after a stop no turn begins, and calls are told why`() async throws {
        let store = FaultInjectingStore(InMemoryStore(), faults: [:])
        let kernel = await makeKernel(store, services: [WriterService()])
        try await kernel.start()
        await kernel.stop()
        let commits = store.commits
        let request = ServiceRequest(service: "writer", operation: "Write", parameters: ["row": "late"])
        let error = await #expect(throws: ServiceError.self) { try await kernel.call(request) }
        #expect(error == .runtimeStopped)
        #expect(error?.isRetryable == false)
        #expect(await kernel.repeatedTurn { turn in turn.put(key("late"), [1]) } == nil)
        #expect(store.commits == commits)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a stop waits for the turns that have run, and no other`() async throws {
        let store = SlowStore()
        let kernel = await makeKernel(store)
        let first = Task { try await kernel.put("a", "1") }
        await eventually { store.isWaiting }
        let stop = Task { await kernel.stop() }
        for _ in 0..<5000 { await Task.yield() }
        await #expect(throws: ServiceError.runtimeStopped) { try await kernel.put("b", "2") }
        store.release()
        try await first.value
        await stop.value
        #expect(store.committed.map(\.writes.count) == [2])
    }

    @Test func `an operation that throws is taken back, and the turn that called it goes on`() async throws {
        let kernel = await makeKernel(InMemoryStore(), services: [WriterService()])
        let seen = Log()
        kernel.bus.observe { notice in seen.note(notice.subject) }
        try await kernel.sequencer.turn { (turn) throws(ServiceError) in
            turn.put(key("own"), Array("kept".utf8))
            _ = try turn.call(ServiceRequest(service: "writer", operation: "Write", parameters: ["row": "x"]))
            do throws(ServiceError) {
                _ = try turn.call(ServiceRequest(service: "writer", operation: "Fail", parameters: ["row": "y"]))
            } catch {
                turn.put(key("error"), Array(error.code.utf8))
            }
        }
        #expect(try await kernel.read("own") == "kept")
        #expect(try await kernel.read("x") == "written")
        #expect(try await kernel.read("y") == nil)
        #expect(try await kernel.read("error") == "Refused")
        #expect(seen.texts == ["x"])
    }

    @Test func `a range sees stored and uncommitted rows as one`() async throws {
        let store = InMemoryStore()
        let kernel = await makeKernel(store)
        let base = Owner(kind: .queue, name: "range").section(1)
        try await kernel.sequencer.turn { turn in
            for number in [1, 3, 5, 7] { turn.put(base.integer(Int64(number)), [UInt8(number)]) }
        }
        let (forward, backward, limited) = try await kernel.sequencer.turn { (turn) throws(ServiceError) in
            turn.delete(base.integer(3))
            turn.put(base.integer(4), [4])
            turn.put(base.integer(5), [55])
            let range = base.prefixRange
            return (
                try turn.range(range).map(\.value), try turn.range(range, reversed: true).map(\.value),
                try turn.range(range, limit: 2).map(\.value)
            )
        }
        #expect(forward == [[1], [4], [55], [7]])
        #expect(backward == [[7], [55], [4], [1]])
        #expect(limited == [[1], [4]])
    }

    @Test func `sequence numbers only rise, across failures and restarts`() async throws {
        let store = InMemoryStore()
        let faulty = FaultInjectingStore(store, faults: [2: .failure(StoreError(.full, "full"))])
        let kernel = await makeKernel(faulty)
        @Sendable func draw(_ kernel: Kernel) async throws(ServiceError) -> Int64 {
            try await kernel.sequencer.turn { (turn) throws(ServiceError) in
                let number = try turn.sequence()
                turn.put(key("latest"), Array("\(number)".utf8))
                return number
            }
        }
        let first = try await draw(kernel)
        await #expect(throws: ServiceError.self) { try await draw(kernel) }
        let second = try await draw(kernel)
        #expect(second > first)
        let restarted = await makeKernel(store.copy(), seed: 2)
        #expect(try await draw(restarted) > second)
    }

    @Test func `two kernels of one seed draw the same names`() async throws {
        var names: [[String]] = []
        for _ in 0..<2 {
            let kernel = await makeKernel(InMemoryStore(), seed: 42)
            names.append(try await kernel.sequencer.turn { turn in [turn.uuid(), turn.uuid()] })
        }
        #expect(names[0] == names[1])
        #expect(names[0][0] != names[0][1])
    }

    @Test func `a refusal that rests on what is lost again becomes "not stored"`() async throws {
        let store = SlowStore()
        let kernel = await makeKernel(store)
        let first = Task { try await kernel.put("a", "1") }
        await eventually { store.isWaiting }
        let second = Task {
            try await kernel.sequencer.turn { (turn) throws(ServiceError) in
                guard try turn.get(key("a")) == nil else { throw ServiceError(code: "AlreadyExists", message: "a") }
            }
        }
        for _ in 0..<5000 { await Task.yield() }
        store.release(StoreError(.full, "The disk is full."))
        await #expect(throws: ServiceError.self) { try await first.value }
        let error = await #expect(throws: ServiceError.self) { try await second.value }
        #expect(error?.code == "ServiceUnavailable")
    }

    @Test func `a fixed seed draws other names in the next process on the same store`() async throws {
        let store = InMemoryStore()
        var names: [String] = []
        for _ in 0..<3 {
            let kernel = await makeKernel(store, seed: 42)
            try await kernel.start()
            names.append(try await kernel.sequencer.turn { turn in turn.uuid() })
            await kernel.stop()
        }
        #expect(Set(names).count == 3)
    }
}
