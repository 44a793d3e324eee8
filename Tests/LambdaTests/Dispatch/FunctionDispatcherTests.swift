import Logging
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepLambda

@Suite struct FunctionDispatcherTests {
    private struct Broken: Error {}

    private func echo(_ name: String = "echo") -> Function {
        Function(name) { (event: JSONValue, context: FunctionContext) in event }
    }

    @Test func `work is done once and its origin is told`() async throws {
        let bed = try await TestBed([echo()])
        try await bed.enqueue("echo", ["a": 1], reference: "r1")
        await bed.quiet()
        #expect(bed.origin.all.map(\.outcome) == [.succeeded(["a": 1])])
        #expect(bed.origin.all.map(\.reference) == ["r1"])
        #expect(try await bed.storedWork().work.isEmpty)
        #expect(bed.dispatcher.status().map(\.running) == [0])
        await bed.stop()
    }

    @Test func `a handler that throws fails with the error's type and text`() async throws {
        let function = Function("f") { (event: JSONValue, context: FunctionContext) -> Int in throw Broken() }
        let bed = try await TestBed([function])
        let outcome = try await bed.outcome(of: "f")
        let requestID = try #require(bed.records.first?.requestID)
        let cause = #"{"errorMessage":"Broken()","errorType":"Broken","requestId":"\#(requestID)","stackTrace":[]}"#
        #expect(outcome == .failed(error: "Broken", cause: cause))
        await bed.stop()
    }

    @Test func `after a failure the same function serves the next call`() async throws {
        let function = Function("f") { (event: Bool, context: FunctionContext) -> Bool in
            guard event else { throw Broken() }
            return event
        }
        let bed = try await TestBed([function])
        _ = try await bed.outcome(of: "f", false)
        #expect(try await bed.outcome(of: "f", true) == .succeeded(true))
        await bed.stop()
    }

    @Test func `work for a function that is not linked fails`() async throws {
        let bed = try await TestBed([echo()])
        guard case .failed(let error, let cause)? = try await bed.outcome(of: "nope") else {
            Issue.record("The work should fail.")
            return
        }
        #expect(error == "Lambda.ResourceNotFoundException")
        let arn = "arn:aws:lambda:us-east-1:000000000000:function:nope"
        #expect(cause.hasPrefix("Function not found: \(arn):$LATEST (Service: AWSLambda; Status Code: 404; "))
        #expect(try await bed.outcome(of: "echo", 1) == .succeeded(1))
        await bed.stop()
    }

    @Test func `the context tells what the call is`() async throws {
        let contexts = Tally<FunctionContext>()
        let function = Function("f", timeout: .seconds(30)) { (event: JSONValue, context: FunctionContext) in
            contexts.append(context)
        }
        let bed = try await TestBed([function])
        let number = try await bed.enqueue("f", scope: Scope(account: "111122223333", region: "eu-west-1"))
        await bed.quiet()
        let context = try #require(contexts.all.first)
        #expect(context.functionName == "f")
        #expect(context.functionARN == "arn:aws:lambda:eu-west-1:111122223333:function:f")
        #expect(context.deadline == TestBed.start.adding(.seconds(30)))
        #expect(context.idempotencyToken == "token-\(number)")
        #expect(context.requestID == bed.records.first?.requestID)
        #expect(context.remainingTime == .seconds(30))
        bed.advance(by: .seconds(40))
        #expect(context.remainingTime == .zero)
        await bed.stop()
    }

