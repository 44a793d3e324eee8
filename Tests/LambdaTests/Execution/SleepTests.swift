import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepLambda

@Suite struct SleepTests {
    private var sleeper: Function {
        Function("sleep", timeout: .seconds(900), concurrency: 100) { (event: [Int], context: FunctionContext) in
            var times: [Int64] = []
            for milliseconds in event {
                try await context.sleep(for: .milliseconds(milliseconds))
                times.append(context.now.milliseconds(since: TestBed.start))
            }
            return times
        }
    }

    @Test func `a nap takes virtual time, to the millisecond`() async throws {
        let bed = try await TestBed([sleeper])
        let times: JSONValue = [60_000, 60_001, 60_001, 180_001]
        #expect(try await bed.outcome(of: "sleep", [60_000, 1, 0, 120_000]) == .succeeded(times))
        #expect(bed.elapsed == 180_001)
        #expect(bed.records.first?.duration == .milliseconds(180_001))
        await bed.stop()
    }

    @Test func `time never passes a handler that has just woken`() async throws {
        let bed = try await TestBed([sleeper])
        let payloads = (1...40).map { number in
            JSONValue.array((1...10).map { .number(JSONNumber(number * $0 % 17 + 1)) })
        }
        try await bed.enqueue("sleep", payloads: payloads)
        await bed.quiet()
        #expect(bed.origin.all.count == 40)
        for result in bed.origin.all {
            var time = 0
            let expected = (result.reference.arrayValue ?? []).map { nap -> JSONValue in
                time += nap.intValue ?? 0
                return .number(JSONNumber(time))
            }
            #expect(result.outcome == .succeeded(.array(expected)))
        }
        await bed.stop()
    }

    @Test func `child tasks may nap at the same time`() async throws {
        let function = Function("f", timeout: .seconds(900)) { (event: JSONValue, context: FunctionContext) in
            async let one: Void = context.sleep(for: .seconds(10))
            async let other: Void = context.sleep(for: .seconds(20))
            _ = try await (one, other)
            return context.now.milliseconds(since: TestBed.start)
        }
        let bed = try await TestBed([function])
        #expect(try await bed.outcome(of: "f") == .succeeded(20_000))
        #expect(bed.kernel.activity.reading.handlers == 0)
        await bed.stop()
    }

    @Test func `a child that computes holds time while another naps`() async throws {
        let function = Function("f", timeout: .seconds(900)) { (event: JSONValue, context: FunctionContext) in
            async let nap: Void = context.sleep(for: .seconds(10))
            async let sum = Self.sum(context)
            let result = await sum
            try await nap
            return result
        }
        let bed = try await TestBed([function])
        #expect(try await bed.outcome(of: "f") == .succeeded(0))
        #expect(bed.elapsed == 10_000)
        await bed.stop()
    }

    /// Computes for a while, and returns how much time went by.
    private static func sum(_ context: FunctionContext) async -> Int64 {
        for _ in 1...2000 { await Task.yield() }
        return context.now.milliseconds(since: TestBed.start)
    }

    @Test func `a cancelled child's nap ends at once`() async throws {
        let function = Function("f", timeout: .seconds(900)) { (event: JSONValue, context: FunctionContext) in
            let winner = try await withThrowingTaskGroup(of: Int.self) { group in
                group.addTask {
                    try await context.sleep(for: .seconds(500))
                    return 500
                }
                group.addTask {
                    try await context.sleep(for: .seconds(5))
                    return 5
                }
                defer { group.cancelAll() }
                return try await group.next()
            }
            return winner ?? 0
        }
        let bed = try await TestBed([function])
        #expect(try await bed.outcome(of: "f") == .succeeded(5))
        #expect(bed.elapsed == 5000)
        #expect(bed.kernel.timers.count == 0)
        await bed.stop()
    }

    @Test func `naps and deadlines outlive a lost batch`() async throws {
        let store = try await TestBed.store(refusing: [2])
        let asleep = Latch()
        asleep.open()
        let latch = Latch()
        let napping = Function("nap", timeout: .seconds(900)) { (event: JSONValue, context: FunctionContext) in
            await asleep.wait()
            try await context.sleep(for: .seconds(60))
            return context.now.milliseconds(since: TestBed.start)
        }
        let overdue = Function("overdue", timeout: .seconds(30)) { (event: JSONValue, context: FunctionContext) in
            try await context.sleep(for: .seconds(3600))
        }
        let holding = Function("hold", timeout: .seconds(10)) { (event: JSONValue, context: FunctionContext) in
            await latch.wait()
        }
        let bed = try await TestBed([napping, overdue, holding], store: store)
        await bed.opened()
        // One commit, and then the lost one while two handlers nap and a third holds time.
        try await bed.kernel.sequencer.turn { (turn) throws(ServiceError) in
            for name in ["nap", "overdue", "hold"] {
                let parameters: JSONObject = ["Function": .string(name), "Reference": .string(name)]
                _ = try turn.call(ServiceRequest(service: "origin", operation: "Enqueue", parameters: parameters))
            }
        }
        await asleep.arrived(1)
        await latch.arrived(1)
        await #expect(throws: ServiceError.self) { try await bed.enqueue("nap") }
        latch.open()
        var arriving = bed.origin.outcomes.makeAsyncIterator()
        for _ in 1...3 { _ = await arriving.next() }
        let outcomes = Dictionary(uniqueKeysWithValues: bed.origin.all.map { ($0.reference, $0) })
        #expect(outcomes["nap"]?.outcome == .succeeded(60_000))
        #expect(outcomes["overdue"]?.at == TestBed.start.milliseconds + 30_000)
        await bed.stop()
    }
}
