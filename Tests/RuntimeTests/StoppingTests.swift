import CoreMetrics
import Logging
import QuickstepJSON
import QuickstepLambda
import QuickstepPrimitives
import QuickstepServiceKit
import ServiceLifecycle
import Synchronization
import Testing

@testable import QuickstepRuntime

/// A runtime that stops, whatever goes on in it: everything that runs for long ends, and whoever waits is told.
@Suite(.timeLimit(.minutes(2)))
struct StoppingTests {
    @Test func `in a service group it runs until the group is shut down`() async throws {
        let runtime = try await Runtime.start()
        let group = ServiceGroup(services: [runtime], logger: RecordedLog().logger(.critical))
        let running = Task { try await group.run() }
        _ = try await runtime.call(ServiceRequest(service: "sqs", operation: "ListQueues", parameters: [:]))
        await group.triggerGracefulShutdown()
        try await running.value
        await expectStopped(runtime)
    }

    @Test func `it runs until it is stopped, or its task is cancelled`() async throws {
        let stopped = try await Runtime.start()
        let running = Task { try await stopped.run() }
        await stopped.stop()
        try await running.value
        let cancelled = try await Runtime.start()
        let task = Task { try await cancelled.run() }
        task.cancel()
        try await task.value
        await expectStopped(cancelled)
    }

    @Test func `timers, an execution that waits and a sleeper do not hold it up`() async throws {
        let runtime = try await Runtime.start(.observed { $0.clock = .real })
        let machine = try await runtime.deploy(
            #"{"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 1000000, "End": true}}}"#,
            name: "waits"
        )
        let execution = try await runtime.startExecution(of: machine)
        let waiting = Task { try? await runtime.waitForExecution(execution) }
        let sleeping = Task { await runtime.kernel.timers.sleep(until: runtime.now.adding(.seconds(1_000_000))) }
        let settling = Task { await runtime.settle() }
        await runtime.stop()
        _ = await waiting.value
        await sleeping.value
        await settling.value
        await expectStopped(runtime)
    }

    @Test func `time that travels stays where it has got to`() async throws {
        let runtime = try await Runtime.start(
            .observed { $0.clock = .manual(startingAt: Timestamp(milliseconds: 0)) }
        )
        let call = Task { try? await runtime.invoke("check", event: [:]) }
        let travelling = Task { try? await runtime.advance(by: .seconds(86_400)) }
        await runtime.stop()
        _ = await travelling.value
        _ = await call.value
    }

    @Test func `handlers that sleep, spin or are past their timeout are given up`() async throws {
        let isOver = Atomic<Bool>(false)
        let arrivals = Arrivals()
        let spin: @Sendable () -> Void = {
            arrivals.add()
            while !isOver.load(ordering: .relaxed) {}
        }
        let runtime = try await Runtime.start(
            RuntimeOptions(
                functions: [
                    Function("sleeps") { (_: JSONValue, context: FunctionContext) in
                        arrivals.add()
                        try await context.sleep(for: .seconds(800))
                        return JSONValue.null
                    },
                    Function("spins", timeout: .seconds(900)) { (_: JSONValue, _: FunctionContext) in
                        spin()
                        return JSONValue.null
                    },
                    Function("late", timeout: .seconds(1)) { (_: JSONValue, _: FunctionContext) in
                        spin()
                        return JSONValue.null
                    },
                ]
            )
        )
        defer { isOver.store(true, ordering: .relaxed) }
        let lateCall = Task { try await runtime.invoke("late", event: [:]) }
        await arrivals.wait(for: 1)
        #expect(try await lateCall.value.error == "Sandbox.Timedout")
        let calls = ["sleeps", "spins"].map { name in Task { try? await runtime.invoke(name, event: [:]) } }
        await arrivals.wait(for: 3)
        await runtime.stop()
        for call in calls { #expect(await call.value?.error == "Quickstep.Stopped") }
    }

    @Test func `long polls, readers of queues and of the bus end with it`() async throws {
        let runtime = try await Runtime.start()
        _ = try await runtime.call(
            ServiceRequest(service: "sqs", operation: "CreateQueue", parameters: ["QueueName": "jobs"])
        )
        let notices = runtime.notices()
        let subscriber = Task { for await _ in notices {} }
        let reader = Task { try? await runtime.queues["jobs"].messages.first { _ in true }?.body }
        let poll = Task { try? await runtime.queues["jobs"].receive(waitSeconds: 20) }
        await runtime.stop()
        await subscriber.value
        _ = await reader.value
        _ = await poll.value
    }

    @Test func `a pipe whose workflow goes on, and a batch on its way, do not hold it up`() async throws {
        let folder = try TestFolder()
        try folder.write(Self.template, to: "template.yaml")
        try folder.write(
            #"{"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}"#,
            to: "flow.asl.json"
        )
        let options = RuntimeOptions(
            storage: .folder(folder.path("data")),
            template: .file(folder.path("template.yaml"))
        )
        let runtime = try await Runtime.start(options)
        let acknowledged = Arrivals()
        let senders = (0..<4).map { sender in
            Task {
                for number in 0..<200 {
                    guard (try? await runtime.queues["jobs"].send("\"\(sender) \(number)\"")) != nil else { return }
                    acknowledged.add()
                }
            }
        }
        _ = await runtime.notices().first { $0.event == "ExecutionStarted" }
        await runtime.stop()
        for sender in senders { await sender.value }
        // Whatever was acknowledged is a message or an execution, and not both.
        let again = try await Runtime.start(options)
        await again.settle()
        let reader = try await RuntimeReader.open(folder.path("data"))
        #expect(try await reader.executions().count == acknowledged.count)
        reader.close()
        await again.stop()
    }

    @Test func `a runtime with metrics and a log stops, and says all it knows first`() async throws {
        let log = RecordedLog()
        let runtime = try await Runtime.start(
            .observed { options in
                options.logger = log.logger(.debug)
                options.metrics = NOOPMetricsHandler.instance
            }
        )
        _ = try await runtime.runOrder()
        await runtime.stop()
        #expect(log.lines("ExecutionEnded").count == 1)
    }

    private func expectStopped(_ runtime: Runtime) async {
        await #expect(throws: ServiceError.runtimeStopped) {
            try await runtime.call(ServiceRequest(service: "sqs", operation: "ListQueues", parameters: [:]))
        }
    }

