import QuickstepJSON
import QuickstepLambda
import QuickstepPrimitives
import QuickstepServiceKit
import QuickstepStepFunctions
import Testing

struct RecoveryTests {
    @Test func `a Wait of thirty days and an hour's back-off take no time, and history has the true times`()
        async throws
    {
        let log = CallLog()
        let harness = try await Harness.start(InMemoryStore(), functions: [.flaky("flaky", failing: 1, log)])
        let definition = """
            {"StartAt": "Pause", "States": {
              "Pause": {"Type": "Wait", "Seconds": 2592000, "Next": "Try"},
              "Try": {"Type": "Task", "Resource": "flaky", "End": true,
                "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 3600}]}}}
            """
        let outcome = try await harness.run(definition)
        let arn = try #require(outcome["executionArn"]?.stringValue)
        let times = try await harness.history(arn).map { event in
            let seconds = event["timestamp"]?.doubleValue ?? 0
            return "\(event["type"]?.stringValue ?? "") +\(Int(seconds - Double(epoch.milliseconds) / 1000))"
        }
        let month = 2_592_000
        #expect(
            times == [
                "ExecutionStarted +0", "WaitStateEntered +0", "WaitStateExited +\(month)", "TaskStateEntered +\(month)",
                "LambdaFunctionScheduled +\(month)", "LambdaFunctionStarted +\(month)",
                "LambdaFunctionFailed +\(month)",
                "LambdaFunctionScheduled +\(month + 3600)", "LambdaFunctionStarted +\(month + 3600)",
                "LambdaFunctionSucceeded +\(month + 3600)", "TaskStateExited +\(month + 3600)",
                "ExecutionSucceeded +\(month + 3600)",
            ]
        )
        await harness.kernel.stop()
    }

    @Test func `a waiting execution is carried on by the next process`() async throws {
        let store = InMemoryStore()
        let first = try await Harness.start(store)
        first.kernel.activity.begin()
        let arn = try await first.begin(try await first.create(Definitions.wait))
        while try await first.history(arn).count < 4 { await Task.yield() }
        let rest = store.copy()
        first.kernel.activity.end()
        await first.kernel.stop()

        let second = try await Harness.start(rest, seed: 3)
        await second.settle()
        #expect(try await second.describe(arn)["status"] == "SUCCEEDED")
        #expect(second.kernel.clock.now == epoch.adding(milliseconds: 2_592_000_000))
        await second.kernel.stop()
    }

    @Test func `nothing unfinished is carried on unless it is asked for`() async throws {
        let store = InMemoryStore()
        let first = try await Harness.start(store)
        first.kernel.activity.begin()
        let arn = try await first.begin(try await first.create(Definitions.wait))
        while try await first.history(arn).count < 4 { await Task.yield() }
        let rest = store.copy()
        first.kernel.activity.end()
        await first.kernel.stop()

        let second = try await Harness.start(rest, seed: 3, resuming: false)
        await second.settle()
        #expect(try await second.describe(arn)["status"] == "RUNNING")
        let other = try await second.begin(
            "arn:aws:states:us-east-1:000000000000:stateMachine:machine",
            name: "other"
        )
        await second.settle()
        #expect(try await second.describe(other)["status"] == "SUCCEEDED")
        #expect(try await second.describe(arn)["status"] == "RUNNING")
        await second.kernel.stop()
    }

    @Test func `a damaged journal sets one execution aside, and says so; others run on`() async throws {
        let store = InMemoryStore()
        let first = try await Harness.start(store)
        first.kernel.activity.begin()
        let arn = try await first.begin(try await first.create(Definitions.wait))
        while try await first.history(arn).count < 4 { await Task.yield() }
        let rest = store.copy()
        first.kernel.activity.end()
        await first.kernel.stop()
        let journal = Owner(kind: .execution, name: "machine:run").section(2)
        let row = try #require(rest.range(journal.prefixRange, limit: 1, reversed: false).first)
        rest.commit(StoreBatch(number: 1, writes: [.init(key: row.key, value: Array("{}".utf8))]))

        let second = try await Harness.start(rest, seed: 3)
        await second.settle()
        let description = try await second.describe(arn)
        #expect(description["quickstepQuarantine"]?.stringValue?.contains("journal") == true)
        let other = try await second.begin("arn:aws:states:us-east-1:000000000000:stateMachine:machine", name: "other")
        await second.settle()
        #expect(try await second.describe(other)["status"] == "SUCCEEDED")
        await second.kernel.stop()
    }

    @Test func `a commit that fails once delays an execution and loses nothing`() async throws {
        let log = CallLog()
        let counting = FaultInjectingStore(InMemoryStore(), faults: [:])
        let calm = try await Harness.start(counting, functions: [.echo("echo", log)])
        let wanted = try await calm.run(Definitions.task)["output"]
        await calm.kernel.stop()
        for number in 4...counting.commits {
            let store = FaultInjectingStore(
                InMemoryStore(),
                faults: [number: .failure(StoreError(.full, "The disk is full."))]
            )
            let harness = try await Harness.start(store, functions: [.echo("echo", log)])
            let outcome = try await harness.run(Definitions.task)
            #expect(outcome["status"] == "SUCCEEDED", "commit \(number)")
            #expect(outcome["output"] == wanted, "commit \(number)")
            await harness.kernel.stop()
        }
    }

    @Test func `a stop that came before the first step is kept through a restart`() async throws {
        let store = InMemoryStore()
        let first = try await Harness.start(store)
        // The timers of the first process never fire: it is stopped before the execution has taken a step.
        await first.kernel.timers.pause()
        let arn = try await first.begin(try await first.create(Definitions.wait))
        _ = try await first.call("StopExecution", ["executionArn": .string(arn), "error": "Enough"])
        let second = try await Harness.start(store.copy(), seed: 3)
        await second.settle()
        #expect(try await second.describe(arn)["status"] == "ABORTED")
        #expect(try await second.history(arn).compactMap { $0["type"]?.stringValue }.last == "ExecutionAborted")
        await second.kernel.stop()
        await first.kernel.stop()
    }

    @Test func `the time that a stop was told is the time at which the execution ends`() async throws {
        let store = InMemoryStore()
        let first = try await Harness.start(store)
        first.kernel.activity.begin()
        let arn = try await first.begin(try await first.create(Definitions.wait))
        while try await first.history(arn).count < 4 { await Task.yield() }
        await first.kernel.timers.pause()
        let stop: JSONObject = ["executionArn": .string(arn)]
        let told = try #require(try await first.call("StopExecution", stop)["stopDate"])
        // Who asks again later is told the same.
        first.kernel.clock.advance(to: first.kernel.clock.now.adding(milliseconds: 7))
        #expect(try await first.call("StopExecution", stop)["stopDate"] == told)
        // The execution takes note of it in another process, at another time.
        let second = try await Harness.start(store.copy(), from: epoch.adding(milliseconds: 5000), seed: 3)
        await second.settle()
        let description = try await second.describe(arn)
        #expect(description["status"] == "ABORTED")
        #expect(description["stopDate"] == told)
        #expect(try await second.history(arn).last?["timestamp"]?.doubleValue == told.doubleValue)
        #expect(try await second.call("StopExecution", stop)["stopDate"] == told)
        await second.kernel.stop()
        first.kernel.activity.end()
        await first.kernel.stop()
    }

    @Test func `an execution that is set aside fails the task that waits for it`() async throws {
        let store = InMemoryStore()
        let first = try await Harness.start(store)
        let child = try await first.create(Definitions.wait, name: "child")
        let parent = """
            {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
              "Resource": "arn:aws:states:::states:startExecution.sync:2",
              "Parameters": {"StateMachineArn": "\(child)", "Name": "c"}}}}
            """
        first.kernel.activity.begin()
        let arn = try await first.begin(try await first.create(parent))
        while try await first.history(arn).count < 5 { await Task.yield() }
        while try await first.history("\(arnPrefix)execution:child:c").count < 4 { await Task.yield() }
        let rest = store.copy()
        first.kernel.activity.end()
        await first.kernel.stop()
        let journal = Owner(kind: .execution, name: "child:c").section(2)
        let row = try #require(rest.range(journal.prefixRange, limit: 1, reversed: false).first)
        rest.commit(StoreBatch(number: 1, writes: [.init(key: row.key, value: Array("{}".utf8))]))

        let second = try await Harness.start(rest, seed: 3)
        await second.settle()
        let outcome = try await second.describe(arn)
        #expect(outcome["status"] == "FAILED")
        #expect(outcome["error"] == "States.TaskFailed")
        let cause = try #require(outcome["cause"]?.stringValue)
        #expect(cause.hasPrefix("The execution \(arnPrefix)execution:child:c cannot go on: "))
        await second.kernel.stop()
    }

    @Test func `a read that fails once delays an execution and quarantines nothing`() async throws {
        let store = FlakyReadStore()
        let harness = try await Harness.start(store)
        let machine = try await harness.create(Definitions.wait)
        store.failNextReads(of: Owner(kind: .execution, name: "machine:run").section(1), count: 2, after: 1)
        let arn = try await harness.begin(machine)
        await harness.settle()
        let description = try await harness.describe(arn)
        #expect(description["quickstepQuarantine"] == nil)
        #expect(description["status"] == "SUCCEEDED")
        await harness.kernel.stop()
    }

    @Test func `calls on our own services come in bounded turns, and all of them once`() async throws {
        let store = FaultInjectingStore(InMemoryStore(), faults: [:])
        let harness = try await Harness.start(store)
        // Each call is refused, for there is no such service here, and caught: 300 calls without ever waiting for anything.
        let definition = """
            {"StartAt": "Call", "States": {
              "Call": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Next": "Never",
                "Parameters": {"QueueUrl": "q", "MessageBody": "b"},
                "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": null, "Next": "Count"}]},
              "Never": {"Type": "Fail"},
              "Count": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.n, 1)"}, "Next": "Enough"},
              "Enough": {"Type": "Choice", "Default": "Call", "Choices": [
                {"Variable": "$.n", "NumericGreaterThanEquals": 300, "Next": "Done"}]},
              "Done": {"Type": "Succeed"}}}
            """
        let outcome = try await harness.run(definition, input: #"{"n": 0}"#)
        #expect(outcome["status"] == "SUCCEEDED")
        #expect(outcome["output"]?.stringValue == #"{"n":300}"#)
        #expect(store.commits >= 3 + 300 / 50)
        await harness.kernel.stop()
    }
}
