import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Synchronization
import Testing

@testable import QuickstepLambda

@Suite struct AsynchronousInvocationTests {
    private struct Broken: Error {}

    /// A function that fails the first times.
    private final class Flaky: Sendable {
        struct Call: Sendable, Equatable {
            let at: Int64
            let token: String
            let requestID: String
        }

        let calls = Tally<Call>()
        private let failures: Int

        init(failures: Int) {
            self.failures = failures
        }

        var function: Function {
            Function("f") { [self] (event: JSONValue, context: FunctionContext) in
                calls.append(
                    Call(
                        at: context.now.milliseconds(since: TestBed.start),
                        token: context.idempotencyToken,
                        requestID: context.requestID
                    )
                )
                if calls.all.count <= failures { throw Broken() }
            }
        }
    }

    private let event: JSONObject = ["FunctionName": "f", "InvocationType": "Event", "Payload": ["a": 1]]

    @Test func `an event is handled after the answer, with the caller's cause`() async throws {
        let payloads = Tally<JSONValue>()
        let function = Function("f") { (event: JSONValue, context: FunctionContext) in payloads.append(event) }
        let bed = try await TestBed([function])
        let request = ServiceRequest(
            service: "lambda",
            operation: "Invoke",
            parameters: event,
            cause: EffectID("upload")
        )
        #expect(try await bed.kernel.call(request).output["StatusCode"] == 202)
        await bed.quiet()
        #expect(payloads.all == [["a": 1]])
        #expect(bed.notices.first { $0.event == "InvocationStarted" }?.cause == EffectID("upload"))
        let (work, retries) = try await bed.storedWork()
        #expect(work.isEmpty && retries == 0)
        await bed.stop()
    }

    @Test func `an event without a payload is the empty object`() async throws {
        let payloads = Tally<JSONValue>()
        let function = Function("f") { (event: JSONValue, context: FunctionContext) in payloads.append(event) }
        let bed = try await TestBed([function])
        try await bed.call("Invoke", ["FunctionName": "f", "InvocationType": "Event"])
        await bed.quiet()
        #expect(payloads.all == [[:]])
        await bed.stop()
    }