    @Test func `calls are published with their effect and cause`() async throws {
        let failing = Function("bad") { (event: JSONValue, context: FunctionContext) in throw Broken() }
        let bed = try await TestBed([echo(), failing])
        try await bed.enqueue("echo", cause: EffectID("upload"))
        await bed.quiet()
        try await bed.enqueue("bad")
        await bed.quiet()
        let notices = bed.notices.filter { $0.service == "lambda" }
        #expect(
            notices.map(\.event) == [
                "InvocationStarted", "InvocationSucceeded", "InvocationStarted", "InvocationFailed",
            ]
        )
        #expect(notices.map(\.phase) == [.began, .succeeded, .began, .failed])
        #expect(notices[0].effect == notices[1].effect)
        #expect(notices[0].cause == EffectID("upload"))
        #expect(notices[0].subject == "echo")
        #expect(notices[3].detail["error"] == "Broken")
        await bed.stop()
    }

    @Test(arguments: [1, 2, 3]) func `no more calls run at once than the function allows`(places: Int) async throws {
        let crowd = Crowd()
        let function = Function("f", timeout: .seconds(60), concurrency: places) {
            (event: Int, context: FunctionContext) in
            crowd.enter()
            try await context.sleep(for: .seconds(1))
            crowd.leave()
            return event
        }
        let bed = try await TestBed([function])
        try await bed.enqueue("f", payloads: (0..<6).map { .number(JSONNumber($0)) })
        await bed.quiet()
        #expect(crowd.most == places)
        #expect(bed.origin.all.count == 6)
        #expect(bed.elapsed == Int64(6 / places * 1000))
        if places == 1 {
            let answers = bed.origin.all.map(\.outcome)
            #expect(answers == (0..<6).map { .succeeded(.number(JSONNumber($0))) })
        }
        await bed.stop()
    }

    @Test(.timeLimit(.minutes(1)))
    func `a function that holds all threads does not keep another from running`() async throws {
        let gate = Gate()
        let started = Latch()
        let blocking = Function("block", concurrency: 50) { (event: JSONValue, context: FunctionContext) in
            started.arrive()
            gate.wait()
        }
        let bed = try await TestBed([blocking, echo()], threads: HandlerThreads(threadsMax: 3))
        try await bed.enqueue("block", payloads: (0..<10).map { .number(JSONNumber($0)) })
        await started.arrived(3)
        try await bed.enqueue("echo", 1)
        while bed.origin.all.isEmpty { await Task.yield() }
        #expect(bed.origin.all.map(\.outcome) == [.succeeded(1)])
        gate.open()
        await bed.quiet()
        #expect(bed.origin.all.count == 11)
        await bed.stop()
    }

    @Test func `work that is withdrawn before it starts never runs`() async throws {
        let latch = Latch()
        let seen = Tally<Int>()
        let function = Function("f", concurrency: 1) { (event: Int, context: FunctionContext) in
            seen.append(event)
            await latch.wait()
        }
        let bed = try await TestBed([function])
        try await bed.enqueue("f", 1)
        let second = try await bed.enqueue("f", 2)
        try await bed.enqueue("f", 3)
        await latch.arrived(1)
        try await bed.withdraw("f", second)
        latch.open()
        await bed.quiet()
        #expect(seen.all == [1, 3])
        #expect(bed.origin.all.count == 2)
        await bed.stop()
    }

    @Test func `work that is withdrawn while it runs is cancelled, and its result is ignored`() async throws {
        let ended = Tally<Bool>()
        let started = Latch()
        started.open()
        let function = Function("f", timeout: .seconds(900)) { (event: JSONValue, context: FunctionContext) in
            await started.wait()
            try? await context.sleep(for: .seconds(600))
            ended.append(Task.isCancelled)
        }
        let latch = Latch()
        let holding = Function("hold") { (event: JSONValue, context: FunctionContext) in await latch.wait() }
        let bed = try await TestBed([function, holding])
        // The second handler runs on, so that virtual time stands still for the test.
        try await bed.enqueue("hold")
        let number = try await bed.enqueue("f")
        await started.arrived(1)
        try await bed.withdraw("f", number)
        latch.open()
        await bed.quiet()
        while ended.all.isEmpty { await Task.yield() }
        #expect(ended.all == [true])
        #expect(bed.elapsed == 0)
        #expect(bed.origin.all.count == 1)
        await bed.stop()
    }

    @Test func `the log of a call is kept with it`() async throws {
        let function = Function("f") { (event: JSONValue, context: FunctionContext) in
            context.logger.info("read", metadata: ["size": "7", "key": "a"])
            context.logger.debug("not kept")
            context.logger.error("odd")
        }
        let bed = try await TestBed([function])
        try await bed.enqueue("f")
        await bed.quiet()
        let log = try #require(bed.records.first?.log)
        #expect(log.map(\.text) == ["read key=a size=7", "odd"])
        #expect(log.map(\.level) == [.info, .error])
        #expect(log.map(\.time) == [TestBed.start, TestBed.start])
        await bed.stop()
    }

    @Test func `a stopped dispatcher starts nothing and leaves the work in the store`() async throws {
        let bed = try await TestBed([echo()])
        await bed.dispatcher.stop()
        try await bed.enqueue("echo")
        await bed.quiet()
        #expect(bed.origin.all.isEmpty)
        #expect(try await bed.storedWork().work.map(\.crashes) == [0])
        await bed.kernel.stop()
    }
}
