import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepLambda

@Suite struct TimeoutTests {
    @Test func `a handler that sleeps past its timeout fails at the very moment`() async throws {
        let function = Function("f", timeout: .milliseconds(1500)) { (event: JSONValue, context: FunctionContext) in
            try await context.sleep(for: .seconds(3600))
        }
        let bed = try await TestBed([function])
        let outcome = try await bed.outcome(of: "f")
        let record = try #require(bed.records.first)
        let cause =
            #"{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: \#(record.requestID) Error: "#
            + #"Task timed out after 1.50 seconds"}"#
        #expect(outcome == .failed(error: "Sandbox.Timedout", cause: cause))
        #expect(bed.origin.all.map(\.at) == [TestBed.start.milliseconds + 1500])
        #expect(record.duration == .milliseconds(1500))
        #expect(record.log.map(\.text) == ["\(record.requestID) Task timed out after 1.50 seconds"])
        #expect(bed.notices.last { $0.service == "lambda" }?.event == "InvocationFailed")
        await bed.stop()
    }

    @Test func `the task of a call past its timeout is cancelled, and its late result is ignored`() async throws {
        let late = Tally<Bool>()
        let function = Function("f", timeout: .seconds(1), concurrency: 1) {
            (event: JSONValue, context: FunctionContext) in
            do {
                try await context.sleep(for: .seconds(10))
            } catch is CancellationError {
                late.append(Task.isCancelled)
            }
            return "late"
        }
        let bed = try await TestBed([function])
        try await bed.enqueue("f")
        // The second call gets the place of the first, so the first has returned when the second is over.
        try await bed.enqueue("f")
        await bed.quiet()
        #expect(late.all.first == true)
        #expect(bed.origin.all.count == 2)
        for outcome in bed.origin.all.map(\.outcome) {
            guard case .failed("Sandbox.Timedout", _) = outcome else {
                Issue.record("\(outcome) should be a timeout.")
                continue
            }
        }
        await bed.stop()
    }

    @Test func `a call that does not return keeps its place, and is shown`() async throws {
        let latch = Latch()
        let function = Function("f", timeout: .seconds(3), concurrency: 1) {
            (event: Int, context: FunctionContext) in
            if event == 1 { await latch.wait() }
            return event
        }
        let bed = try await TestBed([function])
        try await bed.enqueue("f", 1)
        try await bed.enqueue("f", 2)
        await latch.arrived(1)
        #expect(bed.dispatcher.status().map(\.running) == [1])
        bed.advance(by: .seconds(3))
        // Nothing holds time or quiet any more, although the handler has not returned.
        await bed.quiet()
        #expect(
            bed.dispatcher.status()
                == [FunctionStatus(scope: .standard, name: "f", running: 0, stuck: 1, queued: 1)]
        )
        #expect(bed.origin.all.count == 1)
        latch.open()
        var outcomes = bed.origin.outcomes.makeAsyncIterator()
        guard case .failed("Sandbox.Timedout", _)? = await outcomes.next()?.outcome else {
            Issue.record("The first call should have timed out.")
            return
        }
        #expect(await outcomes.next()?.outcome == .succeeded(2))
        #expect(bed.dispatcher.status().map(\.stuck) == [0])
        await bed.stop()
    }

    @Test func `a handler that spins costs its own place only, and is given up at its timeout`() async throws {
        let spins = Flag()
        let spinning = Latch()
        spinning.open()
        let spinner = Function("spin", timeout: .seconds(3), concurrency: 3) {
            (event: JSONValue, context: FunctionContext) in
            await spinning.wait()
            while spins.isUp {}
        }
        let echo = Function("echo") { (event: Int, context: FunctionContext) in event }
        let bed = try await TestBed([spinner, echo])
        for _ in 1...3 { try await bed.enqueue("spin", reference: "spin") }
        await spinning.arrived(3)
        var outcomes = bed.origin.outcomes.makeAsyncIterator()
        for number in 1...20 {
            try await bed.enqueue("echo", .number(JSONNumber(number)))
            #expect(await outcomes.next()?.outcome == .succeeded(.number(JSONNumber(number))))
        }
        #expect(bed.dispatcher.status().first { $0.name == "spin" }?.running == 3)
        #expect(bed.elapsed == 0)
        bed.advance(by: .seconds(3))
        for _ in 1...3 {
            guard case .failed("Sandbox.Timedout", _)? = await outcomes.next()?.outcome else {
                Issue.record("A spinning call should time out.")
                continue
            }
        }
        #expect(bed.dispatcher.status().first { $0.name == "spin" }?.stuck == 3)
        spins.lower()
        while bed.dispatcher.status().first(where: { $0.name == "spin" })?.stuck != 0 { await Task.yield() }
        await bed.stop()
    }

    @Test func `a call that is over cannot call services any more`() async throws {
        let errors = Tally<String>()
        let function = Function("f", timeout: .seconds(1)) { (event: JSONValue, context: FunctionContext) in
            try? await context.sleep(for: .seconds(10))
            do throws(ServiceError) {
                _ = try await context.services.call("lambda", "ListFunctions")
            } catch {
                errors.append(error.code)
            }
            await #expect(throws: CancellationError.self) { try await context.sleep(for: .seconds(1)) }
            errors.append("end")
        }
        let bed = try await TestBed([function])
        try await bed.enqueue("f")
        await bed.quiet()
        while errors.all.count < 2 { await Task.yield() }
        #expect(errors.all == ["InvocationEnded", "end"])
        await bed.stop()
    }
}
