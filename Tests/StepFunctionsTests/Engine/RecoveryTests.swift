import QuickstepJSON
import QuickstepLambda
import QuickstepPrimitives
import QuickstepServiceKit
import QuickstepStepFunctions
import Testing

struct RecoveryTests {
    @Test func `a Wait of thirty days and an hour's back-off take no time, and history has the true times`() async throws {
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
                "LambdaFunctionScheduled +\(month)", "LambdaFunctionStarted +\(month)", "LambdaFunctionFailed +\(month)",
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

        let second = try await Harness.start(rest, from: epoch.adding(milliseconds: 1000), seed: 3)
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
        for number in 3...counting.commits {
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
}
