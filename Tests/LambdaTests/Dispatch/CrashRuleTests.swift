import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepLambda

@Suite struct CrashRuleTests {
    /// A handler that is in the middle of its work when the power goes.
    private struct Interrupted {
        let latch = Latch()
        let tokens = Tally<String>()
        var concurrency: Int?

        var function: Function {
            Function("f", timeout: .seconds(900), concurrency: concurrency) {
                (event: JSONValue, context: FunctionContext) in
                tokens.append(context.idempotencyToken)
                await latch.wait()
                return event
            }
        }
    }

    @Test func `work in flight at a crash is dispatched again with the same token`() async throws {
        let store = InMemoryStore()
        let handler = Interrupted()
        let first = try await TestBed([handler.function], store: store)
        try await first.enqueue("f", ["a": 1], reference: "r")
        await handler.latch.arrived(1)
        let afterCrash = store.copy()
        handler.latch.open()
        await first.quiet()
        await first.stop()

        let again = Interrupted()
        again.latch.open()
        let second = try await TestBed([again.function], store: afterCrash)
        await second.quiet()
        #expect(second.origin.all.map(\.outcome) == [.succeeded(["a": 1])])
        #expect(second.origin.all.map(\.crashes) == [1])
        #expect(second.origin.all.map(\.reference) == ["r"])
        #expect(again.tokens.all == handler.tokens.all)
        #expect(try await second.storedWork().work.isEmpty)
        await second.stop()
    }

    @Test func `a crash is counted durably before the work is dispatched again`() async throws {
        let store = InMemoryStore()
        let handler = Interrupted()
        let first = try await TestBed([handler.function], store: store)
        try await first.enqueue("f")
        await handler.latch.arrived(1)
        let afterCrash = store.copy()
        handler.latch.open()
        await first.stop()

        let counts = Tally<Int>()
        let counting = Function("f") { (event: JSONValue, context: FunctionContext) in
            let rows = afterCrash.range(WorkID.index.prefixRange, limit: .max, reversed: false)
            for row in rows { if let record = DispatchRecord(row: row) { counts.append(record.crashes) } }
        }
        let second = try await TestBed([counting], store: afterCrash)
        await second.quiet()
        #expect(counts.all == [1])
        await second.stop()
    }

    @Test func `a count that cannot be stored stops the start, and nothing is dispatched`() async throws {
        let store = InMemoryStore()
        let handler = Interrupted()
        let first = try await TestBed([handler.function], store: store)
        try await first.enqueue("f")
        await handler.latch.arrived(1)
        let afterCrash = store.copy()
        handler.latch.open()
        await first.stop()

        let again = Interrupted()
        let broken = try await TestBed.store(over: afterCrash, refusing: [1])
        await #expect(throws: ServiceError.self) { try await TestBed([again.function], store: broken) }
        #expect(again.latch.arrivals == 0)
    }

    @Test func `work in flight at three crashes in a row fails, and is not dispatched`() async throws {
        var store = InMemoryStore()
        for crash in 0..<3 {
            let handler = Interrupted()
            let bed = try await TestBed([handler.function], store: store)
            if crash == 0 { try await bed.enqueue("f", reference: "r") }
            await handler.latch.arrived(1)
            let next = store.copy()
            #expect(try await bed.storedWork().work.map(\.crashes) == [crash])
            handler.latch.open()
            await bed.stop()
            store = next
        }
        let handler = Interrupted()
        let bed = try await TestBed([handler.function], store: store)
        await bed.quiet()
        #expect(handler.latch.arrivals == 0)
        guard case .failed(let error, let cause)? = bed.origin.all.first?.outcome else {
            Issue.record("The work should fail.")
            return
        }
        #expect(error == "Quickstep.HandlerCrashed")
        #expect(cause.contains("The process ended 3 times in a row while the function 'f' was being called"))
        #expect(cause.contains("a process of its own"))
        #expect(bed.origin.all.map(\.crashes) == [3])
        #expect(try await bed.storedWork().work.isEmpty)
        await bed.stop()
    }

    @Test func `a runtime that does not resume leaves earlier work as it lies, and does its own`() async throws {
        let store = InMemoryStore()
        let handler = Interrupted()
        let first = try await TestBed([handler.function], store: store)
        try await first.enqueue("f", reference: "old")
        await handler.latch.arrived(1)
        let afterCrash = store.copy()
        handler.latch.open()
        await first.stop()

        let again = Interrupted()
        again.latch.open()
        let second = try await TestBed([again.function], store: afterCrash, resuming: false)
        try await second.enqueue("f", reference: "new")
        await second.quiet()
        #expect(second.origin.all.map(\.reference) == ["new"])
        #expect(try await second.storedWork().work.map(\.crashes) == [0])
        await second.stop()
    }

    @Test func `earlier work of a function that is no longer linked fails`() async throws {
        let store = InMemoryStore()
        let handler = Interrupted()
        let first = try await TestBed([handler.function], store: store)
        try await first.enqueue("f")
        await handler.latch.arrived(1)
        let afterCrash = store.copy()
        handler.latch.open()
        await first.stop()

        let second = try await TestBed([], store: afterCrash)
        await second.quiet()
        guard case .failed(let error, _)? = second.origin.all.first?.outcome else {
            Issue.record("The work should fail.")
            return
        }
        #expect(error == "Lambda.ResourceNotFoundException")
        await second.stop()
    }

