import Logging
import QuickstepJSON
import QuickstepLambda
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepIsolation

/// Processes that are not what they should be: whatever they do, the call ends.
@Suite(.timeLimit(.minutes(2)))
struct HandlerProcessTests {
    private func outcome(of script: String) async -> WorkOutcome {
        let processes = HandlerProcesses(
            HandlerLaunch(path: "/bin/sh", arguments: ["-c", script]),
            clockRate: 1
        )
        let function = processes.isolating(Function("f") { (event: JSONValue, _: FunctionContext) in event })
        let outcome = await function.outcome(of: ["a": 1], in: Self.context)
        await processes.stop()
        #expect(processes.count == 0)
        return outcome
    }

    @Test(arguments: [
        ("exit 0", "Runtime exited without providing a reason"),
        ("exit 127", "Runtime exited with error: exit status 127"),
        ("kill -9 $$", "Runtime exited with error: signal: killed"),
        ("kill -SEGV $$", "Runtime exited with error: signal: segmentation fault"),
        // What is no message ends the process that said it.
        ("echo 'Hello, handlers'; exec sleep 600", "Runtime exited with error: signal: killed"),
    ])
    func `a process that ends fails its call in Lambda's words`(script: String, reason: String) async {
        let cause = #"{"errorType":"Runtime.ExitError","errorMessage":"RequestId: r Error: \#(reason)"}"#
        #expect(await outcome(of: script) == .failed(error: "Runtime.ExitError", cause: cause))
    }

    @Test func `a program that is not there fails the call, too`() async {
        let processes = HandlerProcesses(HandlerLaunch(path: "/nowhere/at/all", arguments: []), clockRate: 1)
        let function = processes.isolating(Function("f") { (event: JSONValue, _: FunctionContext) in event })
        guard case .failed(let error, let cause) = await function.outcome(of: [:], in: Self.context) else {
            Issue.record("The call should fail.")
            return
        }
        #expect(error == "Runtime.ExitError")
        #expect(cause.contains("it could not be started"))
        await processes.stop()
    }

    @Test func `a call that nobody wants any more ends with its process`() async {
        let processes = HandlerProcesses(HandlerLaunch(path: "/bin/sleep", arguments: ["600"]), clockRate: 1)
        let function = processes.isolating(Function("f") { (event: JSONValue, _: FunctionContext) in event })
        let call = Task { await function.outcome(of: [:], in: Self.context) }
        call.cancel()
        _ = await call.value
        #expect(processes.count == 0)
        await processes.stop()
    }

    @Test func `stopping ends the calls, and nothing is started after it`() async {
        let processes = HandlerProcesses(HandlerLaunch(path: "/bin/sleep", arguments: ["600"]), clockRate: 1)
        let function = processes.isolating(Function("f") { (event: JSONValue, _: FunctionContext) in event })
        let call = Task { await function.outcome(of: [:], in: Self.context) }
        await processes.stop()
        _ = await call.value
        #expect(processes.count == 0)
        _ = await function.outcome(of: [:], in: Self.context)
        #expect(processes.count == 0)
    }

    private static var context: FunctionContext {
        FunctionContext(
            requestID: "r",
            functionName: "f",
            functionARN: "arn:f",
            deadline: Timestamp(milliseconds: 1000),
            idempotencyToken: "t",
            logger: Logger(label: "f") { _ in SwiftLogNoOpLogHandler() },
            environment: NoEnvironment()
        )
    }
}

private struct NoEnvironment: HandlerEnvironment {
    var now: Timestamp { Timestamp(milliseconds: 0) }

    func sleep(until due: Timestamp) async throws(CancellationError) {}

    func call(
        _ service: String,
        _ operation: String,
        _ parameters: JSONObject,
        body: [UInt8]?
    ) async throws(ServiceError) -> ServiceAnswer {
        throw .runtimeStopped
    }
}