    @Test func `a call that fails is repeated after one minute and after two, as the same request`() async throws {
        let flaky = Flaky(failures: 2)
        let bed = try await TestBed([flaky.function])
        try await bed.call("Invoke", event)
        await bed.quiet()
        #expect(flaky.calls.all.map(\.at) == [0, 60_000, 180_000])
        #expect(Set(flaky.calls.all.map(\.token)).count == 1)
        #expect(Set(flaky.calls.all.map(\.requestID)).count == 1)
        let events = bed.notices.filter { $0.service == "lambda" }.map(\.event)
        #expect(
            events == [
                "InvocationStarted", "InvocationFailed", "InvocationRetryScheduled", "InvocationStarted",
                "InvocationFailed", "InvocationRetryScheduled", "InvocationStarted", "InvocationSucceeded",
            ]
        )
        #expect(Set(bed.notices.filter { $0.service == "lambda" }.map(\.effect)).count == 1)
        let (work, retries) = try await bed.storedWork()
        #expect(work.isEmpty && retries == 0)
        await bed.stop()
    }

    @Test func `a call that fails three times is dropped, and that is told`() async throws {
        let flaky = Flaky(failures: .max)
        let bed = try await TestBed([flaky.function])
        try await bed.call("Invoke", event)
        await bed.quiet()
        #expect(flaky.calls.all.count == 3)
        let last = try #require(bed.notices.last)
        #expect(last.event == "InvocationDropped")
        #expect(last.phase == .failed)
        #expect(last.detail["attempt"] == 3)
        #expect(last.detail["error"] == "Broken")
        let (work, retries) = try await bed.storedWork()
        #expect(work.isEmpty && retries == 0)
        await bed.stop()
    }

    @Test func `the wait for the next attempt outlives the process`() async throws {
        let store = InMemoryStore()
        let flaky = Flaky(failures: 1)
        let latch = Latch()
        let holding = Function("hold") { (event: JSONValue, context: FunctionContext) in await latch.wait() }
        let first = try await TestBed([flaky.function, holding], store: store)
        // A handler that runs on holds time, so that the first process ends while the call waits.
        try await first.enqueue("hold")
        await latch.arrived(1)
        try await first.call("Invoke", event)
        while try await first.storedWork().retries == 0 { await Task.yield() }
        let afterCrash = store.copy()
        latch.open()
        await first.quiet()
        await first.stop()

        let healthy = Flaky(failures: 0)
        let second = try await TestBed(
            [healthy.function, holding],
            store: afterCrash,
            startingAt: TestBed.start.adding(.seconds(10))
        )
        await second.quiet()
        #expect(healthy.calls.all.map(\.at) == [60_000])
        #expect(healthy.calls.all.map(\.token) == flaky.calls.all.prefix(1).map(\.token))
        await second.stop()
    }

    @Test(arguments: [1, 2, 3, 8])
    func `an outcome whose batch is lost is noted again, as often as it takes`(losses: Int) async throws {
        // The first commit asks for the work, the next would note its failure.
        let store = try await TestBed.store(refusing: 2..<(2 + losses))
        let flaky = Flaky(failures: 1)
        let bed = try await TestBed([flaky.function], store: store)
        await bed.opened()
        try await bed.call("Invoke", event)
        await bed.quiet()
        let (work, retries) = try await bed.storedWork()
        #expect(work.isEmpty && retries == 0)
        // Nothing is lost and nothing is done twice, but later by the pauses between the tries.
        let pauses = (0..<losses).reduce(Int64(0)) { sum, number in sum + min(100 << Int64(number), 10_000) }
        #expect(flaky.calls.all.map(\.at) == [0, pauses + 60_000])
        #expect(bed.notices.filter { $0.event == "InvocationRetryScheduled" }.count == 1)
        await bed.stop()
    }

    @Test func `a retry whose batch is lost is made`() async throws {
        // The first commit asks for the work, the second notes its failure, the next would ask for the second attempt.
        let store = try await TestBed.store(refusing: 3...6)
        let flaky = Flaky(failures: 1)
        let bed = try await TestBed([flaky.function], store: store)
        await bed.opened()
        try await bed.call("Invoke", event)
        await bed.quiet()
        let (work, retries) = try await bed.storedWork()
        #expect(work.isEmpty && retries == 0)
        #expect(flaky.calls.all.count == 2)
        await bed.stop()
    }

    @Test func `an event that is not stored is not handled`() async throws {
        let flaky = Flaky(failures: 0)
        let bed = try await TestBed([flaky.function], store: try await TestBed.store(refusing: [1]))
        await #expect(throws: ServiceError.self) { try await bed.call("Invoke", event) }
        await bed.quiet()
        #expect(flaky.calls.all.isEmpty)
        await bed.stop()
    }

    @Test(arguments: [
        (1, "Broken", Duration.seconds(60)), (2, "Broken", .seconds(120)), (3, "Broken", nil), (0, "Broken", nil),
        (1, "Quickstep.HandlerCrashed", nil), (1, "Lambda.ResourceNotFoundException", nil),
    ])
    func `what is repeated, and when`(attempt: Int, error: String, delay: Duration?) {
        let call = AsynchronousCall(
            scope: .standard,
            function: "f",
            payload: [:],
            token: "t",
            effect: EffectID("e"),
            cause: nil,
            attempt: attempt
        )
        #expect(call.delay(after: error) == delay)
    }

    @Test(arguments: [EffectID("c"), nil]) func `a waiting call's row is read back`(cause: EffectID?) {
        let call = AsynchronousCall(
            scope: .standard,
            function: "f",
            payload: ["n": 1],
            token: "t",
            effect: EffectID("e"),
            cause: cause,
            attempt: 2
        )
        #expect(AsynchronousCall(row: call.row, scope: .standard, function: "f") == call)
        #expect(AsynchronousCall(call.work(number: 7)) == call)
        #expect(AsynchronousCall(row: ["token": "t"], scope: .standard, function: "f") == nil)
    }
}