    @Test func `earlier work starts before later work of the same function`() async throws {
        let store = InMemoryStore()
        let handler = Interrupted()
        let first = try await TestBed([handler.function], store: store)
        for number in 1...3 { try await first.enqueue("f", .number(JSONNumber(number))) }
        await handler.latch.arrived(3)
        let afterCrash = store.copy()
        handler.latch.open()
        await first.stop()

        let order = Tally<Int>()
        let ordered = Function("f", concurrency: 1) { (event: Int, context: FunctionContext) in order.append(event) }
        let second = try await TestBed([ordered], store: afterCrash)
        try await second.enqueue("f", 4)
        await second.quiet()
        #expect(order.all == [1, 2, 3, 4])
        await second.stop()
    }

    // MARK: Who is counted

    @Test func `only work in flight is counted, and only that fails after three crashes`() async throws {
        var store = InMemoryStore()
        for crash in 0..<3 {
            let handler = Interrupted(concurrency: 1)
            let bed = try await TestBed([handler.function], store: store)
            if crash == 0 {
                for number in 1...4 { try await bed.enqueue("f", .number(JSONNumber(number))) }
            }
            await handler.latch.arrived(1)
            let next = store.copy()
            #expect(try await bed.storedWork().work.map(\.crashes) == [crash, 0, 0, 0])
            handler.latch.open()
            await bed.stop()
            store = next
        }
        let handler = Interrupted(concurrency: 1)
        handler.latch.open()
        let bed = try await TestBed([handler.function], store: store)
        await bed.quiet()
        let outcomes = bed.origin.all.map(\.outcome)
        guard case .failed("Quickstep.HandlerCrashed", _)? = outcomes.first else {
            Issue.record("\(outcomes) should begin with a crashed handler.")
            return
        }
        #expect(Array(outcomes.dropFirst()) == [.succeeded(2), .succeeded(3), .succeeded(4)])
        #expect(bed.origin.all.map(\.crashes) == [3, 0, 0, 0])
        #expect(try await bed.storedWork().work.isEmpty)
        #expect(try await bed.storedRecords().isEmpty)
        await bed.stop()
    }

    @Test func `work that was in flight once and then waits is not counted again`() async throws {
        let store = InMemoryStore()
        let both = Interrupted(concurrency: 2)
        let first = try await TestBed([both.function], store: store)
        for number in 1...2 { try await first.enqueue("f", .number(JSONNumber(number))) }
        await both.latch.arrived(2)
        let afterFirst = store.copy()
        both.latch.open()
        await first.stop()

        let one = Interrupted(concurrency: 1)
        let second = try await TestBed([one.function], store: afterFirst)
        await one.latch.arrived(1)
        let afterSecond = afterFirst.copy()
        one.latch.open()
        await second.stop()

        let last = Interrupted(concurrency: 1)
        last.latch.open()
        let third = try await TestBed([last.function], store: afterSecond)
        await third.quiet()
        #expect(third.origin.all.map(\.crashes) == [2, 1])
        await third.stop()
    }

    @Test func `an orderly stop is not counted`() async throws {
        let store = InMemoryStore()
        for process in 0..<4 {
            let handler = Interrupted(concurrency: 1)
            let bed = try await TestBed([handler.function], store: store)
            if process == 0 {
                for number in 1...2 { try await bed.enqueue("f", .number(JSONNumber(number))) }
            }
            await handler.latch.arrived(1)
            await bed.stop()
            handler.latch.open()
            let rows = store.range(WorkID.index.prefixRange, limit: .max, reversed: false)
            #expect(rows.compactMap { WorkItem(row: $0) }.count == 2)
            #expect(rows.compactMap { DispatchRecord(row: $0) }.isEmpty)
        }
        let handler = Interrupted(concurrency: 1)
        handler.latch.open()
        let bed = try await TestBed([handler.function], store: store)
        await bed.quiet()
        #expect(bed.origin.all.map(\.outcome) == [.succeeded(1), .succeeded(2)])
        #expect(bed.origin.all.map(\.crashes) == [0, 0])
        await bed.stop()
    }

    @Test func `an orderly stop between crashes neither counts nor makes them forgotten`() async throws {
        let store = InMemoryStore()
        let handler = Interrupted()
        let first = try await TestBed([handler.function], store: store)
        try await first.enqueue("f")
        await handler.latch.arrived(1)
        let afterCrash = store.copy()
        handler.latch.open()
        await first.stop()

        let stopped = Interrupted()
        let second = try await TestBed([stopped.function], store: afterCrash)
        await stopped.latch.arrived(1)
        await second.stop()
        stopped.latch.open()

        let last = Interrupted()
        last.latch.open()
        let third = try await TestBed([last.function], store: afterCrash)
        await third.quiet()
        #expect(third.origin.all.map(\.crashes) == [1])
        await third.stop()
    }