    @Test(arguments: [
        #"{"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "work", "End": true}}}"#,
        #"{"StartAt": "W", "States": {"W": {"Type": "Task", "Resource": "work", "Retry": [{"ErrorEquals": ["States.ALL"]}], "End": true}}}"#,
    ])
    func `Express executions of a map run that are under way are begun again, and have not failed`(
        _ processor: String
    ) async throws {
        let folder = try TestFolder()
        let called = Arrivals()
        let options = { (answers: Bool) in
            RuntimeOptions(
                storage: .folder(folder.path("data")),
                functions: [
                    Function("work", timeout: .seconds(900)) { (event: JSONValue, context: FunctionContext) in
                        called.add()
                        if !answers { try await context.sleep(for: .seconds(800)) }
                        return event
                    }
                ]
            )
        }
        let definition =
            #"{"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemsPath": "$.items", "#
            + #""ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"}, "#
            + processor.dropFirst() + "}}}"
        let items = (0..<4).map { JSONValue.number(JSONNumber($0)) }
        let first = try await Runtime.start(options(false))
        let machine = try await first.deploy(definition, name: "express")
        let execution = try await first.startExecution(of: machine, input: ["items": .array(items)])
        await called.wait(for: items.count)
        await first.stop()
        let second = try await Runtime.start(options(true))
        let result = try await second.waitForExecution(execution)
        #expect(result.status == .succeeded)
        #expect(result.output == .array(items))
        await second.stop()
    }

    private static let template = """
        Resources:
          Jobs:
            Type: AWS::SQS::Queue
            Properties:
              QueueName: jobs
          Flow:
            Type: AWS::Serverless::StateMachine
            Properties:
              Name: flow
              DefinitionUri: flow.asl.json
          Pipe:
            Type: AWS::Pipes::Pipe
            Properties:
              Name: pipe
              Source: !GetAtt Jobs.Arn
              Target: !GetAtt Flow.Arn
        """
}

extension InvocationResult {
    /// The error's name; nil where the call succeeded.
    fileprivate var error: String? {
        if case .failed(let error, _) = outcome { error } else { nil }
    }
}

/// Counts who has come, and tells who waits for them.
private final class Arrivals: Sendable {
    private struct State {
        var count = 0
        var waiters: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    var count: Int { state.withLock { $0.count } }

    func add() {
        let woken = state.withLock { state in
            state.count += 1
            let count = state.count
            defer { state.waiters.removeAll { $0.count <= count } }
            return state.waiters.filter { $0.count <= count }.map(\.continuation)
        }
        for waiter in woken { waiter.resume() }
    }

    func wait(for count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.count < count { state.waiters.append((count, continuation)) }
                return state.count >= count
            }
            if isThere { continuation.resume() }
        }
    }
}
