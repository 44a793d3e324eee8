import QuickstepJSON
import QuickstepLambda
import QuickstepPrimitives
import QuickstepServiceKit
import QuickstepStepFunctions
import Testing

struct RedriveExecutionTests {
    private static let definition = """
        {"StartAt": "P", "States": {"P": {"Type": "Pass", "Next": "T"},
        "T": {"Type": "Task", "Resource": "flaky", "End": true}}}
        """

    @Test func `a failed execution is taken up again, also by the next process`() async throws {
        let log = CallLog()
        let store = InMemoryStore()
        let first = try await Harness.start(store, functions: [.flaky("flaky", failing: 1, log)])
        let failed = try await first.run(Self.definition)
        let arn = try #require(failed["executionArn"])
        #expect(failed["status"] == "FAILED")
        #expect(failed["redriveStatus"] == "REDRIVABLE")
        let rest = store.copy()
        await first.kernel.stop()

        let second = try await Harness.start(rest, functions: [.flaky("flaky", failing: 1, log)], seed: 2)
        let answer = try await second.call("RedriveExecution", ["executionArn": arn])
        #expect(answer["redriveDate"] != nil)
        await second.settle()
        let outcome = try await second.describe(arn.stringValue ?? "")
        #expect(outcome["status"] == "SUCCEEDED")
        #expect(outcome["output"] == #""at last""#)
        #expect(outcome["error"] == nil)
        #expect(outcome["redriveCount"] == 1)
        #expect(outcome["redriveDate"] == answer["redriveDate"])
        let types = try await second.history(arn.stringValue ?? "").compactMap { $0["type"]?.stringValue }
        #expect(types.count { $0 == "ExecutionRedriven" } == 1)
        #expect(
            await second.refusal("RedriveExecution", ["executionArn": arn])
                == "ExecutionNotRedrivable: Execution is SUCCEEDED and cannot be redriven"
        )
        await second.kernel.stop()
    }

    @Test func `the same client token asks for one redrive`() async throws {
        let log = CallLog()
        let harness = try await Harness.start(InMemoryStore(), functions: [.flaky("flaky", failing: 5, log)])
        let failed = try await harness.run(Self.definition)
        let arn = try #require(failed["executionArn"])
        let first = try await harness.call("RedriveExecution", ["executionArn": arn, "clientToken": "a"])
        await harness.settle()
        let again = try await harness.call("RedriveExecution", ["executionArn": arn, "clientToken": "a"])
        #expect(again == first)
        _ = try await harness.call("RedriveExecution", ["executionArn": arn, "clientToken": "b"])
        await harness.settle()
        #expect(try await harness.describe(arn.stringValue ?? "")["redriveCount"] == 2)
        #expect(log.attempts(of: "flaky") == 3)
        await harness.kernel.stop()
    }

    @Test func `what runs, and what is not there, is not redriven`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        _ = try await harness.call("CreateActivity", ["name": "a"])
        let waiting =
            #"{"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "\#(arnPrefix)activity:a", "End": true}}}"#
        let arn = try await harness.begin(try await harness.create(waiting))
        await harness.settle()
        #expect(
            await harness.refusal("RedriveExecution", ["executionArn": .string(arn)])
                == "ExecutionNotRedrivable: Execution is RUNNING and cannot be redriven"
        )
        #expect(
            await harness.refusal("RedriveExecution", ["executionArn": "\(arnPrefix)execution:no:no"])?
                .hasPrefix("ExecutionDoesNotExist") == true
        )
        await harness.kernel.stop()
    }

    @Test func `an execution of a machine that is gone is not redriven`() async throws {
        let log = CallLog()
        let harness = try await Harness.start(InMemoryStore(), functions: [.flaky("flaky", failing: 5, log)])
        let failed = try await harness.run(Self.definition)
        _ = try await harness.call("DeleteStateMachine", ["stateMachineArn": "\(arnPrefix)stateMachine:machine"])
        #expect(
            await harness.refusal("RedriveExecution", ["executionArn": failed["executionArn"] ?? ""])
                == "ExecutionNotRedrivable: State machine is in DELETING status"
        )
        await harness.kernel.stop()
    }
}