    @Test func `a call whose outcome is not stored when the runtime stops is not counted`() async throws {
        let beneath = InMemoryStore()
        // The outcome cannot be stored; what stopping stores can.
        let start = try await TestBed.commitsAtStart()
        let store = RefusingStore(beneath, after: start + 1)
        let ended = Latch()
        let function = Function("f") { (event: JSONValue, context: FunctionContext) in ended.arrive() }
        let bed = try await TestBed([function], store: store)
        await bed.opened()
        bed.kernel.activity.begin()
        try await bed.enqueue("f")
        await ended.arrived(1)
        while store.refusals < 1 { await Task.yield() }
        store.accept()
        await bed.dispatcher.stop()
        let rows = beneath.range(WorkID.index.prefixRange, limit: .max, reversed: false)
        #expect(rows.compactMap { WorkItem(row: $0) }.count == 1)
        #expect(rows.compactMap { DispatchRecord(row: $0) }.isEmpty)
        bed.kernel.activity.end()
        await bed.kernel.stop()
    }

    // MARK: Records of dispatches

    @Test func `work that finds a free place costs no commit but those that ask for it and note its end`() async throws
    {
        let store = FaultInjectingStore(InMemoryStore(), faults: [:])
        let echo = Function("f") { (event: JSONValue, context: FunctionContext) in event }
        let bed = try await TestBed([echo], store: store)
        await bed.opened()
        let before = store.commits
        _ = try await bed.outcome(of: "f")
        #expect(store.commits == before + 2)
        await bed.stop()
        #expect(store.commits == before + 2)
    }

    @Test(arguments: 0...12)
    func `a dispatch is durable before the call, whichever commit is lost`(lost: Int) async throws {
        let beneath = InMemoryStore()
        let store = try await TestBed.store(over: beneath, refusing: lost == 0 ? [] : [lost])
        let records = Tally<DispatchRecord?>()
        let function = Function("f", concurrency: 1) { (event: JSONValue, context: FunctionContext) in
            let number = Int64(context.idempotencyToken.dropFirst("token-".count)) ?? -1
            let key = DispatchRecord.key(of: WorkID(scope: .standard, function: "f", number: number))
            records.append(beneath.get(key).flatMap { DispatchRecord(row: StoreRow(key: key, value: $0)) })
            try await context.sleep(for: .seconds(1))
        }
        let bed = try await TestBed([function], store: store)
        await bed.opened()
        var accepted = 0
        // The first two wait for each other; the rest come together and wait in line.
        for number in 1...2 where (try? await bed.enqueue("f", .number(JSONNumber(number)))) != nil { accepted += 1 }
        if (try? await bed.enqueue("f", payloads: [3, 4])) != nil { accepted += 2 }
        await bed.quiet()
        #expect(records.all.count == accepted)
        #expect(records.all.allSatisfy { $0?.isInFlight == true })
        #expect(bed.origin.all.map(\.outcome) == Array(repeating: .succeeded(.null), count: accepted))
        #expect(try await bed.storedWork().work.isEmpty)
        #expect(try await bed.storedRecords().isEmpty)
        #expect(bed.dispatcher.status().map(\.running) == [0])
        await bed.stop()
    }

    @Test func `the place that a lost turn had kept is free again`() async throws {
        let echo = Function("f", concurrency: 1) { (event: JSONValue, context: FunctionContext) in event }
        let bed = try await TestBed([echo], store: try await TestBed.store(refusing: [1]))
        await #expect(throws: ServiceError.self) { try await bed.enqueue("f", 1) }
        await #expect(throws: ServiceError.self) {
            try await bed.kernel.sequencer.turn { (turn) throws(ServiceError) in
                _ = try turn.call(
                    ServiceRequest(service: "origin", operation: "Enqueue", parameters: ["Function": "f"])
                )
                throw ServiceError(code: "Refused", message: "The turn is taken back.")
            }
        }
        #expect(try await bed.outcome(of: "f", 2) == .succeeded(2))
        #expect(bed.origin.all.count == 1)
        await bed.stop()
    }

    @Test func `work that is withdrawn while its dispatch is being recorded is not called`() async throws {
        let latch = Latch()
        let seen = Tally<Int>()
        let function = Function("f", timeout: .seconds(900), concurrency: 1) { (event: Int, context: FunctionContext) in
            seen.append(event)
            if event == 1 { await latch.wait() }
        }
        let store = RefusingStore(InMemoryStore())
        let bed = try await TestBed([function], store: store)
        await bed.opened()
        try await bed.enqueue("f", 1)
        let second = try await bed.enqueue("f", 2)
        try await bed.enqueue("f", 3)
        await latch.arrived(1)
        store.refuse()
        bed.kernel.activity.beginHandler()
        latch.open()
        // Neither the first outcome nor the second dispatch can be stored.
        while store.refusals < 2 { await Task.yield() }
        store.accept()
        try await bed.withdraw("f", second)
        bed.kernel.activity.endHandler()
        await bed.quiet()
        #expect(seen.all == [1, 3])
        #expect(try await bed.storedRecords().isEmpty)
        #expect(bed.dispatcher.status().map(\.running) == [0])
        await bed.stop()
    }
}
